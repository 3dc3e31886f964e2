import { describe, expect, it } from "vitest";
import { Random } from "../../numerics/random/random.ts";
import { fittedExponent, logMean, logsOfOneSpread, logVariance } from "../../proofs-check/power-law.ts";

describe("power laws in N", () => {
  const dimensions = [50, 200, 1000, 5000];

  it("of exact powers have the exponent, whatever the errors", () => {
    const points = dimensions.map((dimension, i) => ({
      dimension,
      log: {
        mean: 2 - 1.5 * Math.log(dimension),
        standardError: 0.1 * (i + 1),
        degreesOfFreedom: 9,
        size: 10,
      },
    }));
    expect(fittedExponent(points).mean).toBeCloseTo(-1.5, 12);
  });

  it("of noisy ones have it within the stated error, which is that of repeated fits", () => {
    const random = Random.stream(7, 0);
    const normals = (count: number, scale: number): number[] =>
      Array.from({ length: count }, () => scale * random.normal());
    const fits = Array.from({ length: 400 }, () =>
      fittedExponent(dimensions.map((N) => logVariance(N, normals(200, N ** -0.5)))),
    );
    const scores = fits.map(({ mean, standardError }) => (mean + 1) / standardError);
    const squares = scores.reduce((sum, z) => sum + z * z, 0) / scores.length;
    // A mean of 400 squares has standard deviation 0.07.
    expect(Math.abs(squares - 1)).toBeLessThan(0.35);
    expect(Math.max(...scores.map(Math.abs))).toBeLessThan(4.5);
  });

  it("of values of one shape have it within the stated error, single values at a dimension included", () => {
    const random = Random.stream(8, 0);
    const counts = [40, 10, 2, 1];
    const measure = () =>
      dimensions.map((dimension, i) => ({
        dimension,
        values: Array.from(
          { length: counts[i]! },
          () => 3 * dimension ** -0.5 * Math.exp(0.3 * random.normal()),
        ),
      }));
    const fits = Array.from({ length: 400 }, () => fittedExponent(logsOfOneSpread(measure())));
    expect(new Set(fits.map(({ degreesOfFreedom }) => degreesOfFreedom))).toEqual(new Set([39 + 9 + 1]));
    const squares =
      fits.reduce((sum, { mean, standardError }) => sum + ((mean + 0.5) / standardError) ** 2, 0) / 400;
    // A squared Student variate of 49 degrees has mean 49/47; a mean of 400 has standard deviation 0.08.
    expect(Math.abs(squares - 49 / 47)).toBeLessThan(0.35);
  });

  it("take a mean's size, not its sign", () => {
    const [below, above] = [-1, 1].map((sign) => logMean(10, [2 * sign, 2.2 * sign]).log.mean);
    expect(below).toBe(above);
  });
});
