import type { Model } from "../theory/model.ts";
import { callThreads, type ThreadOptions, threadsAfter } from "./parallel/call-threads.ts";
import { type SamplerName, samplers } from "./samplers/index.ts";
import {
  checkSimulation,
  type RunStates,
  type Simulation,
  type SimulationOptions,
  simulateRun,
  simulationOf,
} from "./simulate.ts";
import { type RunsTask, runsTaskAddress } from "./simulate-worker.ts";

/** Tasks for each thread: some, so that all threads end together; few, as each parses the model anew. */
const tasksAThread = 8;

/** Which runs of SGD `simulateParallel` does, and on how many threads. */
export interface ParallelSimulationOptions extends Omit<SimulationOptions, "sampler">, ThreadOptions {
  /** By its name: a thread looks it up for itself. */
  readonly sampler: SamplerName;
  /** Milliseconds of simulation here before the rest goes to threads. */
  readonly threadsAfter?: number;
}

/**
 * As `simulate`, with the runs spread over worker threads. A run draws from its own stream, so the result is the
 * same for any number of threads.
 * @throws as `simulate` does, and CancelledError.
 */
export async function simulateParallel(
  model: Model,
  options: ParallelSimulationOptions,
): Promise<Simulation> {
  const simulation = { ...options, sampler: samplers[options.sampler] };
  checkSimulation(model, simulation);
  const { runs, threads = 0, progress } = options;
  const limit = threads === 0 ? Number.POSITIVE_INFINITY : (options.threadsAfter ?? threadsAfter);
  const started = performance.now();
  const paths: RunStates[] = [];
  const goOn = (fraction: number): boolean => {
    if (performance.now() - started >= limit) return false;
    progress?.((paths.length + fraction) / runs);
    return true;
  };
  while (paths.length < runs) {
    const states = simulateRun(model, simulation, paths.length, goOn);
    if (states === undefined) break;
    paths.push(states);
  }
  const here = paths.length;
  if (here < runs) {
    const rest = await callThreads<RunsTask, RunStates[]>(runsTaskAddress, tasksOf(model, options, here), {
      ...options,
      ...(progress && { progress: (fraction) => progress((here + fraction * (runs - here)) / runs) }),
    });
    for (const block of rest) paths.push(...block);
  }
  return simulationOf(simulation, paths);
}

/** The runs from `firstRun` on, in blocks of about one size. */
function tasksOf(model: Model, options: ParallelSimulationOptions, firstRun: number): RunsTask[] {
  const { sampler, dimension, start, times, seed, runs, threads = 1 } = options;
  const size = Math.ceil((runs - firstRun) / (tasksAThread * threads));
  const tasks: RunsTask[] = [];
  for (let first = firstRun; first < runs; first += size) {
    tasks.push({
      model: model.source,
      name: model.name,
      sampler,
      dimension,
      start,
      times,
      seed,
      firstRun: first,
      count: Math.min(size, runs - first),
    });
  }
  return tasks;
}
