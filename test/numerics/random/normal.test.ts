import { describe, expect, it } from "vitest";
import { Random } from "../../../numerics/random/random.ts";
import { buildZiggurat, LAYERS } from "../../../numerics/random/ziggurat.ts";
import { kolmogorovSmirnov, normalUpperTail } from "./reference.ts";

const COUNT = 4_000_000;
const sample = new Float64Array(COUNT);
new Random(20240601).fillNormal(sample);

/** E Z^k of a standard normal. */
const moment = (k: number): number => {
  if (k % 2 === 1) return 0;
  let product = 1;
  for (let j = k - 1; j > 1; j -= 2) product *= j;
  return product;
};

describe("ziggurat tables", () => {
  it("cut the density into layers of equal area that close at the mode", () => {
    const { edges, heights, tailStart } = buildZiggurat();
    const base = tailStart * heights[1]! + normalUpperTail(tailStart) * Math.sqrt(2 * Math.PI);
    expect(heights[1]! * edges[0]!).toBeCloseTo(base, 14);
    for (let i = 1; i < LAYERS; i++) {
      expect(Math.abs((edges[i]! * (heights[i + 1]! - heights[i]!)) / base - 1)).toBeLessThan(1e-11);
    }
    expect(heights[LAYERS]).toBe(1);
  });
});

describe("Random.normal", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("has the moment of order %i", (k) => {
    let sum = 0;
    for (const x of sample) sum += x ** k;
    const deviation = Math.sqrt((moment(2 * k) - moment(k) ** 2) / COUNT);
    expect(Math.abs(sum / COUNT - moment(k))).toBeLessThan(6 * deviation);
  });

  it("has the tail probabilities to 5 sigma on either side", () => {
    const { tailStart } = buildZiggurat();
    for (const threshold of [0.1, 0.5, 1, 2, 3, tailStart, 4, 4.5, 5]) {
      const p = normalUpperTail(threshold);
      for (const side of [1, -1]) {
        let count = 0;
        for (const x of sample) if (side * x > threshold) count++;
        const z = (count - COUNT * p) / Math.sqrt(COUNT * p * (1 - p));
        expect(Math.abs(z), `P(${side} Z > ${threshold})`).toBeLessThan(6);
      }
    }
  });

  it("follows the normal distribution (Kolmogorov-Smirnov, one million)", () => {
    // The limit law exceeds 2.2 with probability 2 exp(-2 * 2.2^2) = 1.2e-4.
    expect(kolmogorovSmirnov(sample.subarray(0, 1_000_000), (x) => normalUpperTail(-x))).toBeLessThan(2.2);
  });

  it("draws in fillNormal what repeated normal() draws, and nothing outside the bounds", () => {
    const filled = new Float64Array(20_000).fill(7);
    const random = new Random(3);
    random.fillNormal(filled, 0, 12_345);
    random.fillNormal(filled, 12_345, 19_999);
    const single = new Random(3);
    for (let i = 0; i < 19_999; i++) if (filled[i] !== single.normal()) expect.fail(`entry ${i} differs`);
    expect(filled[19_999]).toBe(7);
    expect(random.uniform()).toBe(single.uniform());
    expect(() => random.fillNormal(filled, 0, 20_001)).toThrow(RangeError);
  });

  it("has no serial correlation at lags 1, 2 and 3, nor between squares", () => {
    for (const lag of [1, 2, 3]) {
      let linear = 0;
      let quadratic = 0;
      for (let i = lag; i < COUNT; i++) {
        const a = sample[i]!;
        const b = sample[i - lag]!;
        linear += a * b;
        quadratic += (a * a - 1) * (b * b - 1);
      }
      expect(Math.abs(linear) / Math.sqrt(COUNT)).toBeLessThan(6);
      expect(Math.abs(quadratic) / Math.sqrt(4 * COUNT)).toBeLessThan(6);
    }
  });
});
