import { describe, expect, it } from "vitest";
import { borderOf } from "../../report/figures/noise-region.ts";
import { derive } from "../../theory/derive.ts";
import { modelOf } from "./fixtures.ts";

describe("the border of finding 3a", () => {
  it.each([0, 0.5, 0.9])("is where -rho eta = 2 nu + Q^2 m2 for phi = y, at Q = %d", (Q) => {
    const model = modelOf(1, { activation: "identity", background: { variance: "1/2" } });
    const nu = model.background.toNumber();
    const m2 = model.features[0]!.moment(2).toNumber();
    const border = borderOf(derive(model), Q, 8 * nu, 8);
    expect(border.length).toBeGreaterThan(2);
    for (const { eta, rho } of border)
      expect(Math.abs(-rho * eta - (2 * nu + Q * Q * m2))).toBeLessThan(2e-3 * eta);
    // None is missing either.
    expect(Math.min(...border.map(({ eta }) => eta))).toBeLessThanOrEqual(2 * nu + Q * Q * m2 + nu);
  });

  it("is at Q = 0 the same for every odd phi in batches of two", () => {
    const model = modelOf(2, { activation: "tanh" });
    const nu = model.background.toNumber();
    for (const { eta, rho } of borderOf(derive(model), 0, 6 * nu, 4))
      expect(Math.abs(-rho * eta - 2 * nu)).toBeLessThan(2e-3 * eta);
  });
});
