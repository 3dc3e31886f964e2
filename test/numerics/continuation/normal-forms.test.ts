import { describe, expect, it } from "vitest";
import { type Diagram, followAll } from "../../../numerics/continuation/continuation.ts";
import type { Family } from "../../../numerics/continuation/family.ts";
import { varyModel } from "../../../theory/model.ts";
import { exampleModel } from "../support/models.ts";

type Rates = (state: readonly number[], parameter: number) => number[];

/** Rates of one's own, differentiated by differences. */
function family(size: number, rates: Rates, symmetric = false): Family {
  const law = symmetric
    ? { law: "rademacher", variance: 1 }
    : { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };
  const other = symmetric ? law : { law: "atoms", values: [-1, 3], weights: ["3/4", "1/4"] };
  const h = 1e-3;
  // Exact for polynomials of degree four.
  const slope = (f: (x: number) => number[], x: number): number[] => {
    const [above, below, far, deep] = [f(x + h), f(x - h), f(x + 2 * h), f(x - 2 * h)];
    return above.map((value, i) => (8 * (value - below[i]!) - (far[i]! - deep[i]!)) / (12 * h));
  };
  return {
    size,
    features: size,
    model: varyModel(exampleModel, { features: [law, other].slice(0, size) }),
    // Of differences: rounding over their distance.
    error: () => Number.EPSILON / h,
    evaluate(place, parameter, out, jacobian, byParameter) {
      const state = Array.from(place).slice(0, size);
      out.set(rates(state, parameter));
      for (let j = 0; j < size; j++) {
        const column = slope((x) => rates(state.with(j, x), parameter), state[j]!);
        for (let i = 0; i < size; i++) jacobian[i * size + j] = column[i]!;
      }
      byParameter.set(slope((p) => rates(state, p), parameter));
    },
  };
}

/** From given fixed points, each a state and the parameter. */
function diagram(of: Family, ...places: number[][]): Diagram {
  const at = (parameter: number): Float64Array[] =>
    parameter === 0 ? places.map((place) => Float64Array.from(place)) : [];
  return followAll(of, at, 1 / 40);
}

const kinds = ({ bifurcations }: Diagram): string[] => bifurcations.map(({ kind }) => kind);

