import { describe, expect, it } from "vitest";
import { compositeGaussLegendre, gaussLegendre } from "../../../numerics/quadrature/gauss-legendre.ts";
import { legendreRule } from "../support/legendre.ts";

describe("the Gauss-Legendre rule", () => {
  it.each([1, 2, 5, 16, 40])("with %i nodes is exact to degree 2n - 1 and no further", (n) => {
    const { nodes, weights } = gaussLegendre(n);
    const power = (k: number): number => nodes.reduce((sum, x, i) => sum + weights[i]! * x ** k, 0);
    for (let k = 0; k < 2 * n; k++) expect(power(k)).toBeCloseTo(k % 2 === 0 ? 2 / (k + 1) : 0, 13);
    // The defect of x^2n is 2^(2n+1) n!^4 / ((2n + 1) (2n)!^2).
    let defect = 2 / (2 * n + 1);
    for (let k = 1; k <= n; k++) defect *= ((2 * k * k) / ((2 * k - 1) * 2 * k)) ** 2;
    expect(Math.abs(2 / (2 * n + 1) - power(2 * n) - defect)).toBeLessThan(1e-14 + 1e-9 * defect);
  });

  it.each([3, 20, 40])("with %i nodes is Newton's on the recurrence", (n) => {
    const other = legendreRule(n);
    const { nodes, weights } = gaussLegendre(n);
    const order = [...nodes.keys()].sort((a, b) => nodes[a]! - nodes[b]!);
    for (const [i, k] of order.entries()) {
      expect(Math.abs(nodes[k]! - other.nodes[i]!)).toBeLessThan(1e-14);
      expect(Math.abs(weights[k]! - other.weights[i]!)).toBeLessThan(1e-14);
    }
  });

  it("on panels of unequal length integrates a function with a kink at an end exactly", () => {
    const { nodes, weights } = compositeGaussLegendre([-1, 0.3, 2], 4);
    const sum = nodes.reduce((total, x, i) => total + weights[i]! * Math.abs(x - 0.3) ** 3, 0);
    expect(sum).toBeCloseTo((1.3 ** 4 + 1.7 ** 4) / 4, 13);
  });
});
