import type { Redis } from "ioredis";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";

/** The queue of all sweeps of one version: workers of another version must not take part. */
export const queueName = `driftproof-${version()}`;

/** Milliseconds to reach a Redis at first. */
const patience = 5000;

export interface RedisLink {
  readonly redis: Redis;
  /** Ends this connection and those that BullMQ has made after its pattern, whether Redis is there or not. */
  end(): void;
}

/** A Redis without its password, for messages. */
export function shownUrl(url: string): string {
  return url.replace(/\/\/.*@/, "//");
}

/**
 * Connects to a Redis that answers. From then on the connection outlives Redis: commands wait until it is back.
 * @param notice told of each loss and each return, one line.
 * @throws UsageError when there is no Redis, or none of a version that will do.
 */
export async function connectRedis(url: string, notice: (line: string) => void): Promise<RedisLink> {
  if (!/^rediss?:\/\/[^\s]+$/.test(url) || !URL.canParse(url)) {
    throw new UsageError("--redis: expected an address such as redis://localhost:6379");
  }
  const { Redis } = await import("ioredis");
  const probe = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patience,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let reason = "";
  probe.on("error", (error: NodeJS.ErrnoException) => (reason = error.code ?? error.message));
  let giveUp: NodeJS.Timeout | undefined;
  try {
    const silence = new Promise<never>((_, reject) => {
      giveUp = setTimeout(() => reject(new Error(`silence for ${patience / 1000} s`)), patience);
    });
    const pong = await Promise.race([probe.connect().then(() => probe.ping()), silence]);
    if (pong !== "PONG") throw new Error("it is no Redis");
  } catch (error) {
    throw new UsageError(`--redis: no answer from ${shownUrl(url)}: ${reason || (error as Error).message}`);
  } finally {
    clearTimeout(giveUp);
    probe.disconnect();
  }
  let ended = false;
  // Without a limit of retries, as BullMQ's blocking commands need it.
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (ended ? null : Math.min(50 * 2 ** times, 1000)),
  });
  let away = false;
  redis.on("error", () => undefined);
  redis.on("close", () => {
    if (!away && !ended) notice(`Redis is away; waiting for ${shownUrl(url)}`);
    away = true;
  });
  redis.on("ready", () => {
    if (away) notice("Redis is back");
    away = false;
  });
  return {
    redis,
    end() {
      ended = true;
      redis.disconnect();
    },
  };
}
