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
import { big, preciseMeans, toNumber } from "./precise-means.ts";

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

const whole = derivatives.map((f) => f.map((x) => x.toNumber()));
const exactMeans = (signal: number, v: Rational, covariance: Rational): number[][] =>
  preciseMeans(whole, signal, big(`${v}`), big(`${covariance}`)).map((row) => row.map(toNumber));

describe("ViewMeans", () => {
  const pairs = derivatives.flatMap((_, f) => derivatives.slice(0, f + 1).map((_, g) => [f, g] as const));
  it.each(["1/20", "6/5", "4"])("encloses what 30 digits say (v = %s)", (text) => {
    const random = Random.stream(7, 1);
    const v = Rational.parse(text);
    const means = new ViewMeans(derivatives, v);
    for (let run = 0; run < 2; run++) {
      const signal = 4 * random.uniform() - 2;
      const covariance = v.multiply(Rational.of(Math.round(1900 * random.uniform() - 950), 1000));
      const expected = exactMeans(signal, v, covariance);
      const at = means.at(signal);
      for (const [f, g] of pairs) {
        const { value, error } = means.mean(at, f, g, covariance.toNumber());
        expect(error).toBeLessThan(1e-6);
        expect(Math.abs(value - expected[f]![g]!)).toBeLessThan(error);
      }
    }
  });

  it("bounds what is cut off from the series: a covariance close to v needs it", () => {
    const means = new ViewMeans(derivatives, Rational.of(4));
    const at = means.at(0.5);
    const [near, far] = [3.999, 1].map((covariance) => means.mean(at, 3, 3, covariance));
    const expected = exactMeans(0.5, Rational.of(4), Rational.parse("3.999"))[3]![3]!;
    expect(Math.abs(near!.value - expected)).toBeGreaterThan(far!.error * 10);
    expect(Math.abs(near!.value - expected)).toBeLessThan(near!.error);
  });
});
