import { UnsupportedError } from "../../theory/errors.ts";
import type { Flow } from "../flow/flow.ts";
import { linearization } from "../fluctuations/linearization.ts";
import { symmetriesOf } from "../symmetries.ts";
import type { Attractor, Targets } from "./attractors.ts";
import { Labeller, none } from "./labeller.ts";
import { type ArcClasses, massByClass } from "./mass-by-class.ts";

/** Runs near Q = 0, where every overlap grows at its own rate and is shaken by its own noise. */
export interface LinearGrowth {
  /** A_l, all above 0. */
  readonly rates: readonly number[];
  /** s + D_l/(2 A_l): N times the variance of the start that, without noise, ends like a random one with noise. */
  readonly variances: readonly number[];
}

/** Nearer to Q = 0 than this the flow is followed by its linear part, whose error is smaller still. */
const linearRadius = 1e-3;

/**
 * The probability that a run at finite N from a random direction ends at each feature, to leading order: the mass
 * that the law N(0, diag(s + D_l/(2 A_l))/N) of starts puts on the feature's basins, +Q_l and -Q_l together. A_l are
 * the growth rates at Q = 0 and D_l the intensity of the noise there. What the probabilities lack to one ends in
 * mixed states. Two sources of error of higher order: the noise away from Q = 0 and the size of Q beside one. It is
 * about the end: runs that pass a mixed saddle decide late, at ten times 1/A_l, and more of them for the faster feature.
 * @param s the squared norm at the start, in the free variant at rest.
 * @throws UnsupportedError when Q = 0 is no fixed point, some feature does not grow there, or there are more than two.
 */
export function selection(
  flow: Flow,
  landscape: { readonly attractors: readonly Attractor[]; readonly targets: Targets },
  dimension: number,
  s = 1,
): number[] {
  const { features, size } = flow;
  const { rates, variances } = linearGrowth(flow, s);
  const labeller = new Labeller(flow, landscape.targets);
  const other = features;
  const classOf = (z: readonly number[]): number => {
    const Q = grown(
      z.map((x, l) => x * Math.sqrt(variances[l]! / dimension)),
      rates,
    );
    // The law's tail may reach beyond the possible overlaps.
    const shrink = Math.min(1, (0.999 * Math.sqrt(s)) / Math.hypot(...Q));
    const inside = Q.map((q) => q * shrink);
    const label = labeller.label(size > features ? [...inside, s] : inside);
    const feature = label === none ? null : landscape.attractors[label]!.feature;
    return feature === null ? other : feature - 1;
  };
  const symmetric = symmetriesOf(flow.model).flips.every((flip) => flip);
  const classes: ArcClasses = { classOf, count: features + 1, symmetric };
  return massByClass(classes, features).slice(0, features);
}

/** The growth from Q = 0, for `selection`. @throws UnsupportedError as there. */
export function linearGrowth(flow: Flow, s: number): LinearGrowth {
  const { features, size } = flow;
  if (features > 2)
    throw new UnsupportedError(`features: selection is for one or two features, not for ${features}`);
  const origin = new Float64Array(size);
  if (size > features) origin[features] = s;
  const { rates: velocity, jacobian: matrix, intensity } = linearization(flow, false)(origin);
  const rates = Array.from({ length: features }, (_, l) => matrix[l * (size + 1)]!);
  const weak = rates.findIndex((rate) => !(rate > 1e-9));
  if (weak >= 0) {
    throw new UnsupportedError(
      `selection needs features that all grow from Q = 0, and feature ${weak + 1} has the rate ${rates[weak]!.toPrecision(4)}`,
    );
  }
  const slow = Math.min(...rates);
  const coupled = features === 2 && Math.max(Math.abs(matrix[1]!), Math.abs(matrix[size]!)) > 1e-6 * slow;
  if (coupled || velocity.some((rate) => Math.abs(rate) > 1e-3 * slow)) {
    throw new UnsupportedError(
      `selection needs a state Q = 0 at rest without coupled features; at s = ${s} it is not${size > features ? " (give the s at rest by --s)" : ""}`,
    );
  }
  return { rates, variances: rates.map((rate, l) => s + intensity[l * (size + 1)]! / (2 * rate)) };
}

/** Follows dQ_l/dt = A_l Q_l to the radius from which the flow itself is followed. */
function grown(Q: readonly number[], rates: readonly number[]): number[] {
  const at = (t: number): number[] => Q.map((q, l) => q * Math.exp(rates[l]! * t));
  const radius = Math.hypot(...Q);
  if (radius === 0 || radius >= linearRadius) return [...Q];
  let [low, high] = [0, Math.log(linearRadius / radius) / Math.min(...rates)];
  for (let k = 0; k < 50; k++) {
    const middle = (low + high) / 2;
    if (Math.hypot(...at(middle)) < linearRadius) low = middle;
    else high = middle;
  }
  return at(high);
}
