import { z } from "zod";
import type { ClaimResult } from "../proofs-check/ledger.ts";
import { readDocument } from "./read-document.ts";

/** What counts of a claim in a baseline, which is the document of an earlier `verify --json`. */
const recordSchema = z.object({
  id: z.string(),
  model: z.string(),
  verdict: z.enum(["proved", "supported", "refuted", "inconclusive"]),
  asStated: z.enum(["holds", "fails", "open"]),
});
const baselineSchema = z.object({ claims: z.array(recordSchema) });

export type Baseline = readonly z.infer<typeof recordSchema>[];

/** @throws UsageError when the file is not the JSON of an earlier run. */
export function readBaseline(path: string): Baseline {
  return readDocument("--baseline", path, baselineSchema, "document of verify --json").claims;
}

/** One line for each verdict of this run that is not the recorded one, better or worse. */
export function changesSince(baseline: Baseline, results: readonly ClaimResult[]): string[] {
  return results.flatMap(({ id, model, verdict, asStated }) => {
    const name = `${id} on ${model}`;
    const before = baseline.find((record) => record.id === id && record.model === model);
    if (!before) return [`${name}: ${verdict}, not in the baseline`];
    const parts = [
      ...(verdict === before.verdict ? [] : [`${verdict}, was ${before.verdict}`]),
      ...(asStated === before.asStated ? [] : [`as stated ${asStated}, was ${before.asStated}`]),
    ];
    return parts.length === 0 ? [] : [`${name}: ${parts.join("; ")}`];
  });
}
