import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import type { ThreadOptions } from "../numerics/parallel/call-threads.ts";
import { moduleUrl } from "./import-modules.ts";
import { interrupts } from "./interrupts.ts";
import { type CommonOptions, wholeNumber } from "./options.ts";

export interface WorkerOptions {
  readonly workers: number;
}

/** Adds `--workers`. */
export function withWorkers(command: Command): Command {
  const option = new Option(
    "--workers <n>",
    "threads for long work, 0 for none; the results are the same for any number",
  );
  return command.addOption(
    option.default(availableParallelism(), "all cores").argParser(wholeNumber(0, 1024)),
  );
}

/** How a command's work is spread over threads. */
export function threadOptions(options: CommonOptions & WorkerOptions): ThreadOptions {
  return { threads: options.workers, imports: options.import.map(moduleUrl), interrupts };
}
