import { type SamplerName, samplers } from "../../numerics/samplers/index.ts";
import { checkSimulation, simulateRun } from "../../numerics/simulate.ts";
import type { Model } from "../../theory/model.ts";

interface EndOptions {
  /** The overlap sampler by default. */
  readonly sampler?: SamplerName;
  /** Overlaps and squared norm, held exactly. */
  readonly start: { readonly Q: readonly number[]; readonly s: number };
  /** The times at which a run is read, increasing; it ends with the last. */
  readonly times: readonly number[];
  readonly dimension: number;
  /** Models that are compared get one seed: common random numbers sharpen the difference. */
  readonly seed: number;
}

/**
 * Run number r of SGD as a function of r: Q1..Qd, s at each time. A run has random numbers of its own, so that tests
 * may ask for as many as they need.
 * @param most how many may be asked for.
 */
export function runsOf(
  model: Model,
  { sampler = "overlap", start, times, ...options }: EndOptions,
  most: number,
): (r: number) => readonly Float64Array[] {
  const simulation = {
    ...options,
    sampler: samplers[sampler],
    start: { kind: "overlaps", ...start } as const,
    times,
    runs: most,
  };
  checkSimulation(model, simulation);
  return (r) => simulateRun(model, simulation, r, () => true)!;
}
