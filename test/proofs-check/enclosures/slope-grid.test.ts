import { describe, expect, it } from "vitest";
import { SlopeGrid } from "../../../proofs-check/enclosures/slope-grid.ts";
import { varianceAt } from "../../../proofs-check/enclosures/variance-at.ts";
import { varianceSlope } from "../../../proofs-check/enclosures/variance-slope.ts";
import { ViewMeans } from "../../../proofs-check/enclosures/view-means.ts";
import { type Model, parseModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import { plain } from "../../theory/support/plain-model.ts";
import { big, preciseVariance, toFixed, toNumber } from "./precise-means.ts";

const model = parseModel({
  ...plain,
  features: [1, 2].map(() => ({ law: "rademacher", variance: 1 })),
  augmentation: { variance: 1, correlation: "-1/4" },
  batch: 3,
});

function gridOf(of: Model, step: number, steps: number, covariances: readonly number[]): SlopeGrid {
  const slope = varianceSlope(of);
  const variance = of.background.add(of.augmentation);
  const means = new ViewMeans(slope.functions, variance);
  return new SlopeGrid(
    slope,
    slope.slope,
    means,
    variance.toNumber(),
    { step, steps, covariances },
    (place) => means.at(place),
  );
}

describe("SlopeGrid", () => {
  it("has B d lambda / d c as its kernel's mean over two independent signals", () => {
    // Q = (1/4, 1/2) and Rademacher c: |S| is 1/4 or 3/4, the grid's points 1 and 3.
    const grid = gridOf(model, 0.25, 3, [0.75]);
    const average = [1, 3].flatMap((i) => [1, 3].map((j) => grid.at(i, j, 0)));
    const slope = average.reduce((sum, [own, partner]) => sum + (own + partner / 2) / 4, 0);
    // The derivative by c from lambda itself, by differences of a billionth on 30 digits.
    const [below, above] = ["0.749999999", "0.750000001"].map((c) =>
      preciseVariance([0.25, 0.75], big("2"), big(c), toFixed(big("1/2"))),
    );
    expect(Math.abs(slope - toNumber(above! - below!) / 2e-9)).toBeLessThan(Math.max(...grid.errors));
    expect(Math.max(...grid.errors)).toBeLessThan(1e-8);
  });

  it("bounds second differences of the kernel, by signal and by covariance", () => {
    const covariances = Array.from({ length: 41 }, (_, k) => k * 0.025);
    const grid = gridOf(model, 1 / 16, 40, covariances);
    const bends = { signal: [0, 0], covariance: [0, 0] };
    for (let i = 1; i < 40; i++) {
      for (let j = 0; j <= 40; j += 8) {
        for (let k = 1; k < 40; k += 3) {
          const centre = grid.at(i, j, k);
          for (const part of [0, 1] as const) {
            const bend = (a: readonly number[], b: readonly number[], step: number): number =>
              Math.abs(a[part]! + b[part]! - 2 * centre[part]) / step ** 2;
            const bySignal = bend(grid.at(i - 1, j, k), grid.at(i + 1, j, k), 1 / 16);
            const byCovariance = bend(grid.at(i, j, k - 1), grid.at(i, j, k + 1), 0.025);
            bends.signal[part] = Math.max(bends.signal[part]!, bySignal);
            bends.covariance[part] = Math.max(bends.covariance[part]!, byCovariance);
          }
        }
      }
    }
    for (const part of [0, 1] as const) {
      for (const direction of ["signal", "covariance"] as const) {
        expect(bends[direction][part]).toBeLessThanOrEqual(grid.curvature[direction][part] + 1e-4);
        expect(bends[direction][part]).toBeGreaterThan(grid.curvature[direction][part] / 100);
      }
    }
  });
});

describe("varianceAt", () => {
  it("encloses what 30 digits say of lambda", () => {
    const at = varianceAt(model);
    for (const [Q, rho] of [
      [["0", "0"], "-1"],
      [["1/4", "-5/8"], "-1/4"],
      [["0", "1"], "0"],
    ] as const) {
      const overlaps = Q.map((q) => Rational.parse(q));
      const { value, error } = at(overlaps, Rational.parse(rho));
      const [first, second] = overlaps.map((q) => q.toNumber());
      const expected = preciseVariance(
        [first! + second!, first! - second!],
        big("2"),
        big("1").plus(big(rho)),
        toFixed(big("1/2")),
      );
      expect(error).toBeLessThan(1e-8);
      expect(Math.abs(value - toNumber(expected) / 3)).toBeLessThan(error);
    }
  });
});
