import { describe, expect, it } from "vitest";
import { auto } from "../../../numerics/integrators/auto.ts";
import { BandedSolver } from "../../../numerics/integrators/banded-solver.ts";
import type { Integrator, VectorField } from "../../../numerics/integrators/integrator.ts";
import { LinearSolver } from "../../../numerics/integrators/linear-solver.ts";
import { rodas4 } from "../../../numerics/integrators/rodas4.ts";
import { Random } from "../../../numerics/random/random.ts";
import { heat } from "./heat.ts";

describe("BandedSolver", () => {
  const widths = [
    [0, 0],
    [1, 1],
    [2, 1],
    [0, 3],
    [3, 0],
    [5, 6],
    [9, 9],
  ] as const;

  it.each(widths)("solves like the dense one, %i diagonals below and %i above", (lower, upper) => {
    const random = new Random(11);
    for (const size of [1, 2, 7, 10]) {
      const dense = new LinearSolver(size);
      const banded = new BandedSolver(size, { lower, upper });
      for (let i = 0; i < size; i++) {
        for (let j = Math.max(0, i - lower); j <= Math.min(size - 1, i + upper); j++) {
          // Small diagonals make exchanges of rows necessary.
          const value = random.normal() * (i === j && lower > 0 && upper > 0 ? 1e-3 : 1);
          dense.matrix[i * size + j] = value;
          banded.matrix[i * banded.stride + j - i + lower] = value;
        }
      }
      const a = dense.matrix.slice();
      const x = new Float64Array(size);
      random.fillNormal(x);
      const b = x.map((_, i) => x.reduce((sum, value, j) => sum + a[i * size + j]! * value, 0));
      const [byDense, byBanded] = [b.slice(), b.slice()];
      expect([dense.factor(), banded.factor()]).toEqual([true, true]);
      dense.solve(byDense);
      banded.solve(byBanded);
      // Both within their rounding of the truth, which is the dense one's error as far as we know it.
      const scale = x.reduce((largest, value, i) => Math.max(largest, Math.abs(byDense[i]! - value)), 1e-13);
      for (let i = 0; i < size; i++) expect(Math.abs(byBanded[i]! - x[i]!)).toBeLessThan(100 * scale);
    }
  });

  it("never looks at the places of a row outside of the matrix", () => {
    const solver = new BandedSolver(2, { lower: 1, upper: 1 });
    // ((1, 2), (3, 4)), each row from the diagonal below the main one on, and a place to fill.
    solver.matrix.set([Number.NaN, 1, 2, Number.NaN, 3, 4, Number.NaN, Number.NaN]);
    expect(solver.factor()).toBe(true);
    const b = Float64Array.of(5, 11);
    solver.solve(b);
    expect(b[0]).toBeCloseTo(1, 12);
    expect(b[1]).toBeCloseTo(2, 12);
  });

  it("refuses singular and non-finite matrices", () => {
    const solver = new BandedSolver(2, { lower: 1, upper: 1 });
    solver.matrix.set([0, 1, 2, 0, 2, 4, 0, 0]);
    expect(solver.factor()).toBe(false);
    solver.matrix.set([0, Number.NaN, 0, 0, 0, 1, 0, 0]);
    expect(solver.factor()).toBe(false);
  });
});

describe("a banded Jacobian", () => {
  const { field, dense, start, exact } = heat(60);
  const solve = (method: Integrator, f: VectorField) =>
    method.solve(f, start, [0, 0.02, 0.2], { tolerance: 1e-9 });

  it("gives the heat equation's solution as a dense one does, to rounding, and as it is", () => {
    const [banded, full] = [solve(rodas4, field), solve(rodas4, dense)];
    expect(banded.steps).toBe(full.steps);
    for (const [i, t] of banded.times.entries()) {
      banded.states[i]!.forEach((value, k) => {
        expect(Math.abs(value - full.states[i]![k]!)).toBeLessThan(1e-13);
        expect(Math.abs(value - exact(t)[k]!)).toBeLessThan(1e-8);
      });
    }
  });

  it("gives what a dense one does where rows must be exchanged", () => {
    // Fast rotations, coupled: the diagonal is small against its neighbours in every step.
    const size = 12;
    const random = new Random(5);
    const bandwidth = { lower: 2, upper: 1 };
    const entry = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => {
        if (j < i - bandwidth.lower || j > i + bandwidth.upper) return 0;
        if (i === j) return -1;
        return (i < j ? 30 : j === i - 1 ? -30 : 1) + random.normal();
      }),
    );
    const dense: VectorField = {
      size,
      rhs(_t, y, out) {
        for (let i = 0; i < size; i++) out[i] = entry[i]!.reduce((sum, a, j) => sum + a * y[j]!, 0);
      },
      jacobian: (_t, _y, out) => out.set(entry.flat()),
    };
    const banded: VectorField = {
      ...dense,
      bandwidth,
      jacobian(_t, _y, out) {
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < 4; j++) out[4 * i + j] = entry[i]![i - bandwidth.lower + j] ?? Number.NaN;
        }
      },
    };
    const y0 = Float64Array.from({ length: size }, (_, i) => 1 / (i + 1));
    const [a, b] = [dense, banded].map((f) => rodas4.solve(f, y0, [0, 3], { tolerance: 1e-2 }).states[1]!);
    for (let i = 0; i < size; i++) expect(Math.abs(a![i]! - b![i]!)).toBeLessThan(1e-11);
  });

  it("makes auto change to Rodas sooner, for it is cheaper", () => {
    const [banded, full] = [solve(auto, field), solve(auto, dense)];
    expect([banded.method, full.method]).toEqual(["rodas4", "rodas4"]);
    expect(banded.evaluations).toBeLessThan(full.evaluations);
  });

  it("allows a system whose dense Jacobian would not fit into memory", () => {
    const { field, start, exact } = heat(100_000);
    const { states } = rodas4.solve(field, start, [0, 0.1], { tolerance: 1e-5 });
    for (const k of [0, 33_333, 99_999]) expect(Math.abs(states[1]![k]! - exact(0.1)[k]!)).toBeLessThan(1e-4);
  });
});
