import { describe, expect, it } from "vitest";
import { stationary, withNoise } from "../../proofs-check/claims/noise.ts";
import { overlapMap, overlaps, varianceMap } from "../../report/figures/noise-map.ts";
import { bordersOf } from "../../report/figures/noise-region.ts";
import { Rational } from "../../theory/rational.ts";
import { modelOf } from "./fixtures.ts";

describe("the map of finding 3", () => {
  it("has the borders of 3a where -rho eta = 2 nu + Q^2 m2 for phi = y, and 3a above them", () => {
    const model = modelOf(1, { activation: "identity", background: { variance: "1/2" } });
    const nu = model.background.toNumber();
    const m2 = model.features[0]!.moment(2).toNumber();
    const strongest = 8 * nu;
    const map = varianceMap(model, strongest, [4, 4]);
    const borders = bordersOf(map, strongest);
    for (const [k, Q] of overlaps.entries()) {
      const product = 2 * nu + Q * Q * m2;
      const own = borders.filter(({ line }) => line === `${Q}.0`);
      for (const { eta, rho } of own) expect(Math.abs(-rho * eta - product)).toBeLessThan(2e-3 * eta);
      // None is missing, nor is one too many.
      expect(Math.min(...own.map(({ eta }) => eta))).toBeLessThan(1.1 * product);
      expect(borders.filter(({ line }) => line === `${Q}.1`)).toEqual([]);
      const below = map.variance(strongest, -(product + 1e-3) / strongest);
      expect(below).toBe(k === overlaps.length - 1 ? "fails" : "part");
      expect(map.variance(strongest, -(2 * nu - 1e-3) / strongest)).toBe("holds");
    }
  });

  it("has the border at Q = 0 at the same place for every odd phi in batches of two", () => {
    const model = modelOf(2, { activation: "tanh" });
    const strongest = 4 * model.background.toNumber();
    const map = varianceMap(model, strongest, [2, 7]);
    const [gain] = map.gains(strongest, -0.5);
    for (const [rho, sign] of [
      [-0.49, 1],
      [-0.51, -1],
    ] as const)
      expect(Math.sign(map.gains(strongest, rho)[0]!)).toBe(sign);
    expect(Math.abs(gain!)).toBeLessThan(1e-4);
  });

  it("says of 3b and 3c what the stationary overlaps themselves say", () => {
    const model = modelOf(2, { activation: "tanh" });
    const map = overlapMap(model, 3, [5, 3]);
    const size = (eta: number, rho: number): number =>
      Math.hypot(...stationary(withNoise(model, { eta: Rational.parse(eta), rho: Rational.parse(rho) })).Q);
    const none = size(0, 0);
    const kind = (own: number, other: number): string =>
      own < 1e-6 && other < 1e-6 ? "same" : own > other ? "holds" : "fails";
    const seen = new Set<string>();
    for (const [eta, rho] of [
      [0.15, -0.1],
      [0.15, -0.95],
      [2.4, -0.3],
    ] as const) {
      const own = size(eta, rho);
      const [similarity, benefit] = [map.similarity(eta, rho), map.benefit(eta, rho)];
      expect([eta, rho, similarity]).toEqual([eta, rho, kind(own, size(eta, 0))]);
      expect([eta, rho, benefit]).toEqual([eta, rho, kind(own, none)]);
      seen.add(`3b ${similarity}`).add(`3c ${benefit}`);
    }
    expect([...seen].sort()).toEqual(["3b holds", "3b same", "3c fails", "3c holds"]);
  });
});
