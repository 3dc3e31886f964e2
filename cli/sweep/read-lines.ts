import { closeSync, openSync, readSync } from "node:fs";

/** A line and where it ends in the file, its line break included. */
export interface FileLine {
  readonly text: string;
  readonly end: number;
  /** False for a last line without its line break. */
  readonly whole: boolean;
}

/** The lines of a file of any size, one after the other. Empty where there is no such file. */
export function* readLines(path: string, chunkSize = 1 << 20): Generator<FileLine> {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  try {
    const chunk = Buffer.alloc(chunkSize);
    let parts: Buffer[] = [];
    let end = 0;
    for (;;) {
      const size = readSync(file, chunk);
      if (size === 0) break;
      let start = 0;
      for (let at = chunk.indexOf(10); at >= 0 && at < size; at = chunk.indexOf(10, start)) {
        parts.push(Buffer.from(chunk.subarray(start, at)));
        const line = Buffer.concat(parts);
        parts = [];
        end += line.length + 1;
        start = at + 1;
        yield { text: line.toString("utf8"), end, whole: true };
        if (start >= size) break;
      }
      if (start < size) parts.push(Buffer.from(chunk.subarray(start, size)));
    }
    const rest = Buffer.concat(parts);
    if (rest.length > 0) yield { text: rest.toString("utf8"), end: end + rest.length, whole: false };
  } finally {
    closeSync(file);
  }
}
