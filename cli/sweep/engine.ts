import type { Outcome, PointTask } from "./point.ts";

/** What does points: threads of this process, or workers on any machine. */
export interface Engine {
  /** As many points are handed over ahead of their results. */
  readonly window: number;
  /** Does a point. A failure that is no refusal is tried again, and in the end an outcome. */
  run(task: PointTask): Promise<Outcome>;
  /** The point's line is in the file: nobody needs to remember its outcome any more. */
  written(key: string): void;
  /** Ends at once; points that are not done are dropped. */
  close(): Promise<void>;
}
