import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { processIo } from "./io.ts";
import { main } from "./program.ts";

export { main };

/** What a shell reports for a program that a closed pipe has ended. */
const brokenPipe = 141;

/** Runs the command line of this process. */
export async function runProcess(): Promise<void> {
  // `driftproof ... | head` closes our stdout: no reason for noise, and nobody left to write to.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(brokenPipe);
    });
  }
  // Not process.exit: a pipe may still have to take the output.
  process.exitCode = await main(process.argv.slice(2), processIo());
}

/** Importing this module, as tests do, runs nothing. */
const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) await runProcess();
