import { describe, expect, it } from "vitest";
import { normalDistribution } from "../../../numerics/quadrature/normal-distribution.ts";
import { truncatedMoment } from "../../../numerics/quadrature/truncated-moment.ts";
import { mathjs } from "../../../theory/mathjs.ts";
import { integral } from "../support/legendre.ts";

const grid = [-2.3, -0.4, 0, 0.7, 3.1];

describe("the truncated Gaussian moment", () => {
  it.each([0, 1, 2, 3, 5, 8])("of order %i is its integral", (n) => {
    const factorial = [1, 1, 2, 6, 24, 120, 720, 5040, 40320][n]!;
    for (const t of grid) {
      for (const b of [0.3, 1.7]) {
        const density = (e: number): number => Math.exp((-e * e) / 2) / Math.sqrt(2 * Math.PI);
        // Over e > -t/b, where the argument is positive.
        const from = Math.max(-9, -t / b);
        const panels = Array.from({ length: 13 }, (_, k) => from + ((Math.max(from, 0) + 9 - from) * k) / 12);
        const expected = integral((e) => ((t + b * e) ** n / factorial) * density(e), panels);
        const actual = truncatedMoment(n, t, b);
        expect(Math.abs(actual - expected), `t = ${t}, b = ${b}`).toBeLessThan(1e-12 * Math.max(1, expected));
      }
    }
  });

  it.each([4, 3, 2, 1, 0, -1, -2, -3])("of order %i has that of one less for its derivative", (n) => {
    for (const t of grid) {
      for (const b of [0.6, 1.4]) {
        const central = (h: number): number =>
          (truncatedMoment(n, t + h, b) - truncatedMoment(n, t - h, b)) / (2 * h);
        const slope = (4 * central(5e-4) - central(1e-3)) / 3;
        expect(Math.abs(slope - truncatedMoment(n - 1, t, b)), `t = ${t}, b = ${b}`).toBeLessThan(1e-8);
      }
    }
  });

  it("without noise is the function itself, half a step on its jump", () => {
    expect([truncatedMoment(2, 3, 0), truncatedMoment(2, -3, 0), truncatedMoment(1, 3, 0)]).toEqual([
      4.5, 0, 3,
    ]);
    expect([-1, 0, 1].map((t) => truncatedMoment(0, t, 0))).toEqual([0, 0.5, 1]);
  });
});

describe("the normal distribution", () => {
  it("is another library's error function", () => {
    for (let z = -9; z < 9; z += 0.01) {
      const expected = 0.5 * (1 + mathjs().erf(z / Math.SQRT2));
      expect(Math.abs(normalDistribution(z) - expected), `z = ${z}`).toBeLessThan(1e-15);
    }
    expect([-40, 0, 40, Number.NaN].map(normalDistribution)).toEqual([0, 0.5, 1, Number.NaN]);
  });
});
