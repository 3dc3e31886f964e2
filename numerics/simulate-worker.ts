import { type ModelInput, parseModel } from "../theory/model.ts";
import { type SamplerName, samplers } from "./samplers/index.ts";
import { type RunStates, type SimulationOptions, simulateRun } from "./simulate.ts";

/** Some neighbouring runs of a simulation, as plain data that crosses to a worker thread. */
export interface RunsTask extends Omit<SimulationOptions, "sampler" | "progress" | "runs"> {
  readonly model: ModelInput;
  readonly name: string;
  readonly sampler: SamplerName;
  readonly firstRun: number;
  readonly count: number;
}

/** Where worker threads find `runsTask`. */
export const runsTaskAddress = { module: import.meta.url, name: "runsTask" };

/** Does the runs of a task: what a worker thread runs. */
export function runsTask(task: RunsTask, report: (fraction: number) => void): RunStates[] {
  const { count, firstRun } = task;
  const model = parseModel(task.model, task.name);
  const options = { ...task, sampler: samplers[task.sampler], runs: firstRun + count };
  return Array.from(
    { length: count },
    (_, i) => simulateRun(model, options, firstRun + i, (fraction) => report((i + fraction) / count))!,
  );
}
