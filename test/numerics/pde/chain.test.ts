import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { massEvolution } from "../../../numerics/pde/evolve-masses.ts";
import { featureRows } from "../../../numerics/pde/feature-rows.ts";
import { gaussRule } from "../../../numerics/pde/gauss-rule.ts";
import { writeJumpRates } from "../../../numerics/pde/jump-rates.ts";
import { standardNormal } from "../../../theory/laws/entries.ts";
import { type LawInput, lawOf } from "../../../theory/laws/index.ts";
import { runs } from "../../theory/support/property.ts";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** The masses after many short steps of the classical Runge-Kutta method. */
function byRungeKutta(
  up: readonly number[],
  down: readonly number[],
  masses: readonly number[],
  time: number,
): number[] {
  const slope = (P: readonly number[]): number[] => {
    const flux = up.map((rate, i) => rate * P[i]! - down[i]! * P[i + 1]!);
    return P.map((_, i) => (flux[i - 1] ?? 0) - (flux[i] ?? 0));
  };
  const steps = 2000;
  const h = time / steps;
  let P = [...masses];
  for (let n = 0; n < steps; n++) {
    const along = (k: readonly number[], c: number): number[] => P.map((mass, i) => mass + c * h * k[i]!);
    const k1 = slope(P);
    const k2 = slope(along(k1, 0.5));
    const k3 = slope(along(k2, 0.5));
    const k4 = slope(along(k3, 1));
    P = P.map((mass, i) => mass + (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!));
  }
  return P;
}

describe("massEvolution", () => {
  const cells = 6;
  const chain = fc.record({
    up: fc.array(number(0, 30), { minLength: cells - 1, maxLength: cells - 1 }),
    down: fc.array(number(0, 30), { minLength: cells - 1, maxLength: cells - 1 }),
    masses: fc.array(number(0, 1), { minLength: cells, maxLength: cells }),
    time: number(0, 3),
  });

  it("is the exponential, positive, and keeps the mass", () => {
    const property = fc.property(chain, ({ up, down, masses, time }) => {
      const out = new Float64Array(cells);
      const rates = { up: Float64Array.from(up), down: Float64Array.from(down) };
      massEvolution(cells)(rates, Float64Array.from(masses), time, out);
      const expected = byRungeKutta(up, down, masses, time);
      expected.forEach((mass, i) => void expect(Math.abs(out[i]! - mass)).toBeLessThan(1e-6));
      expect(Math.min(...out)).toBeGreaterThanOrEqual(0);
      const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
      expect(Math.abs(sum(out) - sum(masses))).toBeLessThan(1e-12);
    });
    fc.assert(property, runs(30));
  });

  it("computes no cells out of reach, and loses nothing by it", () => {
    // A walk with equal rates in a wide row: Skellam's law, whose variance is 2 t.
    const wide = 1001;
    const rates = { up: new Float64Array(wide - 1).fill(1), down: new Float64Array(wide - 1).fill(1) };
    const masses = new Float64Array(wide);
    masses[500] = 1;
    const out = new Float64Array(wide);
    massEvolution(wide)(rates, masses, 300, out);
    const variance = out.reduce((sum, mass, i) => sum + mass * (i - 500) ** 2, 0);
    expect(Math.abs(variance / 600 - 1)).toBeLessThan(1e-11);
  });
});

describe("writeJumpRates", () => {
  it("no rate is negative, the drift is exact, and a potential's stationary density balances each face", () => {
    const property = fc.property(
      number(-50, 50),
      number(1e-3, 1),
      number(1e-3, 0.2),
      (gamma, diffusion, h) => {
        const rates = { up: new Float64Array(1), down: new Float64Array(1) };
        writeJumpRates(Float64Array.of(gamma), diffusion, h, rates);
        const [up, down] = [rates.up[0]!, rates.down[0]!];
        expect(Math.min(up, down)).toBeGreaterThanOrEqual(0);
        expect((up - down) * h).toBeCloseTo(gamma, 8);
        expect(up + down).toBeGreaterThanOrEqual((2 * diffusion) / h ** 2 - 1e-9 * (up + down));
        const exponent = (gamma * h) / diffusion;
        if (Math.abs(exponent) < 30) expect(Math.log(up / down)).toBeCloseTo(exponent, 8);
      },
    );
    fc.assert(property, runs(200));
  });

  it("without diffusion it is upwind", () => {
    const rates = { up: new Float64Array(2), down: new Float64Array(2) };
    writeJumpRates(Float64Array.of(3, -2), 0, 0.5, rates);
    expect([...rates.up, ...rates.down]).toEqual([6, 0, 0, 4]);
  });
});

describe("feature rows", () => {
  it.each(["gaussian", "uniform", "laplace", "rademacher"])(
    "n nodes integrate the moments of the %s law up to order 2n - 1",
    (kind) => {
      const law = lawOf({ law: kind, variance: 1 } as LawInput, "entries");
      const { nodes, weights } = gaussRule(law, 8);
      expect(nodes.length).toBe(kind === "rademacher" ? 2 : 8);
      for (let k = 0; k <= 15; k++) {
        const terms = Array.from(nodes, (u, i) => weights[i]! * u ** k);
        const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
        const error = terms.reduce((sum, term) => sum + term, 0) - law.moment(k).toNumber();
        expect(Math.abs(error)).toBeLessThan(1e-11 * size);
      }
    },
  );

  it("of a law on many atoms are fewer, with the same moments", () => {
    const values = Array.from({ length: 30 }, (_, i) => i - 14.5);
    const law = lawOf({ law: "atoms", values, weights: values.map(() => "1/30") } as LawInput, "entries");
    const { nodes, weights } = gaussRule(law, 5);
    for (const k of [0, 2, 4, 6, 8]) {
      const mean = nodes.reduce((sum, u, i) => sum + weights[i]! * u ** k, 0);
      expect(mean / law.moment(k).toNumber()).toBeCloseTo(1, 12);
    }
  });

  it("have independent standard entries, many nodes too", () => {
    for (const [d, n] of [
      [1, 100],
      [2, 24],
      [3, 10],
    ] as const) {
      const { values, weights } = featureRows(d, n, standardNormal);
      const mean = (f: (u: readonly number[]) => number): number =>
        values.reduce((sum, u, k) => sum + weights[k]! * f(u), 0);
      for (let l = 0; l < d; l++) {
        for (let m = 0; m < d; m++) expect(mean((u) => u[l]! * u[m]!)).toBeCloseTo(l === m ? 1 : 0, 11);
      }
    }
  });
});
