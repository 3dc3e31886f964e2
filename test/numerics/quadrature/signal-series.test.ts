import { describe, expect, it } from "vitest";
import { characteristicMoments, momentParts } from "../../../numerics/quadrature/characteristic-moments.ts";
import { fourierTransform } from "../../../numerics/quadrature/fourier.ts";
import { pointwise } from "../../../numerics/quadrature/signal-functions.ts";
import { signalRange } from "../../../numerics/quadrature/signal-range.ts";
import { signalSeries } from "../../../numerics/quadrature/signal-series.ts";
import { tiltedMoments } from "../../../numerics/quadrature/tilted-moments.ts";
import { ConvergenceError } from "../../../theory/errors.ts";
import { parseModel } from "../../../theory/model.ts";

const lawsOf = (...features: object[]) => parseModel({ ...plain, features }).features;
const plain = {
  background: { variance: 1 },
  augmentation: { variance: "1/5", correlation: 0 },
  activation: "tanh",
  loss: "covariance",
  batch: 10,
  learningRate: "1/2",
  regularizer: { kind: "none" },
  constraint: "sphere",
};
const skewed = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };

describe("the Fourier transform", () => {
  it("is its definition", () => {
    const n = 16;
    const re = Float64Array.from({ length: n }, (_, j) => Math.sin(3 * j + 1) + j / 7);
    const im = Float64Array.from({ length: n }, (_, j) => Math.cos(j * j));
    const expected = Array.from({ length: n }, (_, k) => {
      let [a, b] = [0, 0];
      for (let j = 0; j < n; j++) {
        const [c, s] = [Math.cos((2 * Math.PI * j * k) / n), Math.sin((2 * Math.PI * j * k) / n)];
        a += re[j]! * c - im[j]! * s;
        b += re[j]! * s + im[j]! * c;
      }
      return [a, b] as const;
    });
    fourierTransform(re, im);
    for (const [k, [a, b]] of expected.entries()) {
      expect(re[k]!).toBeCloseTo(a, 12);
      expect(im[k]!).toBeCloseTo(b, 12);
    }
  });

  it("refuses a length that is no power of two", () => {
    expect(() => fourierTransform(new Float64Array(12), new Float64Array(12))).toThrow(RangeError);
  });
});

describe("a signal's series", () => {
  // Different limits at the two ends, growth, and neither parity.
  const functions = (x: number, out: Float64Array): void => {
    out[0] = Math.tanh(x + 0.4);
    out[1] = Math.log(1 + Math.exp(x)) * Math.tanh(x);
    out[2] = 1 / Math.cosh(x - 1);
  };

  it("keeps functions of any limits on its interval", () => {
    const series = signalSeries(pointwise(functions, 3), 3, 9, 1);
    expect(series.error).toBeLessThan(1e-11);
    const [exact, out] = [new Float64Array(3), new Float64Array(3)];
    for (let x = -9; x <= 9; x += 0.173) {
      functions(x, exact);
      series.evaluate(x, out, 3);
      for (let f = 0; f < 3; f++) expect(Math.abs(out[f]! - exact[f]!)).toBeLessThan(1e-11);
    }
  });

  it("refuses a kink", () => {
    const kinked = pointwise((x, out) => void (out[0] = Math.abs(x)), 1);
    expect(() => signalSeries(kinked, 1, 3, 1)).toThrow(ConvergenceError);
  });

  it("refuses growth that would drown the middle in rounding errors", () => {
    const steep = pointwise((x, out) => void (out[0] = x ** 12), 1);
    expect(() => signalSeries(steep, 1, 9, 1)).toThrow(ConvergenceError);
  });
});

describe("the range of the signal", () => {
  it("is the support where that is small, and a few deviations of a Gaussian", () => {
    expect(signalRange(lawsOf({ law: "rademacher", variance: 4 }))).toBeCloseTo(2, 12);
    const [one, many] = [1, 8].map((d) =>
      signalRange(lawsOf(...Array(d).fill({ law: "gaussian", variance: 1 }))),
    );
    expect(one).toBeCloseTo(Math.sqrt(2 * 39), 1);
    expect(many).toBeCloseTo(one!, 10);
  });

  it("leaves out no mass of a heavy tail", () => {
    const radius = signalRange(lawsOf({ law: "laplace", variance: 1 }));
    expect(Math.exp(-radius * Math.SQRT2)).toBeLessThan(1e-16);
  });

  it("follows the mean of a law", () => {
    const far = { law: "atoms", values: [99, 101], weights: ["1/2", "1/2"] };
    expect(signalRange(lawsOf(far))).toBeGreaterThanOrEqual(101);
  });
});

describe("tabulated characteristic moments", () => {
  it.each([
    { law: "gaussian", variance: 1.2 },
    { law: "uniform", variance: 2 },
    { law: "laplace", variance: 1 },
    skewed,
  ])("are the moments themselves (%o)", (entry) => {
    const [law] = lawsOf(entry);
    const parts = momentParts(law!, 2);
    const table = characteristicMoments(law!, parts, 12);
    const moments = tiltedMoments(law!, true, 2);
    const [re, im] = [new Float64Array(3), new Float64Array(3)];
    const [step, points] = [0.377, 32];
    const out = new Float64Array(parts.length * points);
    table.evaluateGrid(step, points, out);
    for (let i = 0; i < points; i++) {
      moments.evaluate(i * step, re, im);
      const exact = new Map(parts.map((part, p) => [part, out[p * points + i]!]));
      for (const [{ exponent, imaginary }, value] of exact) {
        expect(Math.abs(value - (imaginary ? im : re)[exponent]!)).toBeLessThan(3e-12);
      }
      // What has no part of its own is zero.
      for (let j = 0; j < 3; j++) {
        for (const imaginary of [false, true]) {
          if (parts.some((part) => part.exponent === j && part.imaginary === imaginary)) continue;
          expect(Math.abs((imaginary ? im : re)[j]!)).toBeLessThan(3e-12);
        }
      }
    }
  });
});
