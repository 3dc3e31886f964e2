import { ThreadPool } from "../../numerics/parallel/thread-pool.ts";
import { CancelledError } from "../../theory/errors.ts";
import type { Engine } from "./engine.ts";
import type { Outcome, PointTask } from "./point.ts";
import { runPointAddress } from "./sweep-commands.ts";

/** All points in threads of this process. */
export function threadEngine(threads: number, imports: readonly string[], retries: number): Engine {
  const pool = new ThreadPool<PointTask, Outcome>(runPointAddress, threads, imports);
  let isOpen = true;
  return {
    // One waiting for each thread, so that none is ever without work.
    window: 2 * threads,
    async run(task) {
      for (let attempt = 0; ; attempt++) {
        try {
          return await pool.run(task);
        } catch (error) {
          if (!isOpen) throw new CancelledError();
          if (attempt >= retries) return { error: (error as Error).message };
        }
      }
    },
    written() {},
    async close() {
      isOpen = false;
      await pool.close();
    },
  };
}
