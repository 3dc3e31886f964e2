import { describe, expect, it } from "vitest";
import { Random } from "../../../numerics/random/random.ts";
import {
  horner,
  sizeWithin,
  slopeOf,
  strip,
  supremum,
} from "../../../proofs-check/enclosures/tanh-polynomial.ts";
import { ViewMeans } from "../../../proofs-check/enclosures/view-means.ts";
import { tanh } from "../../../theory/activations/tanh.ts";
import { type Coefficients, coefficientsOf } from "../../../theory/expressions/sturm.ts";
import { Rational } from "../../../theory/rational.ts";

const derivatives = [0, 1, 2, 3].map(
  (order): Coefficients => coefficientsOf(tanh.ring!.derivative(order), "t"),
);

describe("polynomials in tanh", () => {
  it("are differentiated as the activation's ring does it", () => {
    for (const [order, f] of derivatives.slice(0, -1).entries()) {
      const slope = slopeOf(f).map(String);
      expect(slope).toEqual(derivatives[order + 1]!.map(String));
    }
  });

  it("stay below their supremum, closely", () => {
    for (const f of derivatives) {
      const numbers = f.map((x) => x.toNumber());
      const largest = Math.max(
        ...Array.from({ length: 20001 }, (_, i) => Math.abs(horner(numbers, i / 10000 - 1))),
      );
      expect(supremum(f)).toBeGreaterThanOrEqual(largest);
      expect(supremum(f)).toBeLessThan(largest * 1.001);
    }
  });

  it("stay below their bound in the strip", () => {
    // tanh(x + iy) = (sinh 2x + i sin 2y) / (cosh 2x + cos 2y); the maximum of |p| is on the strip's edge.
    for (const f of derivatives) {
      for (let x = 0; x < 3; x += 0.01) {
        const below = Math.cosh(2 * x) + Math.cos(2 * strip.width);
        const t = [Math.sinh(2 * x) / below, Math.sin(2 * strip.width) / below] as const;
        const [real, imaginary] = f.reduceRight(
          ([a, b], coefficient) =>
            [a * t[0] - b * t[1] + coefficient.toNumber(), a * t[1] + b * t[0]] as const,
          [0, 0] as readonly [number, number],
        );
        expect(Math.hypot(real, imaginary)).toBeLessThanOrEqual(sizeWithin(f, strip.bound));
      }
    }
  });
});

/** E f(S + n) g(S + n') on a fine grid of n and of n' given n. */
function gridMeans(signal: number, variance: number, covariance: number): number[][] {
  const step = 0.05;
  const nodes = Array.from({ length: 361 }, (_, i) => (i - 180) * step);
  const weights = nodes.map((z) => (step * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI));
  const numbers = derivatives.map((f) => f.map((x) => x.toNumber()));
  const [width, slope] = [Math.sqrt(variance), covariance / Math.sqrt(variance)];
  const rest = Math.sqrt(variance - slope ** 2);
  const sums = derivatives.map(() => derivatives.map(() => 0));
  for (const [i, z] of nodes.entries()) {
    const given = derivatives.map(() => 0);
    for (const [j, own] of nodes.entries()) {
      const t = Math.tanh(signal + slope * z + rest * own);
      for (const [g, p] of numbers.entries()) given[g]! += weights[j]! * horner(p, t);
    }
    const t = Math.tanh(signal + width * z);
    for (const [f, p] of numbers.entries())
      for (const [g, value] of given.entries()) sums[f]![g]! += weights[i]! * horner(p, t) * value;
  }
  return sums;
}

describe("ViewMeans", () => {
  const pairs = derivatives.flatMap((_, f) => derivatives.slice(0, f + 1).map((_, g) => [f, g] as const));
  it.each(["1/20", "6/5", "4"])("encloses what quadrature finds (v = %s)", (text) => {
    const random = Random.stream(7, 1);
    const variance = Rational.parse(text);
    const v = variance.toNumber();
    const means = new ViewMeans(derivatives, variance);
    for (let run = 0; run < 6; run++) {
      const signal = 4 * random.uniform() - 2;
      const covariance = v * (1.9 * random.uniform() - 0.95);
      const expected = gridMeans(signal, v, covariance);
      const at = means.at(signal);
      for (const [f, g] of pairs) {
        const { value, error } = means.mean(at, f, g, covariance);
        expect(error).toBeLessThan(1e-6);
        expect(Math.abs(value - expected[f]![g]!)).toBeLessThan(error + 1e-12);
      }
    }
  });

  it("bounds what is cut off from the series: a covariance close to v needs it", () => {
    const means = new ViewMeans(derivatives, Rational.of(4));
    const at = means.at(0.5);
    const [near, far] = [3.999, 1].map((covariance) => means.mean(at, 3, 3, covariance));
    const expected = gridMeans(0.5, 4, 3.999)[3]![3]!;
    expect(Math.abs(near!.value - expected)).toBeGreaterThan(far!.error * 10);
    expect(Math.abs(near!.value - expected)).toBeLessThan(near!.error);
  });
});
