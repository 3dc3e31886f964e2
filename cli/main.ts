import { realpathSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fileProblem } from "./file-problem.ts";
import { processIo } from "./io.ts";
import { main } from "./program.ts";
import { internalErrorLine } from "./run.ts";

export { main };

/** What a shell reports for a program that a closed pipe has ended. */
const brokenPipe = 141;
/** As for a file that cannot be written. */
const cannotWrite = 2;

/** Runs the command line of this process. */
export async function runProcess(): Promise<void> {
  // `driftproof ... | head` closes our stdout: no reason for noise, and nobody left to write to.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(brokenPipe);
      // A full disk, say. Straight to the file, as streams may be what fails.
      try {
        if (stream === process.stdout)
          writeSync(process.stderr.fd, `driftproof: cannot write the output: ${fileProblem(error)}\n`);
      } catch {
        // Then nobody can be told; the exit code remains.
      }
      process.exit(cannotWrite);
    });
  }
  // Thrown where nobody waits for it, as by a library that reads from the network.
  process.on("uncaughtException", (error) => process.exit(internalErrorLine(processIo(), error)));
  // Not process.exit: a pipe may still have to take the output.
  process.exitCode = await main(process.argv.slice(2), processIo());
}

/** Importing this module, as tests do, runs nothing. */
const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) await runProcess();
