import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileProblem } from "./file-problem.ts";
import { uninterrupted } from "./interrupts.ts";
import { makeDirectory } from "./make-directory.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Writes a file so that no reader ever sees half of it: under a temporary name, then renamed. A link stays one, and what
 * is no file (a device, a pipe) is written to as it is.
 * @param content the whole, or its parts where that is longer than a string can be.
 * @throws UsageError when the place cannot be written to.
 */
export function writeFile(path: string, content: string | readonly string[]): void {
  const parts = typeof content === "string" ? [content] : content;
  try {
    makeDirectory(dirname(path));
    const present = statSync(path, { throwIfNoEntry: false });
    if (present && !present.isFile()) {
      writeParts(path, parts);
      return;
    }
    const target = present ? realpathSync(path) : path;
    const temporary = join(dirname(target), `.driftproof-${process.pid}-${Date.now()}.tmp`);
    uninterrupted(() => {
      try {
        writeParts(temporary, parts);
        renameSync(temporary, target);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    });
  } catch (error) {
    throw new UsageError(`cannot write "${path}": ${fileProblem(error)}`);
  }
}

function writeParts(path: string, parts: readonly string[]): void {
  const file = openSync(path, "w");
  try {
    for (const part of parts) writeFileSync(file, part);
  } finally {
    closeSync(file);
  }
}
