import type { Flow } from "../flow/flow.ts";
import { callThreads, type ThreadOptions, threadsAfter } from "../parallel/call-threads.ts";
import type { Targets } from "./attractors.ts";
import { labelRowTaskAddress, type RowTask } from "./basins-worker.ts";
import { type Grid, labelRow, ownRows } from "./grid.ts";
import { Labeller } from "./labeller.ts";

export interface LabelGridOptions extends ThreadOptions {
  /** Milliseconds of labelling here before the rest goes to threads. */
  readonly threadsAfter?: number;
}

/** Labels the grid's own rows. Threads compile the flow anew from its model. */
export async function labelGrid(
  flow: Flow,
  targets: Targets,
  grid: Grid,
  options: LabelGridOptions = {},
): Promise<number[][]> {
  const { threads = 0, progress } = options;
  const limit = threads === 0 ? Number.POSITIVE_INFINITY : (options.threadsAfter ?? threadsAfter);
  const count = ownRows(grid);
  const rows: number[][] = [];
  const labeller = new Labeller(flow, targets);
  const started = performance.now();
  while (rows.length < count && performance.now() - started < limit) {
    rows.push(labelRow(labeller, grid, rows.length));
    progress?.(rows.length / count);
  }
  const { length: here } = rows;
  if (here === count) return rows;
  const { source: model, name } = flow.model;
  const tasks = Array.from(
    { length: count - here },
    (_, i): RowTask => ({ model, name, targets, grid, row: here + i }),
  );
  const rest = await callThreads<RowTask, number[]>(labelRowTaskAddress, tasks, {
    ...options,
    ...(progress && { progress: (fraction) => progress((here + fraction * (count - here)) / count) }),
  });
  return [...rows, ...rest];
}
