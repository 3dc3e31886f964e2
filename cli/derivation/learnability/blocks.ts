import type { Written } from "./written.ts";

/** A line of a display: `left relation right`. */
export interface Row {
  readonly left: Written;
  readonly relation: "=" | "<" | ">";
  readonly right: Written;
}

/** A part of a page, for text and LaTeX alike: words with formulas among them, or a display. */
export type Block = readonly (string | Written)[] | { readonly rows: readonly Row[] };

export const isDisplay = (block: Block): block is { readonly rows: readonly Row[] } => "rows" in block;

/** `a`, `a and b`, `a, b and c`. */
export function enumerated(parts: readonly (readonly (string | Written)[])[]): (string | Written)[] {
  return parts.flatMap((part, i) => (i === 0 ? part : [i === parts.length - 1 ? " and " : ", ", ...part]));
}
