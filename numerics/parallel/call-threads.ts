import { CancelledError } from "../../theory/errors.ts";
import { type TaskAddress, ThreadPool, whole } from "./thread-pool.ts";

/** Hands over a function that cancels the work, and returns one that ends the offer. */
export type Interrupts = (cancel: () => void) => () => void;

/** How work is spread over threads; results never depend on it. */
export interface ThreadOptions {
  /** Worker threads, at most; 0 (the default): all is done here. */
  readonly threads?: number;
  /** URLs of modules that register kinds: a thread starts with the built-in ones. */
  readonly imports?: readonly string[];
  /** Who may cancel, while threads work and this one is free to hear of it. */
  readonly interrupts?: Interrupts;
  /** Called with the fraction of the work that is done. */
  readonly progress?: (fraction: number) => void;
}

/** Milliseconds of work in the calling thread before threads, whose own start takes about as long, are worth it. */
export const threadsAfter = 1000;
/** Milliseconds between two looks at how far the threads are. */
const pause = 100;

/**
 * Does tasks in worker threads, and resolves to the results in the tasks' order. When some fail, the first of them in
 * that order is the one that is thrown. No thread outlives the call.
 * @param onResult called with each result, in the order of the tasks.
 * @throws CancelledError when an interrupt arrives.
 */
export async function callThreads<Task, Result>(
  address: TaskAddress,
  tasks: readonly Task[],
  options: ThreadOptions,
  onResult?: (result: Result, index: number) => void,
): Promise<Result[]> {
  const { imports = [], interrupts, progress } = options;
  const threads = Math.max(1, Math.min(options.threads ?? 1, tasks.length));
  const pool = new ThreadPool<Task, Result>(address, threads, imports);
  const done = new Int32Array(new SharedArrayBuffer(4 * tasks.length));
  const report = (): void => progress?.(done.reduce((sum, part) => sum + part, 0) / (whole * tasks.length));
  const timer = progress && setInterval(report, pause);
  let endOffer: (() => void) | undefined;
  const cancelled = new Promise<never>((_, reject) => {
    endOffer = interrupts?.(() => reject(new CancelledError()));
  });
  cancelled.catch(() => undefined);
  try {
    const running = tasks.map(async (task, index): Promise<Result> => {
      const result = await pool.run(task, { done, index });
      done[index] = whole;
      return result;
    });
    // A failure must not go unhandled while an earlier task is still awaited.
    for (const promise of running) promise.catch(() => undefined);
    const results: Result[] = [];
    for (const promise of running) {
      const result = await Promise.race([promise, cancelled]);
      onResult?.(result, results.length);
      results.push(result);
    }
    return results;
  } finally {
    clearInterval(timer);
    await pool.close();
    endOffer?.();
  }
}
