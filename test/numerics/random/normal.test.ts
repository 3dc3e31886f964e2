import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../../numerics/random/random.ts";
import { buildZiggurat, LAYERS } from "../../../numerics/random/ziggurat.ts";
import { kolmogorovSmirnovBound, normalUpperTail, poissonTails } from "./reference.ts";

const COUNT = 10_000_000;
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
  it("has the moments of orders 1 to 8", () => {
    const sums = new Float64Array(9);
    for (const x of sample) {
      let power = 1;
      for (let k = 1; k <= 8; k++) sums[k]! += power *= x;
    }
    for (let k = 1; k <= 8; k++) {
      const deviation = Math.sqrt((moment(2 * k) - moment(k) ** 2) / COUNT);
      expect(Math.abs(sums[k]! / COUNT - moment(k)), `order ${k}`).toBeLessThan(6 * deviation);
    }
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
});

describe("ten million normals, in order", () => {
  const { tailStart } = buildZiggurat();
  let sorted: Float64Array;
  beforeAll(() => {
    sorted = sample.sort();
  });
  /** The number of values above x. */
  const above = (x: number): number => {
    let [low, high] = [0, COUNT];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! > x) high = middle;
      else low = middle + 1;
    }
    return COUNT - low;
  };

  it("have the tail probabilities to 5 sigma on either side", () => {
    for (const threshold of [0.1, 0.5, 1, 2, 3, tailStart, 4, 4.5, 5]) {
      const p = normalUpperTail(threshold);
      for (const [side, count] of [
        ["above", above(threshold)],
        ["below", COUNT - above(-threshold)],
      ] as const) {
        const label = `${count} ${side} ${threshold}, expected ${COUNT * p}`;
        if (COUNT * p > 1000) {
          const z = (count - COUNT * p) / Math.sqrt(COUNT * p * (1 - p));
          expect(Math.abs(z), label).toBeLessThan(6);
        } else {
          const { lower, upper } = poissonTails(count, COUNT * p);
          expect(Math.min(lower, upper), label).toBeGreaterThan(1e-6);
        }
      }
    }
  });

  // Kolmogorov's limit law exceeds 2.4 with probability 2 exp(-2 * 2.4^2) = 2e-5.
  it("follow the normal distribution (Kolmogorov-Smirnov)", () => {
    expect(kolmogorovSmirnovBound(sorted, (x) => normalUpperTail(-x), 32)).toBeLessThan(2.4);
  });

  it("follow it beyond the last layer as well, where another method draws them", () => {
    const tail = sorted.subarray(COUNT - above(tailStart));
    const whole = normalUpperTail(tailStart);
    expect(tail.length).toBeGreaterThan(1000);
    expect(kolmogorovSmirnovBound(tail, (x) => 1 - normalUpperTail(x) / whole, 1)).toBeLessThan(2.4);
  });
});
