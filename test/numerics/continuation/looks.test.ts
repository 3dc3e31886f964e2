import { expect, it } from "vitest";
import { looks } from "../../../numerics/continuation/looks.ts";

it("looks at the ends, in every eighth of the range, and between any two bifurcations known by then", () => {
  const known: number[] = [];
  const taken: number[] = [];
  for (const at of looks(() => known)) {
    taken.push(at);
    // Found late, as what a look leads to is.
    if (taken.length === 10) known.push(0.501, 0.502, 0.502);
  }
  expect(taken.slice(0, 2)).toEqual([0, 1]);
  const sorted = taken.toSorted((a, b) => a - b);
  for (const [i, at] of sorted.slice(1).entries()) expect(at - sorted[i]!).toBeLessThanOrEqual(1 / 8);
  expect(taken.filter((at) => at > 0.501 && at < 0.502)).toHaveLength(1);
});
