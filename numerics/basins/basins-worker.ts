import { type ModelInput, parseModel } from "../../theory/model.ts";
import { compileFlow } from "../flow/flow.ts";
import type { Targets } from "./attractors.ts";
import { type Grid, labelRow } from "./grid.ts";
import { Labeller } from "./labeller.ts";

/** A row of a grid, as plain data that crosses to a worker thread. */
export interface RowTask {
  readonly model: ModelInput;
  readonly name: string;
  readonly targets: Targets;
  readonly grid: Grid;
  readonly row: number;
}

/** Where worker threads find `labelRowTask`. */
export const labelRowTaskAddress = { module: import.meta.url, name: "labelRowTask" };

let prepared: { readonly key: string; readonly labeller: Labeller } | undefined;

/** Labels one row: what a worker thread runs. The flow is compiled at a thread's first row. */
export function labelRowTask(task: RowTask): number[] {
  const key = JSON.stringify([task.model, task.targets]);
  if (prepared?.key !== key) {
    const flow = compileFlow(parseModel(task.model, task.name));
    prepared = { key, labeller: new Labeller(flow, task.targets) };
  }
  return labelRow(prepared.labeller, task.grid, task.row);
}
