import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { lineCount, Program, sortedLines } from "../../support/program.ts";
import { hasRedis, RedisServer } from "../../support/redis-server.ts";
import { invoke, temporaryPath } from "../harness.ts";
import { noiseSweep, referenceLines, sweepFile } from "./reference.ts";

describe.skipIf(!hasRedis())("with Redis", () => {
  let redis: RedisServer;
  const started: Program[] = [];
  // So many points that a worker which starts while another works finds some left.
  const strengths = { from: 0.02, to: 0.5, points: 16 };
  const file = sweepFile({ ...noiseSweep, grid: { ...noiseSweep.grid, "augmentation.variance": strengths } });
  let expected: string[];

  const start = (...argv: string[]): Program => {
    const program = new Program(...argv, "--redis", redis.url);
    started.push(program);
    return program;
  };
  const startWorker = (lock = 1): Program => start("worker", "--workers", "1", "--lock", String(lock));

  beforeAll(async () => {
    [redis, expected] = await Promise.all([RedisServer.start(), referenceLines(file)]);
  });
  afterEach(async () => {
    for (const program of started) program.kill();
    await Promise.all(started.map(({ ended }) => ended));
    await vi.waitFor(() => expect(started.some(({ hasOrphans }) => hasOrphans)).toBe(false), 10_000);
    started.length = 0;
  });
  afterAll(() => redis?.stop());

  test("workers killed twice, the coordinator once: the lines of the sweep alone", async () => {
    const output = temporaryPath("killed.jsonl");
    const workers = [startWorker(), startWorker(), startWorker()] as const;
    for (const worker of workers) await worker.until(() => worker.out !== "");
    const [other, ...victims] = workers;
    const sweep = start("sweep", file, "-o", output);
    for (const [i, victim] of victims.entries()) {
      await sweep.until(() => lineCount(output) >= [3, 12][i]!);
      await wait(20);
      victim.kill();
    }
    sweep.kill();
    await sweep.ended;
    const resumed = start("sweep", file, "-o", output);
    expect(await resumed.ended).toBe(0);
    expect(resumed.err).toBe("");
    expect(resumed.out).toMatch(/64 points, \d+ of them from before; 0 with an error/);
    expect(sortedLines(output)).toEqual(expected);
    other.kill("SIGINT");
    expect(await other.ended).toBe(130);
  });

  test("Redis killed with and without what it had written down, then a worker told to stop", async () => {
    const output = temporaryPath("redis-killed.jsonl");
    const sweep = start("sweep", file, "-o", output);
    const first = startWorker(600);
    for (const lines of [2, 10]) {
      await sweep.until(() => lineCount(output) >= lines);
      await redis.kill();
      if (lines === 10) redis.forget();
      await redis.start();
    }
    await sweep.until(() => lineCount(output) >= 20);
    // It gives its point back: by the lock nobody would get it before the test's end.
    first.kill("SIGTERM");
    startWorker();
    expect(await sweep.ended).toBe(0);
    expect(await first.ended).toBe(130);
    expect(sweep.err.match(/Redis is away/g)).toHaveLength(2);
    expect(sortedLines(output)).toEqual(expected);
  });

  test("a Redis that is not there is one line", async () => {
    const output = temporaryPath("nowhere.jsonl");
    const { code, err } = await invoke("sweep", file, "-o", output, "--redis", "redis://:secret@127.0.0.1:1");
    expect({ code, err }).toEqual({
      code: 2,
      err: "driftproof: --redis: no answer from redis://127.0.0.1:1: ECONNREFUSED\n",
    });
    const wrong = await invoke("sweep", file, "-o", output, "--redis", "localhost");
    expect(wrong).toMatchObject({ code: 2, err: expect.stringMatching(/--redis: expected an address/) });
  });
});
