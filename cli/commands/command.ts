import type { Command } from "commander";
import type { Io } from "../io.ts";

/** What a command's action gets from the program besides its own options. */
export interface Context {
  readonly io: Io;
  /** The command line as it was written, for reports. */
  readonly argv: readonly string[];
  /** Sets the exit code of a command that has more to say than success. */
  done(exitCode: number): void;
}

/**
 * Adds a command to the program. Its file is loaded for every `--help`, so it imports what is heavy (the theory,
 * which parses expressions, and everything above it) only inside its action.
 */
export type AddCommand = (program: Command, context: Context) => void;
