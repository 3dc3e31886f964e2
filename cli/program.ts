import { Command } from "commander";
import { addBasins } from "./commands/basins.ts";
import { addCheck } from "./commands/check.ts";
import type { AddCommand } from "./commands/command.ts";
import { addCompletion } from "./commands/completion.ts";
import { addDerive } from "./commands/derive.ts";
import { addEvaluate } from "./commands/evaluate.ts";
import { addExplain } from "./commands/explain.ts";
import { addExplore } from "./commands/explore.ts";
import { addFixedPoints } from "./commands/fixed-points.ts";
import { addIntegrate } from "./commands/integrate.ts";
import { addMerge } from "./commands/merge.ts";
import { addModels } from "./commands/models.ts";
import { addPde } from "./commands/pde.ts";
import { addPlot } from "./commands/plot.ts";
import { addReport } from "./commands/report.ts";
import { addSearch } from "./commands/search.ts";
import { addSimulate } from "./commands/simulate.ts";
import { addSweep } from "./commands/sweep.ts";
import { addVerify } from "./commands/verify.ts";
import { addWorker } from "./commands/worker.ts";
import { importModules } from "./import-modules.ts";
import type { Io } from "./io.ts";
import { withQuiet } from "./quiet.ts";
import { askForRequiredLast } from "./required-options.ts";
import { run } from "./run.ts";
import { version } from "./version.ts";

/** Every command, in the order of the help. To add one: a file in commands/ and a line here. */
const commands: readonly AddCommand[] = [
  addVerify,
  addReport,
  addDerive,
  addEvaluate,
  addIntegrate,
  addPde,
  addSimulate,
  addFixedPoints,
  addBasins,
  addSweep,
  addWorker,
  addMerge,
  addPlot,
  addExplore,
  addSearch,
  addCheck,
  addExplain,
  addModels,
  addCompletion,
];

/**
 * The program with all of its commands, not yet run: what the reference and the shells' completion are made from.
 * @param argv the command line as it was written, for reports.
 * @param done takes the exit code of a command that has more to say than success.
 */
export function createProgram(
  io: Io,
  argv: readonly string[] = [],
  done: (code: number) => void = () => {},
): Command {
  const program = new Command("driftproof")
    .description(
      "Derives mean-field theories of SGD, simulates the algorithm and judges the theory's claims.",
    )
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .addHelpText("after", "\nExample:\n  driftproof verify --model letter-figure2")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // run() prints errors, all in one form.
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  program.hook("preAction", (_, command) => importModules(command.opts()["import"] ?? []));
  withQuiet(program, io, (quietable) => {
    for (const add of commands) add(program, { io: quietable, argv, done });
  });
  return program;
}

/**
 * Runs one command line, without the names of the interpreter and the script, to its exit code. Never throws
 * and never ends the process.
 */
export function main(argv: readonly string[], io: Io): Promise<number> {
  return run(io, async () => {
    let exitCode = 0;
    const program = createProgram(io, argv, (code) => {
      exitCode = code;
    });
    askForRequiredLast(program);
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  });
}
