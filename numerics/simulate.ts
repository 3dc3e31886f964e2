import { DivergenceError, ModelError, UnsupportedError } from "../theory/errors.ts";
import type { Model } from "../theory/model.ts";
import { Random } from "./random/random.ts";
import type { Sampler, Start } from "./samplers/sampler.ts";

/** Which runs of SGD `simulate` does. */
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

/** Most steps between two reports of progress and checks for divergence. */
const largestChunk = 2000;

/**
 * Runs SGD. Run r draws from stream r of the seed, so that it does not depend on how many others there are.
 * @throws UnsupportedError when the sampler cannot do the model.
 * @throws DivergenceError when the weights blow up.
 */
export function simulate(model: Model, options: SimulationOptions): Simulation {
  checkSimulation(model, options);
  const { runs, progress } = options;
  const paths: RunStates[] = [];
  for (let r = 0; r < runs; r++) {
    const report = (fraction: number): void => progress?.((r + fraction) / runs);
    paths.push(simulateRun(model, options, r, report)!);
  }
  return simulationOf(options, paths);
}

/** [Q1..Qd, s] of one run, a state a time. */
export type RunStates = readonly Float64Array[];

/** Puts runs, in the order of their numbers, together. */
export function simulationOf(
  { times, dimension }: SimulationOptions,
  paths: readonly RunStates[],
): Simulation {
  return {
    times,
    samples: times.map((_, i) => paths.map((states) => states[i]!)),
    steps: paths.length * Math.round((times.at(-1) ?? 0) * dimension),
  };
}

/** Numbers that a simulation may hold, eight bytes each. */
const mostNumbers = 5e8;

/**
 * @throws ModelError for a start that is not the model's, and for what no memory would hold or no time would end.
 * @throws UnsupportedError when the sampler cannot do the model.
 */
export function checkSimulation(model: Model, options: SimulationOptions): void {
  const { sampler, dimension, start, times, runs } = options;
  checkStart(start, model);
  const refusal = sampler.refuses(model, dimension);
  if (refusal) throw new UnsupportedError(`sampler: ${sampler.name} ${refusal}`);
  const held = sampler.holds(model, dimension);
  if (!(held <= mostNumbers)) {
    const size = `N = ${dimension} and B = ${model.batch.toNumber()}`;
    throw new ModelError(
      "dimension",
      `${sampler.name} holds ${held.toPrecision(2)} numbers at ${size}; at most ${mostNumbers} fit`,
    );
  }
  const kept = runs * times.length * (model.features.length + 1);
  if (!(kept <= mostNumbers / 5)) {
    throw new ModelError(
      "runs",
      `${runs} runs at ${times.length} times are too many to keep; fewer of either fit`,
    );
  }
  if (!((times.at(-1) ?? 0) * dimension * runs <= Number.MAX_SAFE_INTEGER)) {
    throw new ModelError("until", "so many steps could not be counted, let alone taken");
  }
}

/**
 * Run number r of a simulation that `checkSimulation` has passed.
 * @param report called now and then with the fraction that is done; when it returns false the run is given up, for
 * undefined.
 * @throws DivergenceError when the weights blow up.
 */
export function simulateRun(
  model: Model,
  { sampler, dimension, start, times, seed }: SimulationOptions,
  r: number,
  report: (fraction: number) => unknown,
): RunStates | undefined {
  const stepsAt = times.map((t) => Math.round(t * dimension));
  const total = stepsAt.at(-1) ?? 0;
  const run = sampler.start(model, dimension, start, Random.stream(seed, r));
  const states: Float64Array[] = [];
  let step = 0;
  // Small chunks first: a step at a large dimension may take a second.
  let chunk = 1;
  for (const target of stepsAt) {
    const state = new Float64Array(model.features.length + 1);
    while (step < target) {
      const count = Math.min(chunk, target - step);
      run.advance(count);
      step += count;
      chunk = Math.min(largestChunk, 2 * chunk);
      run.read(state);
      if (!state.every(Number.isFinite)) {
        throw new DivergenceError(
          step / dimension,
          `run ${r} of SGD at N = ${dimension} left every bounded set`,
        );
      }
      if (report(step / total) === false) return undefined;
    }
    run.read(state);
    states.push(state);
  }
  return states;
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
