import type { Interrupts } from "../../numerics/parallel/call-threads.ts";
import { CancelledError } from "../../theory/errors.ts";
import type { Engine } from "./engine.ts";
import { resultLine } from "./point.ts";
import type { ResultsFile } from "./results-file.ts";
import type { Shard } from "./shard.ts";
import type { Sweep } from "./sweep.ts";

export interface SweepRun {
  readonly shard: Shard;
  readonly interrupts: Interrupts;
  /** Called with the number of points that this run has done. */
  readonly progress: (done: number) => void;
}

/**
 * Does the points of which the file has no line, and adds theirs as they come. The engine is closed in the end.
 * @throws CancelledError when an interrupt arrives; whatever is done by then is in the file.
 */
export async function runSweep(
  sweep: Sweep,
  file: ResultsFile,
  engine: Engine,
  { shard, interrupts, progress }: SweepRun,
): Promise<void> {
  const missing = missingPoints(sweep, file, shard);
  let done = 0;
  const lane = async (): Promise<void> => {
    for (const index of missing) {
      const task = sweep.taskAt(index);
      const outcome = await engine.run(task);
      file.append(index, resultLine(index, sweep.pointAt(index), task, outcome), "error" in outcome);
      engine.written(task.key);
      progress(++done);
    }
  };
  let endOffer: (() => void) | undefined;
  const cancelled = new Promise<never>((_, reject) => {
    endOffer = interrupts(() => reject(new CancelledError()));
  });
  try {
    progress(0);
    const lanes = Promise.all(Array.from({ length: Math.min(engine.window, sweep.count) }, lane));
    await Promise.race([lanes, cancelled]);
  } finally {
    // First the file: what still comes in while the engine closes may be torn.
    file.close();
    await engine.close();
    endOffer?.();
  }
}

function* missingPoints(sweep: Sweep, file: ResultsFile, { remainder, of }: Shard): Generator<number> {
  for (let index = remainder; index < sweep.count; index += of) if (!file.has(index)) yield index;
}
