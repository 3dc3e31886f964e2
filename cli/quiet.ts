import type { Command } from "commander";
import type { Io } from "./io.ts";

/**
 * Gives every command `--quiet`: no text and no progress; exit code, errors, JSON and files stay.
 * @param add adds the commands to the program, with the streams that they are to write to.
 */
export function withQuiet(program: Command, io: Io, add: (io: Io) => void): void {
  let quiet = false;
  add({
    ...io,
    stdout: {
      write: (text) => {
        if (!quiet) io.stdout.write(text);
      },
      get isTTY() {
        return io.stdout.isTTY;
      },
      get columns() {
        return io.stdout.columns;
      },
    },
    stderr: {
      write: (text) => io.stderr.write(text),
      // Progress is drawn on a terminal only.
      get isTTY() {
        return io.stderr.isTTY && !quiet;
      },
      get columns() {
        return io.stderr.columns;
      },
    },
  });
  for (const command of program.commands) command.option("-q, --quiet", "print no text and no progress");
  program.hook("preAction", (_, command) => {
    const { quiet: wanted = false, json = false } = command.opts<{ quiet?: boolean; json?: boolean }>();
    quiet = wanted && !json;
  });
}
