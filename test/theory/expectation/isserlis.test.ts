import { describe, expect, it } from "vitest";
import { isserlis } from "../../../theory/expectation/isserlis.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { pairingCounts } from "../support/brute-force.ts";
import { difference, g } from "../support/evaluate.ts";

const highest = 12;
const pairs = Array.from({ length: highest + 1 }, (_, i) =>
  Array.from({ length: highest + 1 - i }, (_, j) => [i, j] as const),
).flat();

describe("moments of the two views' noises", () => {
  it(`are the sum over all pairings, to total degree ${highest}`, () => {
    const [variance, covariance] = [g("s").multiply(g("v")), g("s").multiply(g("c"))];
    for (const [i, j] of pairs) {
      const sum = Polynomial.sum(
        pairingCounts(i, j).map((count, mixed) =>
          count === 0
            ? Polynomial.zero
            : variance
                .power((i + j) / 2 - mixed)
                .multiply(covariance.power(mixed))
                .scale(count),
        ),
      );
      expect(difference(isserlis(i, j), sum), `E[n^${i} n'^${j}]`).toBe("");
    }
  });

  it("visits as many pairings as there are", () => {
    // The reference itself: 11!! = 10395 ways to pair twelve objects, whatever their kinds.
    const total = (i: number, j: number): number => pairingCounts(i, j).reduce((a, b) => a + b, 0);
    expect([total(12, 0), total(7, 5), total(6, 6)]).toEqual([10395, 10395, 10395]);
    expect(total(3, 2)).toBe(0);
  });
});
