import { describe, expect, it } from "vitest";
import { logRemainder } from "../../../numerics/random/gamma.ts";
import { Random } from "../../../numerics/random/random.ts";
import { Xoshiro128 } from "../../../numerics/random/xoshiro.ts";
import { gammaCdf, kolmogorovSmirnov, normalUpperTail } from "./reference.ts";

function draw(count: number, next: () => number): Float64Array {
  return new Float64Array(count).map(next);
}

describe("Random.chiSquared", () => {
  it.each([0.5, 1, 3, 1000, 1e6, 1e12])("has mean, variance and third moment for %d degrees", (degrees) => {
    const count = 400_000;
    const random = new Random(77);
    // The cumulants of the standardised variate are (2/k)^(r/2-1) (r-1)! for r >= 2.
    const q = 2 / degrees;
    const [k3, k4, k6] = [2 * q ** 0.5, 6 * q, 120 * q ** 2] as const;
    const m4 = 3 + k4;
    const m6 = k6 + 15 * k4 + 10 * k3 * k3 + 15;
    const sums = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      const z = (random.chiSquared(degrees) - degrees) / Math.sqrt(2 * degrees);
      sums[0]! += z;
      sums[1]! += z * z;
      sums[2]! += z ** 3;
    }
    const standardScore = (power: number, mean: number, square: number): number =>
      (sums[power - 1]! / count - mean) / Math.sqrt((square - mean * mean) / count);
    expect(Math.abs(standardScore(1, 0, 1))).toBeLessThan(6);
    expect(Math.abs(standardScore(2, 1, m4))).toBeLessThan(6);
    expect(Math.abs(standardScore(3, k3, m6))).toBeLessThan(6);
  });

  it.each([0.02, 0.1, 0.5, 1, 2, 3, 30, 1000])("follows its distribution for %d degrees", (degrees) => {
    const random = new Random(5);
    const sample = draw(100_000, () => random.chiSquared(degrees));
    expect(kolmogorovSmirnov(sample, (x) => gammaCdf(degrees / 2, x / 2))).toBeLessThan(2.2);
  });

  it("tends to the normal law when the degrees are many", () => {
    const random = new Random(6);
    const degrees = 1e12;
    const sample = draw(200_000, () => (random.chiSquared(degrees) - degrees) / Math.sqrt(2 * degrees));
    expect(kolmogorovSmirnov(sample, (x) => normalUpperTail(-x))).toBeLessThan(2.2);
  });

  it("is the point mass 0 for 0 degrees and refuses negative ones", () => {
    expect(new Random(1).chiSquared(0)).toBe(0);
    expect(() => new Random(1).chiSquared(-1)).toThrow(RangeError);
    expect(() => new Random(1).gamma(0)).toThrow(RangeError);
    expect(() => new Random(1).gamma(Number.NaN)).toThrow(RangeError);
  });
});

describe("logRemainder", () => {
  it("satisfies R(a) + R(b) = R(a + b + ab) + the polynomial part, on both of its branches", () => {
    // log((1 + a)(1 + b)) is additive, so the remainders differ by polynomials that are known exactly.
    const polynomial = (e: number): number => e - e ** 2 / 2 + e ** 3 / 3;
    for (const [a, b] of [
      [0.04, 0.03],
      [0.3, 0.02],
      [-0.04, -0.03],
      [0.04, -0.2],
    ] as const) {
      const both = a + b + a * b;
      const defect = polynomial(both) - polynomial(a) - polynomial(b);
      expect(Math.abs(logRemainder(a) + logRemainder(b) - logRemainder(both) - defect)).toBeLessThan(1e-16);
    }
  });

  it("tends to -e^4/4 + e^5/5", () => {
    for (const e of [1e-7, -1e-7, 1e-3]) {
      expect(Math.abs(logRemainder(e) / (-(e ** 4) / 4 + e ** 5 / 5 - e ** 6 / 6) - 1)).toBeLessThan(1e-8);
    }
  });
});

describe("Random.sign and uniform", () => {
  it("are balanced", () => {
    const random = new Random(8);
    const count = 1_000_000;
    let signs = 0;
    let uniforms = 0;
    for (let i = 0; i < count; i++) {
      signs += random.sign();
      uniforms += random.uniform() - 0.5;
    }
    expect(Math.abs(signs) / Math.sqrt(count)).toBeLessThan(6);
    expect(Math.abs(uniforms) / Math.sqrt(count / 12)).toBeLessThan(6);
  });
});

describe("Random.stream", () => {
  it("is the seeded generator jumped index times, in whatever order the streams are asked for", () => {
    const jumped = new Xoshiro128(42);
    const expected: number[] = [];
    for (let index = 0; index < 6; index++) {
      expected.push(jumped.clone().uniform());
      jumped.jump();
    }
    for (const index of [0, 1, 2, 5, 3, 3, 0, 4]) {
      expect(Random.stream(42, index).uniform()).toBe(expected[index]);
    }
    expect(() => Random.stream(42, -1)).toThrow(RangeError);
  });

  it("gives streams without correlation, of values, squares and lags", () => {
    const count = 300_000;
    const streams = [0, 1, 2, 3, 100].map((index) => {
      const values = new Float64Array(count);
      Random.stream(11, index).fillNormal(values);
      return values;
    });
    for (const [i, a] of streams.entries()) {
      for (const b of streams.slice(i + 1)) {
        let [product, squares, lagged] = [0, 0, 0];
        for (let t = 1; t < count; t++) {
          product += a[t]! * b[t]!;
          squares += (a[t]! ** 2 - 1) * (b[t]! ** 2 - 1);
          lagged += a[t]! * b[t - 1]!;
        }
        expect(Math.abs(product) / Math.sqrt(count)).toBeLessThan(6);
        expect(Math.abs(squares) / Math.sqrt(4 * count)).toBeLessThan(6);
        expect(Math.abs(lagged) / Math.sqrt(count)).toBeLessThan(6);
      }
    }
  });

  it("repeats itself: the same seed and stream give the same bytes", () => {
    const bytes = (seed: number): Uint8Array => {
      const values = new Float64Array(1000);
      const random = Random.stream(seed, 2);
      random.fillNormal(values, 0, 500);
      for (let i = 500; i < 1000; i++) values[i] = random.chiSquared(i / 10);
      return new Uint8Array(values.buffer);
    };
    expect(bytes(123)).toEqual(bytes(123));
    expect(bytes(123)).not.toEqual(bytes(124));
  });
});
