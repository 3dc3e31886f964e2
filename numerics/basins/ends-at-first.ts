import type { Flow } from "../flow/flow.ts";
import type { Random } from "../random/random.ts";
import { overlap } from "../samplers/overlap.ts";
import type { Landscape } from "./attractors.ts";
import { inTrap } from "./trap.ts";

/**
 * Follows one run of SGD from a random start until it enters the neighbourhood of an attractor: whether of feature 1's.
 * A run may stay near a saddle for many times 1/(its slowest rate), as long as the flow's own paths are followed.
 */
export function endsAtFirst(
  flow: Flow,
  { targets, attractors }: Landscape,
  dimension: number,
  random: Random,
): boolean {
  const run = overlap.start(flow.model, dimension, { kind: "random", s: 1 }, random);
  const state = new Float64Array(flow.features + 1);
  for (let t = 0; t < targets.timeLimit; t++) {
    run.advance(dimension);
    run.read(state);
    const reached = targets.traps.findIndex((trap) => inTrap(trap, state));
    if (reached >= 0) return attractors[reached]!.feature === 1;
  }
  return false;
}

/** How long a run may take from Q = 0 past the state that it leaves most slowly to one that attracts. */
export function timeToEnd({ fixedPoints }: Landscape, dimension: number): number {
  const slowest = (rates: readonly number[]): number => Math.max(0, ...rates.map((rate) => 1 / rate));
  const ratesOf = (isStable: boolean): number[] =>
    fixedPoints
      .filter(({ stability }) => (stability === "stable") === isStable)
      .map(({ eigenvalues }) => Math.abs(Math.max(...eigenvalues.map(([re]) => re))));
  const atOrigin = fixedPoints.find(({ Q }) => Q.every((q) => q === 0));
  const growth = Math.max(...(atOrigin?.eigenvalues ?? []).map(([re]) => re));
  // From a distance of N^(-1/2), and again where it passes a saddle.
  const times = 2 + Math.log(dimension) / 2;
  return times * (1 / growth + slowest(ratesOf(false))) + 5 * slowest(ratesOf(true));
}
