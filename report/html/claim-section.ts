import type { ClaimResult } from "../../proofs-check/ledger.ts";
import { escapeMarkup } from "../escape.ts";
import { type EvidenceTable, evidenceTables } from "../evidence-tables.ts";
import { asStatedText, verdictText } from "../verdict-words.ts";
import { type Cell, htmlTable } from "./table.ts";

/** The table of all verdicts, each claim linked to its section. */
export function verdictsTable(results: readonly ClaimResult[]): string {
  const rows = results.map((result, i): Cell[] => [
    { html: `<a href="#${claimAnchor(i)}"><code>${escapeMarkup(result.id)}</code></a>` },
    result.model,
    result.statement,
    verdictBadge(result),
    asStatedBadge(result),
  ]);
  const columns = ["claim", "model", "statement", "verdict", "as stated"];
  return htmlTable("Verdict on every claim", columns, rows, "stacked");
}

/** One claim: what it says and where, what was found, and how to see it again. */
export function claimSection(result: ClaimResult, index: number): string {
  const facts = [
    ["Scope", escapeMarkup(result.scope)],
    ["Verdict", verdictBadge(result).html],
    ["As stated", asStatedBadge(result).html],
    ["Replay", `<code class="replay">${escapeMarkup(result.replay)}</code>`],
  ].map(([term, html]) => `<div><dt>${term}</dt><dd>${html}</dd></div>`);
  const tables = evidenceTables(result.evidence).map(evidenceHtml);
  return `<section class="claim" id="${claimAnchor(index)}"><h3><code>${escapeMarkup(result.id)}</code> on ${escapeMarkup(result.model)}</h3>
<p class="statement">${escapeMarkup(result.statement)}</p>
<dl>${facts.join("")}</dl>
${tables.length > 0 ? tables.join("\n") : "<p>No evidence was gathered.</p>"}</section>`;
}

function evidenceHtml({ title, columns, rows }: EvidenceTable): string {
  return htmlTable(
    title,
    columns,
    rows.map((row) =>
      row.map((cell, i): Cell => {
        const text = escapeMarkup(cell);
        if (columns[i] === "model") {
          return { html: `<details><summary>model file</summary><code>${text}</code></details>` };
        }
        return columns[i] === "certificate" ? { html: `<a href="${text}">${text}</a>` } : cell;
      }),
    ),
    "stacked",
  );
}

function verdictBadge({ verdict }: ClaimResult): { html: string } {
  return { html: `<span class="badge ${verdict}">${verdictText(verdict)}</span>` };
}

function asStatedBadge({ asStated }: ClaimResult): { html: string } {
  return { html: `<span class="badge ${asStated}">${asStatedText(asStated)}</span>` };
}

/** By position: ids come from outside and one claim may be judged on several models. */
function claimAnchor(index: number): string {
  return `claim-${index + 1}`;
}
