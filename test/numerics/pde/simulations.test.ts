import { describe, expect, it } from "vitest";
import { solvePde } from "../../../numerics/pde/solve-pde.ts";
import { type GridDensity, wasserstein } from "../../../numerics/pde/wasserstein.ts";
import { Random } from "../../../numerics/random/random.ts";
import { projected } from "../../../numerics/samplers/projected.ts";
import type { Model } from "../../../theory/model.ts";
import { pdeModel } from "./support/pde-model.ts";

const start = { kind: "overlaps", Q: [0.3], s: 1 } as const;
const until = 5;

/** Wasserstein-1 distance of each run's weights at time `until` to the density. */
function distances(model: Model, dimension: number, runs: number, density: GridDensity) {
  return Array.from({ length: runs }, (_, r) => {
    const run = projected.start(model, dimension, start, Random.stream(11, r));
    run.advance(until * dimension);
    return wasserstein(run.weights!, density);
  });
}

interface Statistics {
  readonly mean: number;
  readonly deviation: number;
}

function statistics(values: readonly number[]): Statistics {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  return { mean, deviation: Math.sqrt(variance) };
}

describe("SGD's weights approach the PDE's density", () => {
  it.each([
    {
      changes: { regularizer: { kind: "l1", strength: 0.2 }, constraint: "sphere" },
      dimensions: [300, 3000],
      runs: [60, 4],
    },
    {
      changes: { regularizer: { kind: "elastic", ratio: 0.7, strength: 0.5 }, constraint: "free" },
      dimensions: [100, 1000],
      runs: [100, 12],
    },
  ] as const)(
    "$changes.regularizer.kind, $changes.constraint: the Wasserstein distance shrinks like N^-1/2",
    ({ changes, dimensions, runs }) => {
      const model = pdeModel(changes);
      const { density } = solvePde(model, start, [0, until], { cells: 240, nodes: 24, tolerance: 1e-5 });
      const limit = { w: density.w, p: density.p[1]! };
      const [small, large] = dimensions.map((dimension, i) =>
        statistics(distances(model, dimension, runs[i]!, limit)),
      ) as [Statistics, Statistics];
      const ratio = Math.log(dimensions[1] / dimensions[0]);
      const exponent = Math.log(small.mean / large.mean) / ratio;
      // The law of sqrt(N) W_1 tends to one of a fixed shape, whose spread the many small runs tell.
      const error = ((small.deviation / small.mean) * Math.sqrt(1 / runs[0] + 1 / runs[1])) / ratio;
      expect(error).toBeLessThan(0.08);
      expect(Math.abs(exponent - 0.5)).toBeLessThan(3 * error);
      // Random samples of the limit itself would be about as far from it: E W_1 = O(N^-1/2).
      expect(large.mean * Math.sqrt(dimensions[1])).toBeLessThan(2);
      // The penalty matters: the start's density, a normal law, is further away.
      const [unmoved] = distances(model, 1000, 1, { w: density.w, p: density.p[0]! });
      expect(unmoved).toBeGreaterThan(2.5 * large.mean);
    },
  );
});

describe("the Wasserstein distance to a density", () => {
  // Uniform on [0, 1] in 100 cells.
  const w = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);
  const density = { w, p: w.map(() => 1) };

  it("is the shift of shifted weights, and the area between the distribution functions", () => {
    const middles = Float64Array.from({ length: 1000 }, (_, j) => (j + 0.5) / 1000);
    expect(wasserstein(middles, density)).toBeCloseTo(0, 12);
    expect(wasserstein(middles.map((x) => x + 0.3).reverse(), density)).toBeCloseTo(0.3, 12);
    // All at 1/2: the mean of |x - 1/2|.
    expect(wasserstein(new Float64Array(1000).fill(0.5), density)).toBeCloseTo(0.25, 6);
  });
});
