/**
 * Breaks a formula before its + and - signs into lines of at most `width` characters where it can, at the
 * outermost sign that leaves a line reasonably full. Signs inside E[...], LaTeX's braces or short parentheses such
 * as (B - 1) never break.
 */
export function breakFormula(formula: string, width: number): string[] {
  const lines: string[] = [];
  let rest = formula;
  while (rest.length > width) {
    const at = bestBreak(rest, width);
    if (at === undefined) break;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...lines, rest];
}

/** Parentheses with no more characters than this stay on one line. */
const shortGroup = 24;

/** The index of the parenthesis that closes the one at `start`. */
function groupEnd(formula: string, start: number): number {
  let depth = 0;
  for (let i = start; i < formula.length; i++) {
    if (formula[i] === "(") depth++;
    else if (formula[i] === ")" && --depth === 0) return i;
  }
  return formula.length;
}

/** The index of the space before the sign at which a line ends best. */
function bestBreak(formula: string, width: number): number | undefined {
  let depth = 0;
  let closed = 0;
  let best: { at: number; depth: number } | undefined;
  for (let i = 0; i < formula.length; i++) {
    const character = formula[i]!;
    if (character === "(") {
      const end = groupEnd(formula, i);
      // The group stays whole, and nothing inside it counts.
      if (end - i <= shortGroup) i = end;
      else depth++;
      continue;
    }
    if (character === ")") depth--;
    else if ("[{".includes(character)) closed++;
    else if ("]}".includes(character)) closed--;
    if (closed > 0 || i === 0 || !/^ [+-] /.test(formula.slice(i, i + 3))) continue;
    // Rather too long a line than none.
    if (i > width) return best?.at ?? i;
    if (best === undefined || depth <= best.depth || best.at < width / 2) best = { at: i, depth };
  }
  return best?.at;
}
