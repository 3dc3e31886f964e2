import { formatValue, overlapNames, textTable } from "../output.ts";
import type { Columns } from "./columns.ts";
import type { Comparison } from "./comparison.ts";

/** Means over runs a row a time, each beside what the theory predicts for it, where it predicts a spread. */
export function simulationTable(
  times: readonly number[],
  { overlaps, norms }: { readonly overlaps: Columns; readonly norms: Columns },
  runs: number,
  comparison: Comparison | null,
): string {
  const d = overlaps.mean[0]!.length;
  const withError = (value: number, error: number | undefined): string =>
    value.toFixed(5) + (error === undefined ? "" : ` ± ${error.toFixed(5)}`);
  const theory = (value: number, sd: number, deviation: number | null): string[] => [
    withError(value, sd / Math.sqrt(runs)),
    deviation === null ? "" : deviation.toFixed(2),
  ];
  const freeNorm = comparison?.sd.s.some((sd) => sd > 0);
  const header = ["t"];
  const compared = (name: string): string[] => [name, `${name} theory`, "off"];
  for (const name of overlapNames(d)) header.push(...(comparison ? compared(name) : [name]));
  header.push(...(freeNorm ? compared("s") : ["s"]));
  const rows = times.map((t, i) => {
    const row = [formatValue(t)];
    for (let l = 0; l < d; l++) {
      row.push(withError(overlaps.mean[i]![l]!, overlaps.standardError?.[i]?.[l]));
      if (comparison) {
        const { Q, sd, deviation } = comparison;
        row.push(...theory(Q[i]![l]!, sd.Q[i]![l]!, deviation.Q[i]![l]!));
      }
    }
    row.push(withError(norms.mean[i]![0]!, norms.standardError?.[i]?.[0]));
    if (freeNorm) {
      const { s, sd, deviation } = comparison!;
      row.push(...theory(s[i]!, sd.s[i]!, deviation.s[i]!));
    }
    return row;
  });
  return textTable(header, rows);
}
