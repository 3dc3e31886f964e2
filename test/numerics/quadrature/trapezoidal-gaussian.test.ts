import { describe, expect, it } from "vitest";
import {
  gaussianStep,
  referenceDeviation,
  trapezoidalGaussian,
} from "../../../numerics/quadrature/trapezoidal-gaussian.ts";

describe("the trapezoidal rule against a Gaussian", () => {
  it.each([0.05, 0.7, 3])("has its moments and its transform (deviation %f)", (sigma) => {
    const { nodes, weights } = trapezoidalGaussian(sigma, gaussianStep(sigma, Number.POSITIVE_INFINITY));
    const mean = (f: (x: number) => number): number =>
      nodes.reduce((sum, x, k) => sum + weights[k]! * f(x), 0);
    expect(mean(() => 1)).toBeCloseTo(1, 14);
    for (const [order, moment] of [
      [2, 1],
      [4, 3],
      [6, 15],
      [8, 105],
    ] as const)
      expect(mean((x) => (x / sigma) ** order)).toBeCloseTo(moment, 11);
    expect(mean((x) => Math.cos(x / sigma))).toBeCloseTo(Math.exp(-0.5), 13);
    expect(mean((x) => Math.exp(x / sigma))).toBeCloseTo(Math.exp(0.5), 13);
  });

  it("has nodes symmetric about zero, which the reflected views rely on", () => {
    const { nodes } = trapezoidalGaussian(1.3, 0.41);
    const middle = (nodes.length - 1) / 2;
    expect(nodes[middle]).toBe(0);
    for (let k = 0; k < nodes.length; k++) expect(nodes[k]! + nodes[nodes.length - 1 - k]!).toBe(0);
    expect(trapezoidalGaussian(0, 1)).toEqual({ nodes: Float64Array.of(0), weights: Float64Array.of(1) });
  });

  it.each([1, 2, 4, 8])(
    "resolves at every deviation the frequency %i that it resolves at the reference",
    (frequency) => {
      // The coarsest spacing at which cos is integrated to 1e-14 on the reference: the aliases lie 8 / 2 away.
      const spacing = (2 * Math.PI) / (frequency + 8.03 / referenceDeviation);
      for (const sigma of [0.1, 0.5, 0.9, 1.3, 1.6, 2, 3]) {
        const { nodes, weights } = trapezoidalGaussian(sigma, gaussianStep(sigma, spacing));
        const mean = nodes.reduce((sum, x, k) => sum + weights[k]! * Math.cos(frequency * x), 0);
        expect(Math.abs(mean - Math.exp(-((frequency * sigma) ** 2) / 2)), `deviation ${sigma}`).toBeLessThan(
          5e-14,
        );
      }
    },
  );
});
