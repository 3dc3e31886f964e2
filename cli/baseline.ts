import { readFileSync } from "node:fs";
import { z } from "zod";
import type { ClaimResult } from "../proofs-check/ledger.ts";
import { UsageError } from "./usage-error.ts";

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
  const wrong = (why: string): UsageError => new UsageError(`--baseline: "${path}" ${why}`);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(code === undefined ? "is not JSON" : `cannot be read: ${code}`);
  }
  const parsed = baselineSchema.safeParse(content);
  if (parsed.success) return parsed.data.claims;
  const { path: place, message } = parsed.error.issues[0]!;
  throw wrong(`is no document of verify --json: ${place.join(".") || "the whole"}: ${message}`);
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
