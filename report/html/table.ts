import { escapeMarkup } from "../escape.ts";

/** A cell as finished HTML. Everything that is not marked this way is text and is escaped. */
export interface Html {
  readonly html: string;
}

export type Cell = string | Html;

/**
 * A table with a caption whose first column heads its rows, in a box that scrolls when it is too wide. On narrow
 * pages each row of a `stacked` one becomes a list of labelled values instead.
 */
export function htmlTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  layout: "plain" | "stacked" = "plain",
): string {
  // Blocks lose the meaning of table cells for screen readers unless it is spelled out.
  const role = (name: string): string => (layout === "stacked" ? ` role="${name}"` : "");
  const head = columns
    .map((column) => `<th scope="col"${role("columnheader")}>${escapeMarkup(column)}</th>`)
    .join("");
  const body = rows.map((row) => {
    const cells = row.map((cell, i) => {
      const html = typeof cell === "string" ? escapeMarkup(cell) : cell.html;
      if (i === 0) return `<th scope="row"${role("rowheader")}>${html}</th>`;
      const label = layout === "stacked" ? ` data-label="${escapeMarkup(columns[i]!)}"` : "";
      return `<td${label}${role("cell")}>${html}</td>`;
    });
    return `<tr${role("row")}>${cells.join("")}</tr>`;
  });
  // Focusable, so that the keyboard can scroll it.
  return `<div class="table ${layout}" role="region" aria-label="${escapeMarkup(caption)}" tabindex="0"><table${role("table")}>
<caption>${escapeMarkup(caption)}</caption>
<thead${role("rowgroup")}><tr${role("row")}>${head}</tr></thead>
<tbody${role("rowgroup")}>
${body.join("\n")}
</tbody></table></div>`;
}
