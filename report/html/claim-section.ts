import type { ClaimResult } from "../../proofs-check/ledger.ts";
import type { ClaimGroup } from "../claim-groups.ts";
import { escapeMarkup } from "../escape.ts";
import { regionTitle } from "../region-text.ts";
import { asStatedText, verdictText } from "../verdict-words.ts";
import type { Equations } from "./equations.ts";
import { evidenceHtml } from "./evidence-html.ts";
import { type Cell, htmlTable } from "./table.ts";

/** Where each result stands on the page: claims and models come from outside and may repeat. */
export type Anchors = ReadonlyMap<ClaimResult, string>;

/** The table of all verdicts: a row a claim, a column a model, each linked to its section. */
export function verdictsTable(groups: readonly ClaimGroup[], anchors: Anchors): string {
  const models = [...new Set(groups.flatMap(({ results }) => results.map(({ model }) => model)))];
  const rows = groups.map(({ id, statement, results }, i): Cell[] => [
    { html: `<a href="#claim-${i + 1}"><code>${escapeMarkup(id)}</code></a>` },
    statement,
    ...models.map((model): Cell => {
      const own = results.filter((result) => result.model === model);
      return { html: own.map((result) => verdictLink(result, anchors)).join(" ") || "not checked" };
    }),
  ]);
  return htmlTable("Verdict on every claim", ["claim", "statement", ...models], rows, "stacked");
}

function verdictLink(result: ClaimResult, anchors: Anchors): string {
  return `<div><a class="verdict" href="#${anchors.get(result)}">${verdictBadge(result)}</a><br><span class="wording">as stated: ${asStatedText(result.asStated)}</span></div>`;
}

/** One claim: what it says and assumes; on each model where it was judged, what was found, and how to see it again. */
export function claimSection(
  group: ClaimGroup,
  index: number,
  anchors: Anchors,
  equations: Equations,
): string {
  const { id, statement, claim, results } = group;
  const source = claim ? ` <span class="source">${escapeMarkup(claim.source)}</span>` : "";
  const parts = [
    `<h3><code>${escapeMarkup(id)}</code>${source}</h3>`,
    `<p class="statement">${escapeMarkup(statement)}</p>`,
    ...(claim ? [equations.formula(`the claim ${id}`, claim.latex), background(claim)] : []),
    ...results.map((result) => judged(result, anchors.get(result)!)),
  ];
  return `<section class="claim" id="claim-${index + 1}">${parts.join("\n")}</section>`;
}

function background({ hypotheses, checks, wording }: NonNullable<ClaimGroup["claim"]>): string {
  const list = (items: readonly string[]): string =>
    `<ul>${items.map((item) => `<li>${escapeMarkup(item)}</li>`).join("")}</ul>`;
  const parts = [
    `<p>It assumes, beside the model:</p>${list(hypotheses)}`,
    `<p>Its verdict may rest on:</p>${list(checks.map(({ kind, about }) => `${kind}: ${about}`))}`,
    ...(wording ? [`<p>The wording that is judged as stated: ${escapeMarkup(wording.sentence)}.</p>`] : []),
  ];
  return `<details><summary>What it assumes, and what its verdict may rest on</summary>${parts.join("")}</details>`;
}

function judged(result: ClaimResult, anchor: string): string {
  const facts = [
    ["Region", escapeMarkup(result.scope)],
    ...(result.regions ?? []).map((region) => [regionTitle(region), escapeMarkup(region.where)]),
    ["As stated", asStatedBadge(result)],
    ["Replay", `<code class="replay">${escapeMarkup(result.replay)}</code>`],
  ].map(([term, html]) => `<div><dt>${term}</dt><dd>${html}</dd></div>`);
  return `<section class="judged" id="${anchor}"><h4>On ${escapeMarkup(result.model)}: ${verdictBadge(result)}</h4>
<dl>${facts.join("")}</dl>
${evidenceHtml(result)}</section>`;
}

function verdictBadge({ verdict }: ClaimResult): string {
  return `<span class="badge ${verdict}">${verdictText(verdict)}</span>`;
}

function asStatedBadge({ asStated }: ClaimResult): string {
  return `<span class="badge ${asStated}">${asStatedText(asStated)}</span>`;
}
