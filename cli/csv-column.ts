import { readFileSync } from "node:fs";
import { ModelError } from "../theory/errors.ts";
import { fileProblem } from "./file-problem.ts";

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * One column of numbers from a CSV file, each as it is written, so that it stays exact.
 * @param column a name in the header, or a number counted from 1; the first column by default.
 * @param path the model file's field, for messages.
 * @throws ModelError naming the line that is wrong.
 */
export function readCsvColumn(
  file: string,
  shown: string,
  column: string | number | undefined,
  path: string,
): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ModelError(`${path}.file`, `cannot read "${shown}": ${fileProblem(error)}`);
  }
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const rows = lines.flatMap((line, i) =>
    line.trim() === "" ? [] : [{ cells: cellsOf(line), line: i + 1 }],
  );
  const index = columnIndex(rows[0]?.cells ?? [], column, shown, path);
  const values: string[] = [];
  for (const [i, { cells, line }] of rows.entries()) {
    const cell = cells[index] ?? "";
    if (number.test(cell)) values.push(cell);
    // Only the first line may be a header, and only where a name may stand.
    else if (i > 0 || cell === "") {
      throw new ModelError(
        `${path}.file`,
        `line ${line} of "${shown}": expected a number in column ${index + 1}, found ${JSON.stringify(cell)}`,
      );
    }
  }
  if (values.length === 0) throw new ModelError(`${path}.file`, `"${shown}" has no numbers`);
  return values;
}

function columnIndex(
  header: readonly string[],
  column: string | number | undefined,
  shown: string,
  path: string,
): number {
  if (column === undefined) return 0;
  const index = typeof column === "number" ? column - 1 : header.indexOf(column);
  if (Number.isInteger(index) && index >= 0 && index < header.length) return index;
  const known = header.map((name) => JSON.stringify(name)).join(", ");
  throw new ModelError(
    `${path}.column`,
    `"${shown}" has no column ${JSON.stringify(column)}; its first line is ${known}`,
  );
}

/** Cells of one line, with or without quotes. */
function cellsOf(line: string): string[] {
  return line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}
