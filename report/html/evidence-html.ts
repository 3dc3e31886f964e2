import type { ClaimResult, Evidence } from "../../proofs-check/ledger.ts";
import { certificateFile, checkCommand } from "../certificate-files.ts";
import { escapeMarkup } from "../escape.ts";
import { type EvidenceTable, evidenceTables } from "../evidence-tables.ts";
import { counted } from "../format.ts";
import { longText } from "./long-text.ts";
import { htmlTable } from "./table.ts";

/** The kinds that are rows of numbers; all others are sentences. */
const tabular: readonly Evidence["kind"][] = ["simulation"];

/** All evidence of one verdict, folded away where it speaks with one voice. */
export function evidenceHtml({ evidence, verdict }: ClaimResult): string {
  if (evidence.length === 0) return "<p>No evidence was gathered.</p>";
  const tables = evidenceTables(evidence);
  const parts = tables.map((table) =>
    tabular.includes(table.kind) ? numbers(table) : sentences(table, evidence),
  );
  const kinds = tables.map(
    ({ title, rows }) => `${title.toLowerCase().replace("sgd", "SGD")}: ${rows.length}`,
  );
  const open = verdict === "refuted" || verdict === "inconclusive" ? " open" : "";
  return `<details class="evidence"${open}><summary>${counted(evidence.length, "piece")} of evidence (${kinds.join("; ")})</summary>
${parts.join("\n")}</details>`;
}

function numbers({ title, columns, rows }: EvidenceTable): string {
  return htmlTable(title, columns, rows, "stacked");
}

function sentences({ kind, title }: EvidenceTable, evidence: readonly Evidence[]): string {
  const items = evidence.filter((piece) => piece.kind === kind).map((piece) => `<li>${sentence(piece)}</li>`);
  return `<h5>${escapeMarkup(title)}</h5><ul class="pieces">${items.join("\n")}</ul>`;
}

function sentence(piece: Evidence): string {
  const sign = { holds: "✓ holds", fails: "✗ fails", undecided: "? undecided" }[piece.outcome];
  const mark = { holds: "holds", fails: "fails", undecided: "open" }[piece.outcome];
  const facts = factsOf(piece);
  return `<span class="badge ${mark}">${sign}</span> ${longText(piece.about)}${facts === "" ? "" : `<div class="facts">${facts}</div>`}`;
}

function factsOf(piece: Evidence): string {
  switch (piece.kind) {
    case "identity":
      return `${piece.count === 1 ? "1 equality" : `${piece.count} equalities`}${failure(piece.failure)}`;
    case "property":
      return `${counted(piece.cases, "case")}${piece.seed === undefined ? "" : `, seed ${piece.seed}`}${failure(piece.failure)}`;
    case "proof": {
      const path = escapeMarkup(certificateFile(piece.certificate).path);
      return `<a href="${path}">${escapeMarkup(piece.certificate.kind)} certificate</a>, checked by <code>${escapeMarkup(checkCommand(piece.certificate))}</code>${path.endsWith(".smt2") ? ", which answers unsat" : ""}`;
    }
    case "counterexample": {
      const values = Object.entries(piece.values).map(([name, value]) => `${name} = ${value}`);
      return `${escapeMarkup(values.join(", "))}<details><summary>its model file</summary><code>${escapeMarkup(JSON.stringify(piece.model))}</code></details>`;
    }
    case "simulation":
      return "";
  }
}

function failure(text: string | undefined): string {
  return text === undefined ? "" : `; first failure: ${escapeMarkup(text)}`;
}
