import type { Region } from "../proofs-check/ledger.ts";

/** What is known on a region, and how. */
export function regionTitle({ statement, known }: Region): string {
  const how = known === "proved" ? "proved" : "not proved, evaluated and simulated";
  return `${statement === "holds" ? "It holds" : "It fails"} (${how})`;
}

/** The same with the region, in a line. */
export function regionText(region: Region): string {
  return `${regionTitle(region)}: ${region.where}`;
}
