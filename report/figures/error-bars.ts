import { palette } from "./figure.ts";

/** Points in the second colour with bars from `low` to `high`, as layers of a chart. */
export function errorBars(points: readonly object[], x: object, y: object): object[] {
  const data = { values: points };
  const color = palette[1];
  return [
    {
      data,
      mark: { type: "rule", strokeWidth: 1.5, color },
      encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
    },
    {
      data,
      mark: { type: "point", filled: true, size: 50, opacity: 1, color, stroke: "#ffffff" },
      encoding: { x, y },
    },
  ];
}
