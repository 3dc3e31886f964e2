import type { Flow } from "../../numerics/flow/flow.ts";
import { Xoshiro128 } from "../../numerics/random/xoshiro.ts";
import { coupledDifference } from "../coupled-runs.ts";
import type { SimulationEvidence } from "../ledger.ts";
import { dimensionsOf, fittedExponent, logMean } from "../power-law.ts";
import { equivalenceTest, sampleOf } from "../statistics.ts";

/** N at which the bias is held against that at 2 N. */
const biasDimensions = [50, 150, 500];
/** Biases below so many standard errors of the first look are left alone. */
const resolved = 8;

/** How much to simulate. */
export interface BiasEffort {
  /** Coupled differences of a first look at the smallest N. */
  readonly firstLook: number;
  /** How many standard errors each bias of the fit is to have; the number of differences is the same at any N. */
  readonly wanted: number;
}

/**
 * The exponent of the bias, from what it loses between N and 2 N: a power of N has the same exponent as its differences.
 * Of the order parameter and at the time where a first look resolves it with the least effort.
 */
export function biasRate(
  flow: Flow,
  start: { readonly Q: readonly number[]; readonly s: number },
  seed: number,
  { firstLook, wanted }: BiasEffort = { firstLook: 1000, wanted: 30 },
): SimulationEvidence | undefined {
  const { model, size, derivation } = flow;
  const random = new Xoshiro128(seed + 1);
  const draw = (dimension: number, count: number, times: readonly number[]): Float64Array[][] =>
    Array.from({ length: count }, () =>
      coupledDifference(model, dimension, { kind: "overlaps", ...start }, times, random),
    );
  const times = [2, 4, 8];
  const first = draw(biasDimensions[0]!, firstLook, times);
  const candidates = times.flatMap((time, i) =>
    Array.from({ length: size }, (_, l) => {
      const { mean, standardError } = sampleOf(first.map((states) => states[i]![l]!));
      return { time, l, significance: Math.abs(mean) / standardError };
    }),
  );
  const [best] = candidates
    .filter(({ significance }) => significance >= resolved)
    .sort((a, b) => b.significance ** 2 / b.time - a.significance ** 2 / a.time);
  if (!best) return undefined;
  const count = Math.ceil(firstLook * (wanted / best.significance) ** 2);
  const points = biasDimensions.map((dimension) =>
    logMean(
      dimension,
      draw(dimension, count, [best.time]).map(([state]) => state![best.l]!),
    ),
  );
  return {
    kind: "simulation",
    about: `exponent of the bias of ${derivation.variables[best.l]} at t = ${best.time} by N, from what it loses up to 2 N, ${dimensionsOf(points)}`,
    ...equivalenceTest(fittedExponent(points), -1, 0.25),
    sampler: "overlap",
    seed,
  };
}
