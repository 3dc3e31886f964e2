import type { Polynomial } from "../../theory/polynomial.ts";
import type { StepTheory } from "./step-theory.ts";

/** A quantity that the theory gives and single steps measure. */
export interface Quantity {
  /** `lambda`, `dQ1/dt (free)`, `D12 (sphere)`. */
  readonly name: string;
  /** Quantities of one size, relative to the largest of which an error counts. */
  readonly group: string;
  /** Row and column, for the entries of D: these count relative to sqrt(D_ii D_jj). */
  readonly entry?: readonly [number, number];
  of(theory: StepTheory): Polynomial;
}

/**
 * What is compared at a state, in the order in which `StepSampler` measures it: the terms, the right-hand sides and the
 * upper triangles of D, of both constraints where s = 1 and of the free one elsewhere.
 */
export function quantitiesAt(features: number, s: number): Quantity[] {
  const indices = (size: number): number[] => [...Array(size).keys()];
  const quantities: Quantity[] = [
    { name: "lambda", group: "lambda", of: ({ terms }) => terms.lambda },
    { name: "f", group: "f", of: ({ terms }) => terms.f },
    ...indices(features).map(
      (l): Quantity => ({ name: `g${l + 1}`, group: "g", of: ({ terms }) => terms.g[l]! }),
    ),
  ];
  for (const constraint of s === 1 ? (["free", "sphere"] as const) : (["free"] as const)) {
    const size = constraint === "free" ? features + 1 : features;
    const name = (i: number): string => (i < features ? `Q${i + 1}` : "s");
    for (const i of indices(size)) {
      quantities.push({
        name: `d${name(i)}/dt (${constraint})`,
        group: `${i < features ? "dQ/dt" : "ds/dt"} (${constraint})`,
        of: ({ limits }) => limits[constraint].ode[i]!,
      });
    }
    for (const i of indices(size)) {
      for (const j of indices(size).slice(i)) {
        quantities.push({
          name: `D ${name(i)} ${name(j)} (${constraint})`,
          group: `D (${constraint})`,
          entry: [i, j],
          of: ({ limits }) => limits[constraint].intensity[i]![j]!,
        });
      }
    }
  }
  return quantities;
}

/**
 * The size of each quantity at one state, of which its errors are a share: of g and dQ/dt the largest entry, of an entry
 * of D the geometric mean of its two variances.
 */
export function sizesAt(quantities: readonly Quantity[], values: ArrayLike<number>): number[] {
  return quantities.map(({ group, entry }) => {
    const members = [...quantities.keys()].filter((q) => quantities[q]!.group === group);
    if (!entry) return Math.max(...members.map((q) => Math.abs(values[q]!)));
    const variance = (i: number): number =>
      values[members.find((q) => quantities[q]!.entry!.every((index) => index === i))!]!;
    return Math.sqrt(variance(entry[0]) * variance(entry[1]));
  });
}
