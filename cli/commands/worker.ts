import { CancelledError } from "../../theory/errors.ts";
import { moduleUrl } from "../import-modules.ts";
import { interrupts } from "../interrupts.ts";
import { type CommonOptions, example, positiveNumber, withImports } from "../options.ts";
import { type WorkerOptions, withWorkers } from "../thread-options.ts";
import { version } from "../version.ts";
import type { AddCommand, Context } from "./command.ts";

interface QueueWorkerOptions extends Pick<CommonOptions, "import">, WorkerOptions {
  readonly redis: string;
  readonly lock: number;
  readonly idle?: number;
}

/** `worker`: does points of the sweeps at a Redis. */
export const addWorker: AddCommand = (program, context) => {
  withImports(withWorkers(program.command("worker")))
    .description("do the points of sweeps that run with --redis, on this machine, until Ctrl-C")
    .requiredOption("--redis <url>", "the sweeps' Redis: redis://host:6379")
    .option("--idle <seconds>", "end after so long without a point", positiveNumber)
    .option(
      "--lock <seconds>",
      "after so long without a sign of life its points go to others",
      positiveNumber,
      10,
    )
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", example("worker --redis redis://localhost:6379"))
    .action((options: QueueWorkerOptions) => work(options, context));
};

async function work(options: QueueWorkerOptions, { io }: Context): Promise<void> {
  const { redis, workers, lock, idle } = options;
  const { runWorker } = await import("../sweep/redis-worker.ts");
  const { shownUrl } = await import("../sweep/redis-connection.ts");
  const threads = Math.max(1, workers);
  const interrupted = await runWorker(redis, {
    threads,
    imports: options.import.map(moduleUrl),
    interrupts,
    lock,
    ...(idle !== undefined && { idle }),
    notice: (line) => io.stderr.write(`driftproof: ${line}\n`),
    ready: () =>
      io.stdout.write(`Worker of driftproof ${version()} at ${shownUrl(redis)}, threads: ${threads}\n`),
  });
  if (interrupted) throw new CancelledError();
}
