import { describe, expect, it } from "vitest";
import { characteristicMoments, momentParts } from "../../../numerics/quadrature/characteristic-moments.ts";
import { fourierTransform } from "../../../numerics/quadrature/fourier.ts";
import { compositeGaussLegendre } from "../../../numerics/quadrature/gauss-legendre.ts";
import { pointwise } from "../../../numerics/quadrature/signal-functions.ts";
import { signalSeries } from "../../../numerics/quadrature/signal-series.ts";
import { signalTails } from "../../../numerics/quadrature/signal-tails.ts";
import { tiltedMoments } from "../../../numerics/quadrature/tilted-moments.ts";
import { ConvergenceError } from "../../../theory/errors.ts";
import type { Measure } from "../../../theory/laws/law.ts";
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
/** Signals of which nothing is known but where they lie. */
const within = (radius: number) => ({ radius, bounds: [] });
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
    const series = signalSeries(pointwise(functions, 3), 3, within(9), 1);
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
    expect(() => signalSeries(kinked, 1, within(3), 1)).toThrow(ConvergenceError);
  });

  it("refuses growth that would drown the middle in rounding errors", () => {
    const steep = pointwise((x, out) => void (out[0] = x ** 12), 1);
    expect(() => signalSeries(steep, 1, within(9), 1)).toThrow(ConvergenceError);
  });
});

describe("means through a series", () => {
  const sech = (x: number): number => 1 / Math.cosh(x);
  // The same limit on both sides, of which the period need not keep the two apart; and all else.
  const kinds = {
    "that decay": (x: number, out: Float64Array): void => {
      out[0] = sech(x - 0.4) ** 2;
      out[1] = Math.tanh(x) ** 2;
      out[2] = x * sech(x) ** 2;
    },
    "of other limits and growth": (x: number, out: Float64Array): void => {
      out[0] = Math.tanh(x + 0.4);
      out[1] = Math.log(1 + Math.exp(x)) * Math.tanh(x);
      out[2] = sech(x - 1);
    },
  };
  const densities = ["laplace", "gaussian", "uniform"].map((law) => ({ law, variance: 1 }));
  it.each(
    Object.entries(kinds).flatMap(([kind, functions]) =>
      densities.map(({ law }) => ({ kind, functions, law })),
    ),
  )("of functions $kind over the $law law are those over its density", ({ functions, law: name }) => {
    const [law] = lawsOf({ law: name, variance: 1 });
    const { frequency, modes, coefficients } = signalSeries(
      pointwise(functions, 3),
      3,
      signalTails([law!]),
      1,
    );
    const moments = tiltedMoments(law!, true, 0);
    const [re, im] = [new Float64Array(1), new Float64Array(1)];
    const sums = [0, 0, 0];
    for (let k = 0; k < modes; k++) {
      moments.evaluate(k * frequency, re, im);
      for (let f = 0; f < 3; f++) {
        const at = (k * 3 + f) * 2;
        sums[f]! += coefficients[at]! * re[0]! + coefficients[at + 1]! * im[0]!;
      }
    }
    const { density, panels } = law!.measure as Measure & { kind: "density" };
    const { nodes, weights } = compositeGaussLegendre(panels, 60);
    const values = new Float64Array(3);
    const means = [0, 0, 0];
    for (let j = 0; j < nodes.length; j++) {
      functions(nodes[j]!, values);
      for (let f = 0; f < 3; f++) means[f]! += weights[j]! * density(nodes[j]!) * values[f]!;
    }
    for (let f = 0; f < 3; f++) expect(Math.abs(sums[f]! - means[f]!)).toBeLessThan(1e-13);
  });

  it("have a period shorter than the signals' range where functions decay", () => {
    const tails = signalTails(lawsOf(densities[0]!));
    const { frequency } = signalSeries(pointwise(kinds["that decay"], 3), 3, tails, 1);
    expect((2 * Math.PI) / frequency).toBeLessThan(1.5 * tails.radius);
  });
});

describe("the tails of the signal", () => {
  it("is the support where that is small, and a few deviations of a Gaussian", () => {
    expect(signalTails(lawsOf({ law: "rademacher", variance: 4 })).radius).toBeCloseTo(2, 12);
    const [one, many] = [1, 8].map(
      (d) => signalTails(lawsOf(...Array(d).fill({ law: "gaussian", variance: 1 }))).radius,
    );
    expect(one).toBeCloseTo(Math.sqrt(2 * 37), 1);
    expect(many).toBeCloseTo(one!, 10);
  });

  it("leaves out no mass of a heavy tail", () => {
    const { radius } = signalTails(lawsOf({ law: "laplace", variance: 1 }));
    expect(Math.exp(-radius * Math.SQRT2)).toBeLessThan(1e-16);
  });

  it("follows the mean of a law", () => {
    const far = { law: "atoms", values: [99, 101], weights: ["1/2", "1/2"] };
    expect(signalTails(lawsOf(far)).radius).toBeGreaterThanOrEqual(101);
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
