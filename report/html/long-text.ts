import { escapeMarkup } from "../escape.ts";

/** Texts up to this length are shown whole. */
const short = 220;
/** A lead has at least this many characters. */
const shortestLead = 50;

/** A text as HTML: of a long one its first clause, the rest to be opened. */
export function longText(text: string): string {
  const end = text.length <= short ? -1 : clauseEnd(text);
  if (end < 0) return escapeMarkup(text);
  return `${escapeMarkup(text.slice(0, end))}<details><summary>and in full</summary>${escapeMarkup(text.slice(end).replace(/^[;.] /, ""))}</details>`;
}

/** Where the first clause of some length ends, outside of parentheses; -1 where none does. */
function clauseEnd(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") depth++;
    if (text[i] === ")") depth--;
    if (i >= shortestLead && depth === 0 && /^[;.] /.test(text.slice(i, i + 2))) return i;
  }
  return -1;
}
