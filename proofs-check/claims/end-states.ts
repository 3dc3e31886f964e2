import { type SamplerName, samplers } from "../../numerics/samplers/index.ts";
import { checkSimulation, simulateRun } from "../../numerics/simulate.ts";
import type { Model } from "../../theory/model.ts";

interface RunOptions {
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
  { sampler = "overlap", start, times, ...options }: RunOptions,
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

/** A number of the state in which run number r ends, as a function of r. */
export function endOfRun(
  measure: (state: Float64Array) => number,
  model: Model,
  { until, ...options }: Omit<RunOptions, "times"> & { readonly until: number },
  most: number,
): (r: number) => number {
  const run = runsOf(model, { ...options, times: [until] }, most);
  return (r) => measure(run(r)[0]!);
}
