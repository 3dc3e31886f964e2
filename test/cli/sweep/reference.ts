import { resultLine } from "../../../cli/sweep/point.ts";
import { runPoint } from "../../../cli/sweep/sweep-commands.ts";
import { readSweep } from "../../../cli/sweep/sweep-file.ts";
import { temporaryFile } from "../harness.ts";

/** A sweep that takes a second or two: long enough to be stopped in the middle. */
export const noiseSweep = {
  command: "fixed-points",
  model: "letter-figure4",
  grid: {
    "augmentation.variance": { from: 0.02, to: 0.5, points: 10 },
    "augmentation.correlation": [-1, -0.5, 0, 0.5],
  },
};

export function sweepFile(content: object): string {
  return temporaryFile(JSON.stringify(content));
}

/** What a sweep's file must hold in the end, sorted as text: its points one by one, without any engine. */
export async function referenceLines(path: string): Promise<string[]> {
  const sweep = await readSweep(path, 1);
  const lines: string[] = [];
  for (let index = 0; index < sweep.count; index++) {
    const task = sweep.taskAt(index);
    lines.push(resultLine(index, sweep.pointAt(index), task, await runPoint(task)).trimEnd());
  }
  return lines.sort();
}
