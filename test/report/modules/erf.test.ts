import { expect, it } from "vitest";
import { compositeGaussLegendre } from "../../../numerics/quadrature/gauss-legendre.ts";
import { erf } from "../../../report/modules/runtime/erf.ts";

/** erf by its integral, on panels of length 1/4 at most. */
function integral(x: number): number {
  const panels = Math.max(1, Math.ceil(4 * x));
  const ends = Array.from({ length: panels + 1 }, (_, p) => (p * x) / panels);
  const { nodes, weights } = compositeGaussLegendre(ends, 14);
  const sum = nodes.reduce((total, t, k) => total + weights[k]! * Math.exp(-t * t), 0);
  return (2 / Math.sqrt(Math.PI)) * sum;
}

it("the TypeScript modules' erf is the integral of the bell", () => {
  for (let x = 0; x <= 6; x += 0.0625) {
    expect(Math.abs(erf(x) - integral(x)), `at ${x}`).toBeLessThan(2e-15);
    expect(erf(-x)).toBe(-erf(x));
  }
  for (const x of [1e-300, 1e-8]) expect(erf(x) / x).toBeCloseTo(2 / Math.sqrt(Math.PI), 14);
  expect([erf(7), erf(40), erf(Number.MAX_VALUE)]).toEqual([1, 1, 1]);
});
