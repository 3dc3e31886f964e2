import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../cli/sweep/engine.ts";
import { redisEngine } from "../cli/sweep/redis-engine.ts";
import { ResultsFile } from "../cli/sweep/results-file.ts";
import { runSweep } from "../cli/sweep/run-sweep.ts";
import { wholeSweep } from "../cli/sweep/shard.ts";
import { runPoint } from "../cli/sweep/sweep-commands.ts";
import { readSweep } from "../cli/sweep/sweep-file.ts";
import { threadEngine } from "../cli/sweep/thread-engine.ts";
import { Program } from "../test/support/program.ts";
import { hasRedis, RedisServer } from "../test/support/redis-server.ts";
import { duration, type Row } from "./timing.ts";

/** Points that are left out of the times: the threads load what they need. */
const warmUp = 100;

/** What a point costs besides itself, and how a sweep of real points grows with cores. */
export async function sweeps(): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), "driftproof-bench-"));
  try {
    const quick = await overheads(directory);
    const file = join(directory, "tanh.json");
    const points = 300;
    writeFileSync(file, sweepText("letter-figure3", points));
    const one = await perPoint(file, points, () => Promise.resolve(threadEngine(1, [], 0)));
    const two = await perPoint(file, points, () => Promise.resolve(threadEngine(2, [], 0)));
    return [
      ...quick,
      {
        name: `fixed-points, tanh, d = 2, a point of ${points}: 2 threads`,
        value: duration(two),
        reference: `1 thread ${duration(one)}, ratio ${(one / two).toFixed(2)}`,
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Points that cost next to nothing: an exact model of one feature. */
async function overheads(directory: string): Promise<Row[]> {
  const points = 1000;
  const file = join(directory, "quick.json");
  writeFileSync(file, sweepText("exact", points));
  const sweep = await readSweep(file, 1);
  for (let index = 0; index < warmUp; index++) await runPoint(sweep.taskAt(index));
  const before = performance.now();
  for (let index = warmUp; index < points; index++) await runPoint(sweep.taskAt(index));
  const alone = (performance.now() - before) / (points - warmUp);
  const threads = await perPoint(file, points, () => Promise.resolve(threadEngine(1, [], 0)));
  const rows = [
    { name: "a quick point: one thread", value: duration(threads), reference: `here ${duration(alone)}` },
  ];
  if (!hasRedis()) return rows;
  const redis = await RedisServer.start();
  const worker = new Program("worker", "--workers", "1", "--redis", redis.url);
  try {
    const queued = await perPoint(file, points, () => redisEngine(redis.url, 0, () => undefined));
    return [
      ...rows,
      {
        name: "a quick point: Redis, one worker of one thread",
        value: duration(queued),
        reference: `here ${duration(alone)}`,
      },
    ];
  } finally {
    worker.kill();
    await worker.ended;
    await redis.stop();
  }
}

async function perPoint(path: string, points: number, open: () => Promise<Engine>): Promise<number> {
  const sweep = await readSweep(path, 1);
  const output = `${path}-${Math.random()}.jsonl`;
  let started = 0;
  const progress = (done: number): void => {
    if (done === warmUp) started = performance.now();
  };
  const engine = await open();
  const file = new ResultsFile(output, sweep);
  let ended = 0;
  await runSweep(sweep, file, engine, {
    shard: wholeSweep,
    interrupts: () => () => undefined,
    progress: (done) => {
      progress(done);
      if (done === points) ended = performance.now();
    },
  });
  return (ended - started) / (points - warmUp);
}

function sweepText(model: "exact" | "letter-figure3", points: number): string {
  const exact = {
    features: [{ law: "rademacher", variance: 1.2 }],
    background: { variance: 1 },
    augmentation: { variance: 0.3, correlation: -0.5 },
    activation: "identity",
    batch: 10,
    learningRate: 0.5,
  };
  return JSON.stringify({
    command: "fixed-points",
    model: model === "exact" ? exact : model,
    grid: { "augmentation.variance": { from: 0.01, to: 0.5, points } },
  });
}
