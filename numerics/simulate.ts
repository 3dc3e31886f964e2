import { DivergenceError, ModelError, UnsupportedError } from "../theory/errors.ts";
import type { Model } from "../theory/model.ts";
import { Random } from "./random/random.ts";
import type { Sampler, Start } from "./samplers/sampler.ts";

export interface SimulationOptions {
  readonly sampler: Sampler;
  /** N. */
  readonly dimension: number;
  readonly start: Start;
  /** Times t = step/N at which the order parameters are read, increasing from 0. */
  readonly times: readonly number[];
  readonly runs: number;
  readonly seed: number;
  /** Called with the fraction of the work that is done. */
  readonly progress?: (fraction: number) => void;
}

/** Order parameters of all runs: `samples[time][run]` is [Q1..Qd, s]. */
export interface Simulation {
  readonly times: readonly number[];
  readonly samples: readonly (readonly Float64Array[])[];
  /** SGD steps, all runs together. */
  readonly steps: number;
}

/** Steps between two reports of progress and checks for divergence. */
const chunk = 2000;

/**
 * Runs SGD. Run r draws from stream r of the seed, so that it does not depend on how many others there are.
 * @throws UnsupportedError when the sampler cannot do the model.
 * @throws DivergenceError when the weights blow up.
 */
export function simulate(model: Model, options: SimulationOptions): Simulation {
  const { sampler, dimension, start, times, runs, seed, progress } = options;
  const d = model.features.length;
  checkStart(start, model);
  const refusal = sampler.refuses(model, dimension);
  if (refusal) throw new UnsupportedError(`sampler: ${sampler.name} ${refusal}`);
  const stepsAt = times.map((t) => Math.round(t * dimension));
  const total = runs * (stepsAt.at(-1) ?? 0);
  const samples: Float64Array[][] = times.map(() => []);
  let done = 0;
  for (let r = 0; r < runs; r++) {
    const run = sampler.start(model, dimension, start, Random.stream(seed, r));
    let step = 0;
    for (const [i, target] of stepsAt.entries()) {
      const state = new Float64Array(d + 1);
      while (step < target) {
        const count = Math.min(chunk, target - step);
        run.advance(count);
        step += count;
        done += count;
        run.read(state);
        if (!state.every(Number.isFinite)) {
          throw new DivergenceError(
            step / dimension,
            `run ${r} of SGD at N = ${dimension} left every bounded set`,
          );
        }
        progress?.(done / total);
      }
      run.read(state);
      samples[i]!.push(state);
    }
  }
  return { times, samples, steps: total };
}

/** @throws ModelError when the start is not a possible state of the model. */
export function checkStart(start: Start, model: Model): void {
  if (!(start.s > 0) || !Number.isFinite(start.s))
    throw new ModelError("s", `must be above 0, found ${start.s}`);
  if (model.constraint === "sphere" && start.s !== 1) {
    throw new ModelError("s", `is 1 on the sphere, found ${start.s}`);
  }
  if (start.kind === "random") return;
  if (start.Q.length !== model.features.length) {
    throw new ModelError("from", `expected ${model.features.length} overlaps, found ${start.Q.length}`);
  }
  const squared = start.Q.reduce((sum, q) => sum + q * q, 0);
  // A unit vector may round to a length just above one.
  if (!(squared <= start.s * (1 + 1e-12)))
    throw new ModelError("from", `|Q|^2 = ${squared} is above s = ${start.s}, or not a number`);
}

/** Mean, standard error and covariance over runs of the first `size` components at one time. */
export interface Statistics {
  readonly mean: number[];
  /** Null for a single run. */
  readonly standardError: number[] | null;
  readonly covariance: number[][] | null;
}

export function statisticsOf(samples: readonly Float64Array[], from: number, to: number): Statistics {
  const runs = samples.length;
  const indices = Array.from({ length: to - from }, (_, i) => from + i);
  const mean = indices.map((i) => samples.reduce((sum, sample) => sum + sample[i]!, 0) / runs);
  if (runs < 2) return { mean, standardError: null, covariance: null };
  const covariance = indices.map((i, a) =>
    indices.map(
      (j, b) =>
        samples.reduce((sum, sample) => sum + (sample[i]! - mean[a]!) * (sample[j]! - mean[b]!), 0) /
        (runs - 1),
    ),
  );
  return { mean, standardError: indices.map((_, a) => Math.sqrt(covariance[a]![a]! / runs)), covariance };
}
