import type { Atom } from "../../../../theory/expectation/atom.ts";
import type { Integrand } from "../../../quadrature/integrand.ts";
import { powersKey } from "../../../quadrature/smooth-means.ts";

/** Which functions of the signal the wanted means E[c^hidden f(S)] need. */
export interface MeanPlan {
  readonly atoms: readonly Atom[];
  /** The distinct functions f, as integrands over the noises. */
  readonly integrands: readonly Integrand[];
  /** The number of each atom's integrand. */
  readonly place: Int32Array;
}

/** A way to take all means of a plan at a state (Q, s). `out` receives one value an atom. */
export type MeanEvaluator = (overlaps: ArrayLike<number>, norm: number, out: Float64Array) => void;

/** Atoms with the same product of derivatives share its function. */
export function meanPlan(atoms: readonly Atom[]): MeanPlan {
  const index = new Map<string, number>();
  const integrands: Integrand[] = [];
  const place = atoms.map(({ left, right }) => {
    const key = `${powersKey(left)}|${powersKey(right)}`;
    let at = index.get(key);
    if (at === undefined) index.set(key, (at = integrands.push({ left, right }) - 1));
    return at;
  });
  return { atoms, integrands, place: Int32Array.from(place) };
}
