import { expect, it } from "vitest";
import { Random } from "../../numerics/random/random.ts";
import { studentTail } from "../../proofs-check/distributions.ts";
import { sampleOf } from "../../proofs-check/statistics.ts";
import {
  fewValuesInflation,
  skewness,
  tailInflation,
  uniformityPValue,
} from "../../proofs-check/uniformity.ts";
import { integral } from "../numerics/support/legendre.ts";

const uniforms = (n: number, random: Random): number[] => Array.from({ length: n }, () => random.uniform());

it("is itself uniform on uniform numbers, and small on others", () => {
  const random = new Random(8);
  const pValues = Array.from({ length: 400 }, () => uniformityPValue(uniforms(400, random)));
  expect(uniformityPValue(pValues)).toBeGreaterThan(1e-3);
  expect(pValues.filter((p) => p < 0.1).length).toBeGreaterThan(15);
  expect(pValues.filter((p) => p < 0.1).length).toBeLessThan(70);
  expect(uniformityPValue(uniforms(2000, random).map((u) => u ** 1.3))).toBeLessThan(1e-6);
});

it("has the tabulated critical values, from both of its series", () => {
  // Points i/n - shift have distance shift + 0 at n values: sqrt n D = x exactly for a shift of x/sqrt n.
  const at = (x: number): number => {
    const n = 10_000;
    return uniformityPValue(Array.from({ length: n }, (_, i) => (i + 1) / n - x / Math.sqrt(n)));
  };
  expect(at(1.2238)).toBeCloseTo(0.1, 4);
  expect(at(1.3581)).toBeCloseTo(0.05, 4);
  expect(at(1.6276)).toBeCloseTo(0.01, 4);
  expect(at(0.8276)).toBeCloseTo(0.5, 3);
  expect(Math.abs(at(0.99999) - at(1.00001))).toBeLessThan(1e-4);
});

it("skewness is 2 for the exponential law, and 0 for a symmetric one", () => {
  const random = new Random(9);
  expect(skewness(uniforms(200_000, random).map((u) => -Math.log(1 - u)))).toBeCloseTo(2, 1);
  expect(skewness([-2, -1, 0, 1, 2])).toBeCloseTo(0, 12);
});

it("the heavier tail of a t statistic grows as skewness says", () => {
  // Means of exponentials: the lower tail of t is the heavier one.
  const random = new Random(10);
  const [n, z, trials] = [100, 2.5, 20_000];
  let beyond = 0;
  for (let k = 0; k < trials; k++) {
    const { mean, standardError } = sampleOf(uniforms(n, random).map((u) => -Math.log(1 - u)));
    if ((mean - 1) / standardError < -z) beyond++;
  }
  const ratio = beyond / trials / studentTail(z, n - 1);
  expect(ratio).toBeGreaterThan(1.5);
  expect(Math.abs(Math.log(ratio / tailInflation(2, n, z)))).toBeLessThan(0.5);
});

it("of few values it does so as their density says", () => {
  // Hotelling's ratio of the integrals of u^(n-1) f(-u)^n, for a standardized gamma law against the normal one.
  const [n, shape] = [16, 1600];
  const gamma = (u: number): number => {
    const g = 1 - u / Math.sqrt(shape);
    return (shape - 1) * Math.log(g) + u * Math.sqrt(shape);
  };
  const normal = (u: number): number => (-u * u) / 2;
  const [above, below] = [gamma, normal].map((log) =>
    integral((u) => Math.exp((n - 1) * Math.log(u) + n * log(u)), [1e-9, 0.5, 1, 1.5, 2, 3, 4]),
  );
  // Stirling's correction to the gamma law's constant, exp(-1/(12 shape)) a value, is below the tolerance.
  expect(Math.abs(Math.log(above! / below! / fewValuesInflation(2 / Math.sqrt(shape), n)))).toBeLessThan(
    0.03,
  );
});
