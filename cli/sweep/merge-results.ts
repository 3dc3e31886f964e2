import { existsSync } from "node:fs";
import { UsageError } from "../usage-error.ts";
import { parseLine } from "./parse-line.ts";
import type { ResultLine } from "./point.ts";
import { readLines } from "./read-lines.ts";

interface Found {
  readonly key: string;
  readonly text: string;
  readonly place: string;
}

/**
 * The lines of a sweep's parts, their line breaks included, by their points' numbers. A line that several files have
 * is there once.
 * @throws UsageError for files that are not of one sweep by one version, and for two results of one point.
 */
export function mergeResults(files: readonly string[]): string[] {
  const lines = new Map<number, Found>();
  let first: (Pick<ResultLine, "version" | "command"> & { place: string }) | undefined;
  for (const { line, text, place } of resultLines(files)) {
    const { key, index, version, command } = line;
    first ??= { version, command, place };
    for (const field of ["version", "command"] as const) {
      if (line[field] === first[field]) continue;
      throw new UsageError(`${place} is of ${field} ${line[field]}, ${first.place} of ${first[field]}`);
    }
    const before = lines.get(index);
    if (before === undefined) lines.set(index, { key, text, place });
    else if (before.key !== key) {
      throw new UsageError(`${place} and ${before.place} are point ${index} of different sweeps`);
    } else if (before.text !== text) {
      throw new UsageError(`${place} and ${before.place} are different results of one point`);
    }
  }
  return [...lines].sort(([a], [b]) => a - b).map(([, { text }]) => text);
}

/**
 * All lines of results files, one after the other.
 * @throws UsageError for a file that is not there, and for a line that is none.
 */
export function* resultLines(
  files: readonly string[],
): Generator<{ readonly line: ResultLine; readonly text: string; readonly place: string }> {
  for (const file of files) {
    if (!existsSync(file)) throw new UsageError(`cannot read "${file}": there is no such file`);
    let number = 0;
    for (const { text, whole } of readLines(file)) {
      const place = `line ${++number} of "${file}"`;
      if (!whole) throw new UsageError(`${place} is torn: its sweep is not at its end, start it again`);
      yield { line: parseLine(text, place), text: `${text}\n`, place };
    }
  }
}
