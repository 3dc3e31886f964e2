import { CommanderError } from "commander";
import { DriftproofError, oneLine } from "../theory/errors.ts";
import type { Io } from "./io.ts";

/** The exit code of a defect in driftproof itself, as in BSD's sysexits. */
const internalError = 70;
/** The exit code of a command line that cannot be meant. */
const usageError = 2;

/** Runs a command to its exit code. Whatever it throws becomes one line on stderr. */
export async function run(io: Io, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof CommanderError) return commanderExit(io, error);
    if (error instanceof DriftproofError) {
      complain(io, error.message);
      if (io.env["DRIFTPROOF_DEBUG"]) io.stderr.write(`${error.stack}\n`);
      return error.exitCode;
    }
    return internalErrorLine(io, error);
  }
}

/** One line for a defect of ours or of a library. @returns the exit code. */
export function internalErrorLine(io: Io, error: unknown): number {
  const debug = Boolean(io.env["DRIFTPROOF_DEBUG"]);
  const message = error instanceof Error ? error.message : String(error);
  complain(io, `internal error: ${message}${debug ? "" : " (set DRIFTPROOF_DEBUG=1 for the stack)"}`);
  if (debug && error instanceof Error) io.stderr.write(`${error.stack}\n`);
  return internalError;
}

/** Help and version are no errors, although commander throws for them too. */
function commanderExit(io: Io, error: CommanderError): number {
  if (error.exitCode === 0) return 0;
  // Commander has printed the help already.
  if (error.code === "commander.help") return usageError;
  const message = error.message
    .replace(/^error: /, "")
    .replace(/\n\(Did you mean (.*)\)$/, "; did you mean $1");
  complain(io, message);
  return usageError;
}

/** Messages may quote a user's text, which may have lines of its own: one error stays one line. */
function complain(io: Io, message: string): void {
  io.stderr.write(`driftproof: ${oneLine(message)}\n`);
}
