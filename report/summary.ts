import type { ClaimResult, Verdict } from "../proofs-check/ledger.ts";
import { counted } from "./format.ts";

const verdicts: readonly Verdict[] = ["proved", "supported", "refuted", "inconclusive"];

/** What a run found, in one paragraph. */
export function summaryText(results: readonly ClaimResult[]): string {
  if (results.length === 0) return "No claim was checked.";
  const counts = verdicts
    .map((verdict) => `${results.filter((result) => result.verdict === verdict).length} ${verdict}`)
    .join(", ");
  const models = new Set(results.map(({ model }) => model)).size;
  const failing = results.filter(({ asStated }) => asStated === "fails").length;
  const wording =
    failing === 0
      ? "No wording of the letter was found to fail as stated."
      : `For ${failing} of the claims the letter's own wording, which names no scope, fails as stated.`;
  return `${counted(results.length, "claim")} checked on ${counted(models, "model")}: ${counts}. A verdict is about the statement inside its scope. ${wording}`;
}
