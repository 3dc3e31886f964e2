import { describe, expect, it } from "vitest";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { stationary } from "../../proofs-check/claims/noise.ts";
import { type Area, type Noise, noiseMap, overlaps } from "../../report/figures/noise-map.ts";
import { NoiseRates } from "../../report/figures/noise-rates.ts";
import { borderPoints } from "../../report/figures/noise-region.ts";
import { type Model, varyModel } from "../../theory/model.ts";
import { modelOf } from "./fixtures.ts";

const lattice = { columns: 16, rows: 12, strides: [8, 6] } as const;

function noisy(model: Model, { eta, rho }: Noise): Model {
  return varyModel(model, { augmentation: { variance: eta, correlation: rho } });
}

/** What is painted last at a noise, in a plane that is stretched in eta. */
function paintedAt(areas: readonly Area[], { eta, rho }: Noise): string | undefined {
  const isInside = (loops: Area["loops"]): boolean => {
    const right = loops.flatMap((loop) =>
      loop.map((b, n) => {
        const a = loop.at(n - 1)!;
        if (a.rho > rho === b.rho > rho) return 0;
        const [from, to] = [Math.cbrt(a.eta), Math.cbrt(b.eta)];
        return Math.cbrt(eta) < from + ((rho - a.rho) / (b.rho - a.rho)) * (to - from) ? 1 : 0;
      }),
    );
    return right.reduce<number>((sum, one) => sum + one, 0) % 2 === 1;
  };
  return areas.findLast(({ loops }) => isInside(loops))?.holds;
}

/** Noises at a distance to either side of some pieces of border, in units of the picture's width (on a root scale) and height. */
function besides(areas: readonly Area[], distance: number, strongest: number, count: number): Noise[] {
  const place = ({ eta, rho }: Noise): [number, number] => [Math.sqrt(eta / strongest), rho];
  const pieces = areas.flatMap(({ loops }) =>
    loops.flatMap((loop) => loop.map((noise, n) => [place(loop.at(n - 1)!), place(noise)] as const)),
  );
  const inner = pieces.filter((ends) => ends.every(([x, y]) => x > 0 && x < 1 && y > -1 && y < 0));
  return Array.from(
    { length: count },
    (_, k) => inner[Math.floor(((k + 0.5) * inner.length) / count)]!,
  ).flatMap(([[x, y], [u, v]]) => {
    const length = Math.hypot(u - x, v - y);
    return [distance, -distance].map((side) => ({
      eta: strongest * ((x + u) / 2 - (side * (v - y)) / length) ** 2,
      rho: (y + v) / 2 + (side * (u - x)) / length,
    }));
  });
}

describe("the map of finding 3", () => {
  it("has the borders of 3a where -rho eta = 2 nu + Q^2 m2 for phi = y, and 3a above them", () => {
    const model = modelOf(1, { activation: "identity", background: { variance: "1/2" } });
    const nu = model.background.toNumber();
    const m2 = model.features[0]!.moment(2).toNumber();
    const strongest = 8 * nu;
    const map = noiseMap(new NoiseRates(model), strongest, { points: [20, 7], lattice });
    for (const [k, Q] of overlaps.entries()) {
      const product = 2 * nu + Q * Q * m2;
      const borders = borderPoints(map.smaller[k]!, k, strongest);
      for (const { eta, rho } of borders) expect(Math.abs(-rho * eta - product)).toBeLessThan(2e-3 * eta);
      // One line, from the strongest noise to the largest correlation.
      expect(new Set(borders.map(({ line }) => line)).size).toBe(1);
      expect(Math.min(...borders.map(({ eta }) => eta))).toBeLessThan(1.01 * product);
      expect(Math.max(...borders.map(({ eta }) => eta))).toBe(strongest);
      const below = paintedAt(map.variance, { eta: 0.999 * strongest, rho: -(product + 0.02) / strongest });
      expect(below).toBe(k === overlaps.length - 1 ? "fails" : "part");
      expect(paintedAt(map.variance, { eta: 0.999 * strongest, rho: -(2 * nu - 0.02) / strongest })).toBe(
        "holds",
      );
    }
  });

  it.each([
    // Learning ends at another strength with each correlation.
    {
      model: modelOf(1, { activation: "identity" }),
      points: [8, 5],
      parts: { similarity: ["fails", "holds", "same"] },
    },
    // The strongest noise makes rates a thousand times as large as they are at the border.
    {
      model: modelOf(0, { activation: "y - y^3/6" }),
      points: [20, 7],
      parts: { similarity: ["holds", "same"] },
    },
    {
      model: modelOf(2, { activation: "tanh" }),
      points: [8, 5],
      parts: { similarity: ["holds", "same"], benefit: ["fails", "holds"] },
    },
  ] as const)(
    "has the borders of 3b and 3c where stationary overlaps have them",
    ({ model, points, parts }) => {
      const strongest = 6;
      const map = noiseMap(new NoiseRates(model), strongest, { points, lattice });
      const size = (eta: number, rho: number): number =>
        Math.hypot(...stationary(noisy(model, { eta, rho })).Q);
      const without = size(0, 0);
      for (const [part, kinds] of Object.entries(parts) as [keyof typeof parts, string[]][]) {
        const truth = ({ eta, rho }: Noise): string => {
          const [own, other] = [size(eta, rho), part === "similarity" ? size(eta, 0) : without];
          if (own < 1e-6 && other < 1e-6) return "same";
          return own > other ? "holds" : "fails";
        };
        // A quarter of a cell.
        const places = besides(map[part], 1 / 4 / lattice.columns, strongest, 5);
        const painted = places.map((place) => paintedAt(map[part], place));
        for (const [i, place] of places.entries()) expect([place, painted[i]]).toEqual([place, truth(place)]);
        expect([...new Set(painted)].sort()).toEqual(kinds);
      }
    },
  );
});

describe("NoiseRates", () => {
  it("has the rates, the Jacobian and lambda of the flow at each noise and batch size", () => {
    const model = modelOf(1, { activation: "tanh" });
    const state = Float64Array.of(0.6, -0.2);
    for (const rates of [new NoiseRates(model), new NoiseRates(model).withBatch(2)]) {
      const [eta, rho] = [0.7, -0.4];
      const [own, flow] = [rates.at(eta, rho), compileFlow(noisy(rates.model, { eta, rho }))];
      for (const [part, size] of [
        ["rhs", 2],
        ["jacobian", 4],
      ] as const) {
        const [values, expected] = [new Float64Array(size), new Float64Array(size)];
        own[part](state, values);
        flow[part](state, expected);
        for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i]!, 11);
      }
      expect(own.lambda(state)).toBeCloseTo(flow.terms(state, 1).lambda, 11);
    }
  });
});
