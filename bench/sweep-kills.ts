import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Random } from "../numerics/random/random.ts";
import { lineCount, Program, sortedLines } from "../test/support/program.ts";
import { RedisServer } from "../test/support/redis-server.ts";

/**
 * Kills a sweep's processes at random moments and compares its results with those of a run that nobody disturbs:
 * `npx tsx bench/sweep-kills.ts 50` kills the coordinator with its threads, `... 50 redis` now the coordinator, now
 * a worker, now Redis.
 */
const kills = Number(process.argv[2] ?? 50);
const withRedis = process.argv[3] === "redis";
/** Milliseconds at most from a kill, or from the first new line after it, to the next kill. */
const longest = 500;

const directory = mkdtempSync(join(tmpdir(), "driftproof-kills-"));
const sweep = join(directory, "sweep.json");
const [undisturbed, disturbed] = ["undisturbed", "disturbed"].map((name) =>
  join(directory, `${name}.jsonl`),
) as [string, string];
writeFileSync(
  sweep,
  JSON.stringify({
    command: "fixed-points",
    model: "letter-figure3",
    grid: {
      "augmentation.variance": { from: 0.02, to: 0.5, points: 4 * kills },
      "augmentation.correlation": [-1, -0.5, 0, 0.5],
    },
  }),
);
const random = new Random(1);
const redis = withRedis ? await RedisServer.start() : undefined;
const queue = redis ? ["--redis", redis.url] : [];
const startSweep = (): Program => new Program("sweep", sweep, "-o", disturbed, ...queue);
const startWorker = (): Program => new Program("worker", "--workers", "1", "--lock", "1", ...queue);

let coordinator = startSweep();
const workers = redis ? [startWorker(), startWorker()] : [];
const died = { coordinator: 0, worker: 0, redis: 0 };
try {
  for (let kill = 0; kill < kills && coordinator.isRunning; kill++) {
    const before = lineCount(disturbed);
    // Most of them in the midst of work, some while a process begins.
    if (random.uniform() < 0.8)
      await coordinator.until(() => lineCount(disturbed) > before).catch(() => undefined);
    await wait(longest * random.uniform());
    const choice = redis ? Math.floor(3 * random.uniform()) : 0;
    if (choice === 1) {
      const which = Math.floor(workers.length * random.uniform());
      workers[which]!.kill();
      workers[which] = startWorker();
      died.worker++;
    } else if (choice === 2) {
      await redis!.kill();
      if (random.sign() > 0) redis!.forget();
      await redis!.start();
      died.redis++;
    } else if (coordinator.isRunning) {
      coordinator.kill();
      await coordinator.ended;
      coordinator = startSweep();
      died.coordinator++;
    }
  }
  const code = await coordinator.ended;
  if (code !== 0) throw new Error(`the sweep has ended with ${code}: ${coordinator.err}`);
  console.log(`kills: ${JSON.stringify(died)}; ${coordinator.out.trim()}`);
  await new Program("sweep", sweep, "-o", undisturbed).ended;
  const same = JSON.stringify(sortedLines(disturbed)) === JSON.stringify(sortedLines(undisturbed));
  console.log(same ? "the same lines as undisturbed" : "DIFFERENT from undisturbed");
  process.exitCode = same ? 0 : 1;
} finally {
  for (const program of [coordinator, ...workers]) program.kill();
  await redis?.stop();
  rmSync(directory, { recursive: true, force: true });
}
