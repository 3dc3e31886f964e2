import type { ClaimResult } from "../proofs-check/ledger.ts";
import { evidenceText } from "./evidence-tables.ts";

/**
 * Workflow commands that mark a run on GitHub: an error for each refuted claim and a warning for each inconclusive one,
 * with the evidence that decided and the replay line. One command a line; nothing where all hold.
 */
export function githubAnnotations(results: readonly ClaimResult[]): string {
  return results.map(annotation).join("");
}

function annotation({ id, model, verdict, statement, evidence, replay }: ClaimResult): string {
  if (verdict !== "refuted" && verdict !== "inconclusive") return "";
  const decided = verdict === "refuted" ? "fails" : "undecided";
  const pieces = evidence.filter(({ kind, outcome }) => kind !== "counterexample" && outcome === decided);
  const message = [statement, ...pieces.slice(0, 3).map(evidenceText), `Replay: ${replay}`].join("\n");
  const level = verdict === "refuted" ? "error" : "warning";
  return `::${level} title=${property(`${id} on ${model}: ${verdict}`)}::${data(message)}\n`;
}

/** Line breaks and percent signs would end or change a command. */
function data(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function property(text: string): string {
  return data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
