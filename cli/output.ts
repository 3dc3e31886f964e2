import { ConvergenceError } from "../theory/errors.ts";
import type { TextStream } from "./io.ts";

/**
 * Prints a document as indented JSON.
 * @throws ConvergenceError when it holds a number that is not finite: JSON would turn it into null silently.
 */
export function printJson(stdout: TextStream, document: unknown): void {
  const text = JSON.stringify(
    document,
    (key, value: unknown) => {
      if (typeof value === "number" && !Number.isFinite(value)) {
        throw new ConvergenceError(`a result is not a finite number (near "${key}")`);
      }
      return value;
    },
    2,
  );
  // Arrays of numbers on one line each: rows then look like rows. (No string of JSON holds a line break.)
  stdout.write(`${text.replace(/\[\n\s*(?:[-+.\deE]+,\s+)*[-+.\deE]+\s+\]/g, oneLine)}\n`);
}

function oneLine(array: string): string {
  return array.replace(/\s+/g, " ").replace("[ ", "[").replace(" ]", "]");
}

/** A number for people, ten significant digits at most. @throws ConvergenceError for one that is not finite. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) throw new ConvergenceError("a result is not a finite number");
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-4 && size < 1e10)) return String(Number(value.toPrecision(10)) + 0);
  return value.toExponential(5);
}

/** A vector: `(0.5, 0.2)`. */
export function formatVector(values: readonly number[]): string {
  return `(${values.map(formatValue).join(", ")})`;
}

/** An aligned table with a rule below its header; columns of numbers are aligned to the right. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const numeric = header.map((_, i) => rows.every((row) => /^[-+\d]/.test(row[i]!)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (numeric[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd();
  return [line(header), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}

/** The order parameters' names at d features: Q1..Qd. */
export function overlapNames(features: number): string[] {
  return Array.from({ length: features }, (_, l) => `Q${l + 1}`);
}
