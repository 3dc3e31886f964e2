import type { AsStated, Outcome, Verdict } from "../proofs-check/ledger.ts";

/** The sign that stands beside each verdict's word, so that colour never carries it alone. */
const verdictSign: Readonly<Record<Verdict, string>> = {
  proved: "✓",
  supported: "✓",
  refuted: "✗",
  inconclusive: "?",
};

/** The same for the letter's own wording. */
const asStatedSign: Readonly<Record<AsStated, string>> = { holds: "✓", fails: "✗", open: "?" };

/** The same for one piece of evidence. */
export const outcomeSign: Readonly<Record<Outcome, string>> = { holds: "✓", fails: "✗", undecided: "?" };

/** `✓ proved` */
export function verdictText(verdict: Verdict): string {
  return `${verdictSign[verdict]} ${verdict}`;
}

/** `✗ fails` */
export function asStatedText(asStated: AsStated): string {
  return `${asStatedSign[asStated]} ${asStated}`;
}
