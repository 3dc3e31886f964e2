import type { BulkJobOptions, Job, Queue as JobQueue } from "bullmq";
import type { Engine } from "./engine.ts";
import type { Outcome, PointTask } from "./point.ts";
import { connectRedis, queueName, shownUrl } from "./redis-connection.ts";

/** Points in the queue ahead of their results: enough for thousands of threads, and no load for Redis. */
const window = 2000;
/** Milliseconds between two looks at the points that no event has told of. */
const checkEvery = 3000;
/** Seconds for which Redis keeps a result that nobody has fetched, as of a coordinator that never came back. */
const keptFor = 7 * 24 * 3600;
/** Milliseconds that a cancelled sweep takes at most to call its points back. */
const farewell = 2000;

interface Waiting {
  readonly task: PointTask;
  readonly resolve: (outcome: Outcome) => void;
}

/** Whoever can write to Redis can answer anything. */
function checked(outcome: unknown): Outcome {
  const isObject = typeof outcome === "object" && outcome !== null;
  if (isObject && "result" in outcome !== "error" in outcome) {
    if ("result" in outcome) return { result: outcome.result };
    if ("error" in outcome && typeof outcome.error === "string") return { error: outcome.error };
  }
  return { error: "a worker's answer is no result" };
}

/**
 * Points as jobs of a BullMQ queue, under their keys, so that Redis has none of them twice. Events tell of results
 * fast, but are forgotten when nobody listens or when Redis loses them; the jobs themselves are what counts, and are
 * looked at from time to time. A job that is gone is added again: only the file knows what is done.
 */
export async function redisEngine(
  url: string,
  retries: number,
  notice: (line: string) => void,
): Promise<Engine> {
  const { redis, end } = await connectRedis(url, notice);
  const { Queue, QueueEvents } = await import("bullmq");
  const queue: JobQueue<PointTask, Outcome> = new Queue(queueName, { connection: redis });
  const events = new QueueEvents(queueName, { connection: redis });
  const waiting = new Map<string, Waiting>();
  let [added, finished]: [PointTask[], string[]] = [[], []];
  let flushing = false;
  let isOpen = true;

  const optionsOf = ({ key }: PointTask): BulkJobOptions => ({
    jobId: key,
    attempts: 1 + retries,
    removeOnComplete: { age: keptFor },
    removeOnFail: { age: keptFor },
    stackTraceLimit: 0,
  });
  /** Points come one by one, and go in batches. A batch that fails is made good by the next look at its jobs. */
  const flush = async (): Promise<void> => {
    const [tasks, keys] = [added, finished];
    [added, finished] = [[], []];
    flushing = false;
    const jobs = tasks.map((data) => ({ name: "point", data, opts: optionsOf(data) }));
    await Promise.all([
      jobs.length > 0 && queue.addBulk(jobs),
      ...keys.map((key) => queue.remove(key)),
    ]).catch(() => undefined);
  };
  const flushSoon = (): void => {
    if (!flushing) setImmediate(flush);
    flushing = true;
  };
  const settle = (key: string, outcome: unknown): void => {
    waiting.get(key)?.resolve(checked(outcome));
    waiting.delete(key);
  };
  const look = async (key: string): Promise<void> => {
    const job: Job<PointTask, Outcome> | undefined = await queue.getJob(key);
    const entry = waiting.get(key);
    if (entry === undefined) return;
    if (job === undefined) added.push(entry.task);
    else if (!job.finishedOn) return;
    // The reason of an earlier try that failed is still there when a later one has not.
    else settle(key, job.returnvalue ?? { error: job.failedReason ?? "no reason given" });
    flushSoon();
  };
  const lookAtAll = async (): Promise<void> => {
    const before = [...waiting.keys()];
    await Promise.all(before.map(look)).catch(() => undefined);
    clearTimeout(timer);
    if (isOpen) timer = setTimeout(lookAtAll, checkEvery);
  };
  let timer = setTimeout(lookAtAll, checkEvery);
  // Losses of the connection are its own story: see connectRedis.
  // What Redis has lost while it was away is noticed when it is back.
  redis.on("ready", lookAtAll);
  queue.on("error", () => undefined);
  events.on("error", () => undefined);
  events.on("completed", ({ jobId, returnvalue }) => settle(jobId, returnvalue));
  // Whether it is tried again, and what was wrong, the job knows.
  events.on("failed", ({ jobId }) => void (waiting.has(jobId) && look(jobId).catch(() => undefined)));
  // It was in the queue already, and perhaps is done.
  events.on("duplicated", ({ jobId }) => void (waiting.has(jobId) && look(jobId).catch(() => undefined)));
  await events.waitUntilReady();
  if ((await queue.getWorkersCount()) === 0) {
    notice(
      `no worker of this version is at ${shownUrl(url)} yet: start driftproof worker --redis on any machine`,
    );
  }
  return {
    window,
    run: (task) =>
      new Promise((resolve) => {
        waiting.set(task.key, { task, resolve });
        added.push(task);
        flushSoon();
      }),
    written(key) {
      finished.push(key);
      flushSoon();
    },
    async close() {
      isOpen = false;
      clearTimeout(timer);
      const keys = [...finished, ...waiting.keys()];
      waiting.clear();
      const callBack = Promise.allSettled(keys.map((key) => queue.remove(key)));
      await Promise.race([callBack, new Promise((resolve) => setTimeout(resolve, farewell).unref())]);
      end();
      await Promise.race([
        Promise.allSettled([events.close(), queue.close()]),
        new Promise((resolve) => setTimeout(resolve, farewell).unref()),
      ]);
    },
  };
}
