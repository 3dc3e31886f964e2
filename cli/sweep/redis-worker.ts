import type { Job } from "bullmq";
import type { ThreadOptions } from "../../numerics/parallel/call-threads.ts";
import { ThreadPool } from "../../numerics/parallel/thread-pool.ts";
import type { Outcome, PointTask } from "./point.ts";
import { connectRedis, queueName } from "./redis-connection.ts";
import { runPointAddress } from "./sweep-commands.ts";

/** A point whose workers were lost so often is recorded as an error: it may be what kills them. */
const mostLosses = 9;
/** Milliseconds after which a worker that is told to stop no longer waits for Redis. */
const farewell = 2000;

export interface WorkerSettings extends Pick<ThreadOptions, "imports" | "interrupts"> {
  readonly threads: number;
  /** Seconds without a sign of life after which another worker gets this one's points. */
  readonly lock: number;
  /** Seconds without a point after which the worker ends by itself; undefined: never. */
  readonly idle?: number;
  readonly notice: (line: string) => void;
  /** Called once the worker takes points. */
  readonly ready: () => void;
}

/**
 * Does points of all sweeps at a Redis, until an interrupt or long idleness. Points in flight then go back to the
 * queue. The work is done in threads, so that this one is free to say that it is alive: a point of any length
 * keeps its lock.
 * @returns whether an interrupt has ended it.
 */
export async function runWorker(url: string, settings: WorkerSettings): Promise<boolean> {
  const { threads, imports, interrupts, lock, idle, notice, ready } = settings;
  const { redis, end } = await connectRedis(url, notice);
  const { WaitingError, Worker } = await import("bullmq");
  const pool = new ThreadPool<PointTask, Outcome>(runPointAddress, threads, imports);
  let stopping = false;
  let active = 0;
  let lastPoint = performance.now();
  const doPoint = async (job: Job<PointTask, Outcome>, token?: string): Promise<Outcome> => {
    active++;
    try {
      return await pool.run(job.data);
    } catch (error) {
      if (!stopping) throw error;
      await job.moveToWait(token);
      throw new WaitingError();
    } finally {
      active--;
      lastPoint = performance.now();
    }
  };
  const worker = new Worker<PointTask, Outcome>(queueName, doPoint, {
    connection: redis,
    concurrency: threads,
    lockDuration: 1000 * lock,
    // A lost point waits at most one lock and one of these.
    stalledInterval: Math.min(500 * lock, 5000),
    maxStalledCount: mostLosses,
    runRetryDelay: 1000,
    drainDelay: 1,
  });
  worker.on("error", () => undefined);
  await worker.waitUntilReady();
  let endOffer: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const interrupted = await new Promise<boolean>((resolve) => {
    endOffer = interrupts?.(() => resolve(true));
    const isIdle = (): boolean => active === 0 && performance.now() - lastPoint > 1000 * idle!;
    if (idle !== undefined) timer = setInterval(() => isIdle() && resolve(false), 200);
    ready();
  });
  clearInterval(timer);
  stopping = true;
  await pool.close();
  await Promise.race([worker.close(), new Promise((resolve) => setTimeout(resolve, farewell).unref())]);
  end();
  await worker.close(true).catch(() => undefined);
  endOffer?.();
  return interrupted;
}
