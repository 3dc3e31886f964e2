import { describe, expect, it } from "vitest";
import { pointwise } from "../../../numerics/quadrature/signal-functions.ts";
import { uniformTable } from "../../../numerics/quadrature/uniform-table.ts";
import { ConvergenceError } from "../../../theory/errors.ts";

const smooth = (x: number, out: Float64Array): void => {
  out[0] = Math.tanh(3 * x);
  out[1] = 1e-6 * Math.cos(7 * x);
  out[2] = x ** 5 - 2;
};

describe("a uniform table", () => {
  it("is exact to 1e-12 of each function's own scale everywhere, ends and nodes included", () => {
    const table = uniformTable(pointwise(smooth, 3), 3, 2.5);
    expect(table.error).toBeLessThan(1e-12);
    const [exact, out] = [new Float64Array(3), new Float64Array(3)];
    for (let k = -1000; k <= 1000; k++) {
      const x = (2.5 * k) / 1000;
      smooth(x, exact);
      table.evaluate(x, out, 3);
      for (const [f, scale] of [1, 1e-6, 100].entries())
        expect(Math.abs(out[f]! - exact[f]!) / scale).toBeLessThan(1e-12);
    }
  });

  it("evaluates the first functions only, if asked to", () => {
    const out = new Float64Array(3).fill(7);
    uniformTable(pointwise(smooth, 3), 3, 1).evaluate(0.3, out, 2);
    expect(out[0]).toBeCloseTo(Math.tanh(0.9), 12);
    expect(out[2]).toBe(7);
  });

  it.each([0, 0.113, -0.871])("refuses a kink, wherever it is (%f)", (kink) => {
    // A check at a few places only would miss it once the intervals are small.
    const kinked = (x: number, out: Float64Array): void => {
      out[0] = Math.abs(x - kink);
    };
    expect(() => uniformTable(pointwise(kinked, 1), 1, 1)).toThrow(ConvergenceError);
  });

  it("resolves a feature much narrower than its range", () => {
    const narrow = (x: number, out: Float64Array): void => {
      out[0] = 1 + Math.exp(-(((x - 0.2) / 0.04) ** 2));
    };
    const table = uniformTable(pointwise(narrow, 1), 1, 4);
    const [exact, out] = [new Float64Array(1), new Float64Array(1)];
    for (let k = -50; k <= 50; k++) {
      narrow(0.2 + k / 431, exact);
      table.evaluate(0.2 + k / 431, out, 1);
      expect(Math.abs(out[0]! - exact[0]!)).toBeLessThan(1e-11);
    }
  });
});
