import { describe, expect, it } from "vitest";
import { solvePde } from "../../../numerics/pde/solve-pde.ts";
import { densityDistance, type GridDensity, wasserstein } from "../../../numerics/pde/wasserstein.ts";
import { Random } from "../../../numerics/random/random.ts";
import { weightsAt } from "../../../numerics/weights-at.ts";
import { fittedExponent, logsOfOneSpread } from "../../../proofs-check/power-law.ts";
import type { Model } from "../../../theory/model.ts";
import { pdeModel } from "./support/pde-model.ts";

const start = { kind: "overlaps", Q: [0.3], s: 1 } as const;
const until = 5;

/** Wasserstein-1 distance of each run's weights at time `until` to the density. */
function distances(model: Model, dimension: number, runs: number, density: GridDensity) {
  return Array.from({ length: runs }, (_, r) => {
    const weights = weightsAt(model, { dimension, start, until, random: Random.stream(11, r) });
    return wasserstein(weights, density);
  });
}

describe("SGD's weights approach the PDE's density", () => {
  it.each([
    {
      changes: { regularizer: { kind: "l1", strength: 0.2 }, constraint: "sphere" },
      sizes: [
        { dimension: 300, runs: 60 },
        { dimension: 3000, runs: 2 },
        { dimension: 10_000, runs: 1 },
      ],
    },
    {
      changes: { regularizer: { kind: "elastic", ratio: 0.7, strength: 0.5 }, constraint: "free" },
      sizes: [
        { dimension: 100, runs: 100 },
        { dimension: 1000, runs: 12 },
      ],
    },
  ] as const)(
    "$changes.regularizer.kind, $changes.constraint: the Wasserstein distance shrinks like N^-1/2",
    ({ changes, sizes }) => {
      const model = pdeModel(changes);
      const { density, error } = solvePde(model, start, [0, until], {
        cells: 480,
        nodes: 24,
        tolerance: 1e-5,
      });
      const limit = { w: density.w, p: density.p[1]! };
      const measured = sizes.map(({ dimension, runs }) => ({
        dimension,
        values: distances(model, dimension, runs, limit),
      }));
      const exponent = fittedExponent(logsOfOneSpread(measured));
      expect(exponent.standardError).toBeLessThan(0.08);
      expect(Math.abs(exponent.mean + 0.5)).toBeLessThan(3 * exponent.standardError);
      // Random samples of the limit itself would be about as far from it: E W_1 = O(N^-1/2).
      const largest = measured.at(-1)!;
      const [distance] = largest.values;
      expect(distance! * Math.sqrt(largest.dimension)).toBeLessThan(2);
      // It is the weights that are off, not the density.
      expect(error.density).toBeLessThan(0.1 * distance!);
      // The penalty matters: the start's density, a normal law, is further away.
      const [unmoved] = distances(model, 1000, 1, { w: density.w, p: density.p[0]! });
      expect(unmoved).toBeGreaterThan(2.5 * distance!);
    },
  );
});

describe("the Wasserstein distance to a density", () => {
  /** Uniform on [from, from + 1]. */
  const uniform = (cells: number, from = 0): GridDensity => {
    const w = Array.from({ length: cells }, (_, i) => from + (i + 0.5) / cells);
    return { w, p: w.map(() => 1) };
  };
  const density = uniform(100);

  it("of another density is its shift, whatever the grids, and the area between the distribution functions", () => {
    expect(densityDistance(uniform(8), density)).toBeCloseTo(0, 12);
    expect(densityDistance(uniform(8, 0.25), density)).toBeCloseTo(0.25, 12);
    expect(densityDistance(density, uniform(8, 3))).toBeCloseTo(3, 12);
    // Uniform on [0, 2] against [0, 1]: the mean of |2x - x|.
    const wide = { w: [0.25, 0.75, 1.25, 1.75], p: Array<number>(4).fill(0.5) };
    expect(densityDistance(wide, density)).toBeCloseTo(0.5, 12);
  });

  it("is the shift of shifted weights, and the area between the distribution functions", () => {
    const middles = Float64Array.from({ length: 1000 }, (_, j) => (j + 0.5) / 1000);
    expect(wasserstein(middles, density)).toBeCloseTo(0, 12);
    expect(wasserstein(middles.map((x) => x + 0.3).reverse(), density)).toBeCloseTo(0.3, 12);
    // All at 1/2: the mean of |x - 1/2|.
    expect(wasserstein(new Float64Array(1000).fill(0.5), density)).toBeCloseTo(0.25, 6);
  });
});
