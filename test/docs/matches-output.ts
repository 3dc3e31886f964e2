/** Numbers that stand alone: not the 1 of Q1 or of m2_1. */
const number = /(?<![\w.])\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w])/g;

/**
 * Whether what a page shows is what the program prints: a line of three dots stands for any lines, three dots in a line
 * for anything; the width of columns is free, whole numbers are exact, others to a unit of their last digit or 1e-6.
 * @returns undefined, or the shown line that is missing.
 */
export function firstDifference(shown: string, printed: string): string | undefined {
  const actual = linesOf(printed);
  let at = 0;
  // After a line of dots the next lines may begin anywhere; without one, here.
  let anywhere = false;
  let segment: string[] = [];
  const place = (): string | undefined => {
    const starts = anywhere ? actual.map((_, i) => i).filter((i) => i >= at) : [at];
    const longest = { length: -1 };
    for (const start of starts) {
      const length = segment.findIndex((line, i) => !sameLine(line, actual[start + i]));
      if (length < 0) {
        at = start + segment.length;
        return undefined;
      }
      longest.length = Math.max(longest.length, length);
    }
    return segment[Math.max(0, longest.length)];
  };
  for (const line of [...linesOf(shown), undefined]) {
    if (line !== "..." && line !== undefined) {
      segment.push(line);
      continue;
    }
    const missing = segment.length === 0 ? undefined : place();
    if (missing !== undefined) return missing;
    if (line === "...") anywhere = true;
    else if (segment.length > 0 && at < actual.length) return `(end of the output, before: ${actual[at]})`;
    segment = [];
  }
  return undefined;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " ").replace(/-{3,}/g, "---"))
    .filter((line) => line !== "");
}

function sameLine(shown: string, printed: string | undefined): boolean {
  if (printed === undefined) return false;
  const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const expected = shown.match(number) ?? [];
  const pattern = shown
    .split(/(\.\.\.)/)
    .map((piece) => (piece === "..." ? ".*" : piece.split(number).map(literal).join("(\\d[\\d.e+-]*)")))
    .join("");
  const match = new RegExp(`^${pattern}$`).exec(printed);
  return match?.slice(1).every((found, i) => sameNumber(expected[i]!, found)) ?? false;
}

function sameNumber(shown: string, printed: string): boolean {
  if (/^\d+$/.test(shown)) return shown === printed;
  const [mantissa, exponent = "0"] = shown.split("e");
  const unit = 10 ** (Number(exponent) - (mantissa!.split(".")[1]?.length ?? 0));
  return Math.abs(Number(shown) - Number(printed)) <= Math.max(1.01 * unit, 1e-6 * Math.abs(Number(shown)));
}
