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

/** Where the first clause of some length ends, -1 where none does. */
function clauseEnd(text: string): number {
  const found = text.slice(shortestLead).search(/[;.] /);
  return found < 0 ? -1 : shortestLead + found;
}
