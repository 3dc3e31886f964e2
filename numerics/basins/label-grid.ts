import { Tinypool } from "tinypool";
import type { Flow } from "../flow/flow.ts";
import type { Targets } from "./attractors.ts";
import type { RowTask } from "./basins-worker.ts";
import { type Grid, labelRow, ownRows } from "./grid.ts";
import { Labeller } from "./labeller.ts";

export interface LabelGridOptions {
  /** Worker threads, at most. The labels are the same for any number. */
  readonly threads?: number;
  /** Milliseconds of labelling here before the rest goes to threads, whose own start takes about as long. */
  readonly threadsAfter?: number;
  /** URLs of modules that register kinds: a thread starts with the built-in ones. */
  readonly imports?: readonly string[];
  /** Called with the fraction of the rows that are done. */
  readonly progress?: (fraction: number) => void;
}

/** Labels the grid's own rows. Threads compile the flow anew from its model. */
export async function labelGrid(
  flow: Flow,
  targets: Targets,
  grid: Grid,
  options: LabelGridOptions = {},
): Promise<number[][]> {
  const { threads = 1, threadsAfter = 1000, imports = [], progress } = options;
  const count = ownRows(grid);
  const rows: number[][] = [];
  const labeller = new Labeller(flow, targets);
  const started = performance.now();
  while (rows.length < count && (threads < 2 || performance.now() - started < threadsAfter)) {
    rows.push(labelRow(labeller, grid, rows.length));
    progress?.(rows.length / count);
  }
  if (rows.length === count) return rows;
  const { source: model, name } = flow.model;
  const pool = new Tinypool({
    filename: new URL("./basins-thread.mjs", import.meta.url).href,
    name: "labelRowTask",
    minThreads: threads,
    maxThreads: threads,
  });
  try {
    let done = rows.length;
    const rest = Array.from({ length: count - done }, async (_, i): Promise<number[]> => {
      const task: RowTask = { model, name, imports, targets, grid, row: rows.length + i };
      const labels: number[] = await pool.run(task);
      progress?.(++done / count);
      return labels;
    });
    return [...rows, ...(await Promise.all(rest))];
  } finally {
    await pool.destroy();
  }
}
