import type { ClaimResult, Verdict } from "../proofs-check/ledger.ts";
import { asStatedText, verdictText } from "./verdict-words.ts";

interface TableOptions {
  /** Whether to use ANSI colours; the words and signs say everything without them. */
  readonly color: boolean;
  /** Columns of the terminal: no line is longer. */
  readonly width: number;
}

const gap = "  ";
const smallestStatement = 16;
const smallestModel = 8;

const colors: Readonly<Record<Verdict, string>> = {
  proved: "\u001b[32m",
  supported: "\u001b[32m",
  refuted: "\u001b[31m",
  inconclusive: "\u001b[33m",
};
const bold = "\u001b[1m";
const reset = "\u001b[0m";

/** The verdicts as an aligned table for a terminal, one line a claim. */
export function verdictTable(results: readonly ClaimResult[], { color, width }: TableOptions): string {
  const rows = results.map(({ id, model, verdict, asStated, statement }) => [
    id,
    model,
    verdictText(verdict),
    asStatedText(asStated),
    statement.replace(/\s+/g, " "),
  ]);
  const header = ["claim", "model", "verdict", "as stated", "statement"];
  const widths = columnWidths(header, rows, width);
  const line = (cells: readonly string[]): string[] => cells.map((cell, i) => padded(cell, widths[i]!));
  const paint = (text: string, code: string): string => (color ? `${code}${text}${reset}` : text);
  // Cut before painting: the codes have no width of their own.
  const joined = (cells: readonly string[], mark: (cell: string, column: number) => string): string => {
    let left = width;
    const parts: string[] = [];
    for (const [i, cell] of cells.entries()) {
      const start = i === 0 ? "" : gap;
      const text = cut(start + (i === cells.length - 1 ? cell.trimEnd() : cell), left);
      left -= lengthOf(text);
      parts.push(mark(text, i));
    }
    return parts.join("").trimEnd();
  };
  const rule = "─".repeat(
    Math.min(width, widths.reduce((sum, w) => sum + w, 0) + gap.length * (widths.length - 1)),
  );
  return [
    paint(
      joined(line(header), (cell) => cell),
      bold,
    ),
    rule,
    ...rows.map((row, r) =>
      joined(line(row), (cell, i) => (i === 2 ? paint(cell, colors[results[r]!.verdict]) : cell)),
    ),
  ].join("\n");
}

/** Column widths: the statement takes what is left, and the model's name gives way when that is too little. */
function columnWidths(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const natural = header.map((title, i) =>
    Math.max(lengthOf(title), ...rows.map((row) => lengthOf(row[i]!))),
  );
  const others = (): number => natural.slice(0, 4).reduce((sum, w) => sum + w, 0) + 4 * gap.length;
  const missing = others() + smallestStatement - width;
  if (missing > 0) natural[1] = Math.max(smallestModel, natural[1]! - missing);
  natural[4] = Math.max(0, Math.min(natural[4]!, width - others()));
  return natural;
}

function padded(text: string, width: number): string {
  const short = cut(text, width);
  return short + " ".repeat(width - lengthOf(short));
}

function cut(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  return width <= 0 ? "" : `${characters.slice(0, width - 1).join("")}…`;
}

function lengthOf(text: string): number {
  return [...text].length;
}