describe("normal forms", () => {
  it("a fold is passed, on one branch", () => {
    const found = diagram(
      family(1, ([x], p) => [p - 0.3 - (x! - 0.1) ** 2]),
      [0.1 + Math.sqrt(0.7), 1],
    );
    expect(kinds(found)).toEqual(["fold"]);
    expect(found.bifurcations[0]!.parameter).toBeCloseTo(0.3, 11);
    expect(found.bifurcations[0]!.Q[0]).toBeCloseTo(0.1, 9);
    expect(found.branches).toHaveLength(1);
    const { Q, parameter, stability, ends } = found.branches[0]!;
    expect([Q[0]![0]!, Q.at(-1)![0]!].sort()).toEqual(
      [0.1 - Math.sqrt(0.7), 0.1 + Math.sqrt(0.7)].map((x) => expect.closeTo(x, 10)),
    );
    expect(ends).toEqual(["range", "range"]);
    for (const [i, [x]] of Q.entries()) {
      expect((x! - 0.1) ** 2).toBeCloseTo(parameter[i]! - 0.3, 10);
      if (stability[i] !== "marginal") expect(stability[i]).toBe(x! > 0.1 ? "stable" : "unstable");
    }
  });

  it("an S of two folds has three branches' worth of states", () => {
    const found = diagram(
      family(1, ([x], p) => [p - 0.5 + 0.25 * x! - x! ** 3]),
      [-0.9, 0].with(0, rootOf()),
    );
    expect(kinds(found)).toEqual(["fold", "fold"]);
    // At x = +-sqrt(1/12), p = 1/2 - x/4 + x^3.
    const fold = (x: number): number => 0.5 - x / 4 + x ** 3;
    expect(found.bifurcations.map(({ parameter }) => parameter)).toEqual(
      [fold(Math.sqrt(1 / 12)), fold(-Math.sqrt(1 / 12))].map((p) => expect.closeTo(p, 10)),
    );
    expect(found.branches).toHaveLength(1);
  });

  it.each([
    ["supercritical", -1],
    ["subcritical", 1],
  ])("a pitchfork's pair is one branch with an orbit of two: %s", (_, sign) => {
    const found = diagram(
      family(1, ([x], p) => [(p - 0.4) * x! + sign * x! ** 3], true),
      [0, 0],
    );
    expect(kinds(found)).toEqual(["pitchfork"]);
    expect(found.bifurcations[0]!.parameter).toBeCloseTo(0.4, 11);
    expect(found.branches.map(({ orbit }) => orbit)).toEqual([1, 2]);
    const [, side] = found.branches;
    expect(side!.ends).toEqual(["branch point", "range"]);
    expect(new Set(side!.stability.slice(1))).toEqual(new Set([sign < 0 ? "stable" : "unstable"]));
  });

  it("without a symmetry both sides of a pitchfork are branches", () => {
    const found = diagram(
      family(1, ([x], p) => [(p - 0.4) * x! - x! ** 3]),
      [0, 0],
    );
    expect(kinds(found)).toEqual(["pitchfork"]);
    expect(found.branches.map(({ orbit }) => orbit)).toEqual([1, 1, 1]);
  });

  it("a transcritical crossing has the other branch on both sides", () => {
    const found = diagram(
      family(1, ([x], p) => [x! * (p - 0.45 - x!)]),
      [0, 0],
    );
    expect(kinds(found)).toEqual(["transcritical"]);
    expect(found.bifurcations[0]!.parameter).toBeCloseTo(0.45, 10);
    const ends = found.branches.slice(1).map(({ Q }) => Q.at(-1)![0]);
    expect(ends.sort()).toEqual([-0.45, 0.55].map((x) => expect.closeTo(x, 9)));
  });

  it("a pitchfork that is met from its side ends the branch there and leads to the one through it", () => {
    const found = diagram(
      family(1, ([x], p) => [(p - 0.4) * x! - x! ** 3], true),
      [Math.sqrt(0.6), 1],
    );
    expect(kinds(found)).toEqual(["pitchfork"]);
    expect(found.bifurcations[0]!.parameter).toBeCloseTo(0.4, 11);
    expect(found.branches.map(({ orbit }) => orbit).sort()).toEqual([1, 2]);
  });

  it("where two equal features become unstable together, one branch of one of them and one of both", () => {
    const rate = (p: number, x: number, y: number): number => (p - 0.4) * x - x ** 3 - 2 * x * y * y;
    const found = diagram(
      family(2, ([x, y], p) => [rate(p, x!, y!), rate(p, y!, x!)], true),
      [0, 0, 0],
    );
    expect(kinds(found)).toEqual(["pitchfork"]);
    expect(found.branches.map(({ orbit }) => orbit)).toEqual([1, 4, 4]);
    const kindOf = ({ Q, stability }: Diagram["branches"][number]) => [
      Q.at(-1)!.filter((q) => Math.abs(q) > 1e-6).length,
      stability.at(-1),
    ];
    expect(found.branches.map(kindOf)).toEqual([
      [0, "unstable"],
      [1, "stable"],
      [2, "saddle"],
    ]);
  });

  it("a complex pair's change of sign is a Hopf bifurcation", () => {
    const found = diagram(
      family(2, ([x, y], p) => [(p - 0.35) * x! - y!, x! + (p - 0.35) * y!]),
      [0, 0, 0],
    );
    expect(kinds(found)).toEqual(["hopf"]);
    expect(found.bifurcations[0]!.parameter).toBeCloseTo(0.35, 11);
  });

  it("a closed branch is followed once around", () => {
    const found = diagram(
      family(1, ([x], p) => [0.04 - (x! - 0.2) ** 2 - (p - 0.5) ** 2]),
      [0.4, 0.5],
    );
    expect(kinds(found)).toEqual(["fold", "fold"]);
    expect(found.bifurcations.map(({ parameter }) => parameter)).toEqual([
      expect.closeTo(0.3, 10),
      expect.closeTo(0.7, 10),
    ]);
    expect(found.branches.map(({ ends }) => ends)).toEqual([["closed", "closed"]]);
  });
});

/** The negative root of x^3 - x/4 + 1/2 = 0. */
function rootOf(): number {
  let x = -1;
  for (let k = 0; k < 50; k++) x -= (x ** 3 - x / 4 + 0.5) / (3 * x * x - 0.25);
  return x;
}
