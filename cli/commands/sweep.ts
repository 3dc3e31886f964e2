import { InvalidArgumentError } from "commander";
import { CancelledError, DriftproofError } from "../../theory/errors.ts";
import { moduleUrl } from "../import-modules.ts";
import { interrupts } from "../interrupts.ts";
import { type CommonOptions, example, wholeNumber, withImports } from "../options.ts";
import { printJson } from "../output.ts";
import { progressBar } from "../progress.ts";
import type { Engine } from "../sweep/engine.ts";
import type { Shard } from "../sweep/shard.ts";
import { type WorkerOptions, withWorkers } from "../thread-options.ts";
import type { AddCommand, Context } from "./command.ts";

interface SweepOptions extends Pick<CommonOptions, "json" | "seed" | "import">, WorkerOptions {
  readonly output: string;
  readonly redis?: string;
  readonly shard?: Shard;
  readonly retries: number;
}

/** The exit code of a sweep some of whose points ended with an error. */
const someErrors = 3;

/** `sweep`: one command over many models, with all results in one file of JSON lines. */
export const addSweep: AddCommand = (program, context) => {
  withImports(withWorkers(program.command("sweep")))
    .description(
      "run a command over a grid, a list or a Latin hypercube of models; goes on where it was stopped",
    )
    .argument("<sweep>", "a sweep file (JSON)")
    .requiredOption("-o, --output <file>", "where the results go, a JSON line a point; those in it are kept")
    .option("--redis <url>", "let workers on any machines do the points (see: driftproof worker)")
    .option("--shard <k/n>", "only the k-th of n parts, to be merged later", shard)
    .option("--retries <n>", "tries more for a point that fails by accident", wholeNumber(0, 100), 1)
    .option("--seed <n>", "seed from which every point gets its own", wholeNumber(0), 1)
    .option("--json", "print one JSON document")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", example("sweep examples/sweeps/noise.json -o results.jsonl"))
    .action((file: string, options: SweepOptions) => sweep(file, options, context));
};

function shard(text: string): Shard {
  const [, part, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (!part || !of || part > of) throw new InvalidArgumentError("A part such as 3/8 is expected.");
  return { remainder: part - 1, of };
}

async function sweep(path: string, options: SweepOptions, { io, done }: Context): Promise<void> {
  const { output } = options;
  const { readSweep } = await import("../sweep/sweep-file.ts");
  const { ResultsFile } = await import("../sweep/results-file.ts");
  const { runSweep } = await import("../sweep/run-sweep.ts");
  const { shardSize, wholeSweep } = await import("../sweep/shard.ts");
  const points = await readSweep(path, options.seed);
  const part = options.shard ?? wholeSweep;
  const file = new ResultsFile(output, points);
  const total = shardSize(points.count, part);
  const found = file.countIn(part);
  const bar = progressBar(io.stderr);
  const notice = (line: string): void => {
    bar.clear();
    io.stderr.write(`driftproof: ${line}\n`);
  };
  // The time that is left is judged by what this run has to do.
  const progress = (now: number): void =>
    bar.update(now / (total - found), `${found + now} of ${total} points`);
  try {
    if (found < total) {
      const engine = await engineOf(options, total - found, notice);
      await runSweep(points, file, engine, { shard: part, interrupts, progress });
    }
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    const kept = `${file.countIn(part)} of ${total} points are in "${output}"`;
    const message = `cancelled; ${kept}, and the same command goes on from there`;
    throw Object.assign(new DriftproofError(message), { exitCode: error.exitCode });
  } finally {
    bar.clear();
    file.close();
  }
  const { errors } = file;
  if (options.json) printJson(io.stdout, { file: output, points: total, found, errors });
  else {
    const earlier = found > 0 ? `, ${found} of them from before` : "";
    io.stdout.write(`${output}: ${total} points${earlier}; ${errors} with an error\n`);
  }
  done(errors > 0 ? someErrors : 0);
}

/** BullMQ and the connection to Redis are loaded only when there is a Redis. */
async function engineOf(
  { redis, workers, retries, import: modules }: SweepOptions,
  points: number,
  notice: (line: string) => void,
): Promise<Engine> {
  if (redis !== undefined) {
    const { redisEngine } = await import("../sweep/redis-engine.ts");
    return redisEngine(redis, retries, notice);
  }
  const { threadEngine } = await import("../sweep/thread-engine.ts");
  return threadEngine(Math.max(1, Math.min(workers, points)), modules.map(moduleUrl), retries);
}
