import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { uninterrupted } from "./interrupts.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Writes a file so that no reader ever sees half of it: under a temporary name, then renamed.
 * @param content the whole, or its parts where that is longer than a string can be.
 * @throws UsageError when the place cannot be written to.
 */
export function writeFile(path: string, content: string | readonly string[]): void {
  const temporary = join(dirname(path), `.driftproof-${process.pid}-${Date.now()}.tmp`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    uninterrupted(() => {
      try {
        const file = openSync(temporary, "w");
        try {
          for (const part of typeof content === "string" ? [content] : content) writeFileSync(file, part);
        } finally {
          closeSync(file);
        }
        renameSync(temporary, path);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    });
  } catch (error) {
    throw new UsageError(`cannot write "${path}": ${(error as NodeJS.ErrnoException).code}`);
  }
}
