import { type SamplerName, samplers } from "../../numerics/samplers/index.ts";
import { simulate } from "../../numerics/simulate.ts";
import type { Model } from "../../theory/model.ts";

interface EndOptions {
  /** The overlap sampler by default. */
  readonly sampler?: SamplerName;
  /** Overlaps and squared norm, held exactly. */
  readonly start: { readonly Q: readonly number[]; readonly s: number };
  readonly until: number;
  readonly dimension: number;
  readonly runs: number;
  /** Models that are compared get one seed: common random numbers sharpen the difference. */
  readonly seed: number;
  readonly progress?: (fraction: number) => void;
}

/** Q1..Qd, s of each run of SGD at time `until`. */
export function endStates(
  model: Model,
  { sampler = "overlap", start, until, ...options }: EndOptions,
): readonly Float64Array[] {
  return simulate(model, {
    ...options,
    sampler: samplers[sampler],
    start: { kind: "overlaps", ...start },
    times: [0, until],
  }).samples[1]!;
}
