import { describe, expect, it } from "vitest";
import { totalVariation } from "../../../numerics/pde/masses.ts";
import { type PdeSolution, solvePde } from "../../../numerics/pde/solve-pde.ts";
import { densityDistance, type GridDensity } from "../../../numerics/pde/wasserstein.ts";
import type { Model } from "../../../theory/model.ts";
import { linearSolution } from "./support/linear-solution.ts";
import { pdeModel } from "./support/pde-model.ts";

const l2 = { regularizer: { kind: "l2", strength: "1/5" } };

/** The mean over u of the total variation between the rows and their exact laws. */
function distance(solution: PdeSolution, exact: ReturnType<typeof linearSolution>): number {
  const { w } = solution.density;
  const h = w[1]! - w[0]!;
  const normal = h / Math.sqrt(2 * Math.PI * exact.variance);
  return solution.masses.reduce((total, row, k) => {
    const mean = solution.rows.values[k]!.reduce((sum, u, l) => sum + u * exact.slope[l]!, 0);
    const off = row.reduce((sum, mass, i) => {
      const law = normal * Math.exp(-((w[i]! - mean) ** 2) / (2 * exact.variance));
      return sum + Math.abs(mass - law) / 2;
    }, 0);
    return total + solution.rows.weights[k]! * off;
  }, 0);
}

/** The weights' exact law, on a grid of its own for all that matters. */
function exactDensity({ rows }: PdeSolution, exact: ReturnType<typeof linearSolution>): GridDensity {
  const w = Array.from({ length: 6000 }, (_, i) => (i - 2999.5) / 250);
  const normal = 1 / Math.sqrt(2 * Math.PI * exact.variance);
  const p = w.map((x) =>
    rows.values.reduce((sum, values, k) => {
      const mean = values.reduce((total, u, l) => total + u * exact.slope[l]!, 0);
      return sum + rows.weights[k]! * normal * Math.exp(-((x - mean) ** 2) / (2 * exact.variance));
    }, 0),
  );
  return { w, p };
}

describe("linear drift: the explicit Gaussian solution", () => {
  const start = { Q: [0.3], s: 1 };

  it.each(["sphere", "free"])(
    "%s: order 2 in space, for each row's density and for Q and s",
    (constraint) => {
      const model = pdeModel({ ...l2, constraint });
      const exact = linearSolution(model, start, 3);
      const runs = [120, 240, 480].map((cells) =>
        solvePde(model, start, [0, 3], { cells, nodes: 5, tolerance: 1e-7 }),
      );
      const errors = runs.map((run) => [distance(run, exact), Math.abs(run.Q[1]![0]! - exact.Q[0]!)]);
      for (const kind of [0, 1]) {
        const [, middle, fine] = errors.map((error) => error[kind]!);
        expect(Math.abs(Math.log2(middle! / fine!) - 2)).toBeLessThan(0.2);
      }
      const last = runs[2]!;
      expect(errors[2]![0]).toBeLessThan(2e-3);
      // The estimate from half as many cells is the error itself within a factor.
      const actual = Math.max(errors[2]![1]!, Math.abs(last.s[1]! - exact.s));
      expect(last.error.grid).toBeGreaterThan(actual / 2);
      expect(last.error.grid).toBeLessThan(4 * actual);
      const off = densityDistance({ w: last.density.w, p: last.density.p[1]! }, exactDensity(last, exact));
      expect(last.error.density).toBeGreaterThan(off / 2);
      expect(last.error.density).toBeLessThan(4 * off);
    },
  );

  it("the time steps' errors stay below their estimate", () => {
    const model = pdeModel({ ...l2, constraint: "free" });
    const at = (tolerance: number) => solvePde(model, start, [0, 3], { cells: 80, nodes: 6, tolerance });
    const [coarse, fine] = [at(3e-5), at(1e-7)];
    const off = totalVariation(coarse.masses, fine.masses, coarse.rows.weights);
    expect(off).toBeLessThan(coarse.error.time);
    expect(off).toBeGreaterThan(coarse.error.time / 100);
  });

  it("nodes that are too few are refused, or say how far off they are", () => {
    const model = pdeModel();
    const at = (nodes: number) => solvePde(model, start, [0, 3], { cells: 200, nodes, tolerance: 1e-5 });
    expect(() => at(1)).toThrow(/^nodes: 1 cannot stand for the features' entries/);
    const best = at(48);
    for (const nodes of [2, 3]) {
      const { Q, error } = at(nodes);
      const off = Math.abs(Q[1]![0]! - best.Q[1]![0]!);
      expect(error.nodes).toBeGreaterThan(off / 2);
      expect(error.nodes).toBeLessThan(2 * off);
    }
    expect(at(8).error.nodes).toBeLessThan(1e-3);
    expect(best.error.nodes).toBeLessThan(1e-5);
    const atoms = pdeModel({ entries: { law: "rademacher" } });
    expect(solvePde(atoms, start, [0, 1], { cells: 200, nodes: 2 }).error.nodes).toBe(0);
  });

  it("two features on the sphere follow the ODE", () => {
    const features = [
      { law: "rademacher", variance: 1.2 },
      { law: "rademacher", variance: 1.1 },
    ];
    const model = pdeModel({ ...l2, features });
    const pair = { Q: [0.3, -0.2], s: 1 };
    const exact = linearSolution(model, pair, 2);
    const solution = solvePde(model, pair, [0, 2], { cells: 160, nodes: 4, tolerance: 1e-5 });
    exact.Q.forEach((q, l) => void expect(Math.abs(solution.Q[1]![l]! - q)).toBeLessThan(3e-3));
    expect(Math.abs(solution.s[1]! - 1)).toBeLessThan(1e-3);
    expect(distance(solution, exact)).toBeLessThan(1e-2);
  });

  it("stays on the sphere for as long as one looks", () => {
    const { s } = solvePde(pdeModel(), start, [0, 20, 100], { cells: 80, nodes: 8, tolerance: 1e-5 });
    for (const norm of s) expect(Math.abs(norm - 1)).toBeLessThan(1e-3);
  });

  it("widens the grid where the weights spread, and stays on the solution", () => {
    const model = pdeModel({ regularizer: { kind: "none" }, constraint: "free", learningRate: 1 });
    const exact = linearSolution(model, start, 6);
    const solution = solvePde(model, start, [0, 3, 6], { cells: 240, nodes: 8, tolerance: 1e-5 });
    expect(solution.density.w.length).toBeGreaterThan(240);
    expect(solution.density.p.map((row) => row.length)).toEqual(Array(3).fill(solution.density.w.length));
    for (const row of solution.masses) {
      expect(Math.abs(row.reduce((sum, mass) => sum + mass, 0) - 1)).toBeLessThan(1e-12);
    }
    expect(Math.abs(solution.s[2]! / exact.s - 1)).toBeLessThan(1e-2);
    expect(Math.abs(solution.Q[2]![0]! / exact.Q[0]! - 1)).toBeLessThan(1e-2);
  });
});

const penalties: readonly object[] = [
  { kind: "l1", strength: 0.2 },
  { kind: "elastic", ratio: 0.5, strength: 0.3 },
  { kind: "huber", width: 0.5, strength: 0.3 },
  { kind: "w^4/4", strength: 0.1 },
];

describe("penalties that do not close", () => {
  it.each(penalties.flatMap((regularizer) => (["sphere", "free"] as const).map((c) => ({ regularizer, c }))))(
    "$regularizer.kind, $c: positive, every row's mass is 1, nothing at the ends, s as the constraint has it",
    ({ regularizer, c }) => {
      const model = pdeModel({ regularizer, constraint: c });
      const { masses, density, s, error } = solvePde(model, { Q: [0.3], s: 1 }, [0, 2], {
        cells: 160,
        nodes: 8,
        tolerance: 1e-5,
      });
      for (const row of masses) {
        expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
        expect(Math.abs(row.reduce((sum, mass) => sum + mass, 0) - 1)).toBeLessThan(1e-12);
      }
      const h = density.w[1]! - density.w[0]!;
      const last = density.p[1]!;
      expect((last[0]! + last.at(-1)!) * h).toBeLessThan(1e-12);
      if (c === "sphere") expect(Math.abs(s[1]! - 1)).toBeLessThan(1e-3);
      else expect(Math.abs(s[1]! - 1)).toBeGreaterThan(1e-3);
      expect(error.time).toBeLessThan(1e-3);
    },
  );
});

describe("refusals", () => {
  const solve = (model: Model, Q: number[], s = 1, options = {}) =>
    solvePde(model, { Q, s }, [0, 1], options);

  it.each([
    ["a start without a density", () => solve(pdeModel(), [1]), /^from: \|Q\|\^2 = s/],
    ["a start outside", () => solve(pdeModel(), [1.1]), /^from: /],
    ["cells too wide", () => solve(pdeModel(), [0.999]), /^cells: 400 do not resolve .* at least \d+ /],
    ["cells that leave 0 inside one", () => solve(pdeModel(), [0.3], 1, { cells: 401 }), /^cells: must be/],
    [
      "too many features",
      () => solve(pdeModel({ features: Array(3).fill({ law: "rademacher", variance: 1 }) }), [0.1, 0, 0]),
      /^features: .* 13824 quadrature nodes .* limit of 1024/,
    ],
  ])("%s", (_, work, message) => {
    expect(work).toThrow(message);
  });

  it("weights that blow up", () => {
    const model = pdeModel({
      activation: "cubic",
      constraint: "free",
      regularizer: { kind: "l1", strength: 0.01 },
    });
    const work = () => solvePde(model, { Q: [0.5], s: 1 }, [0, 50], { cells: 40, nodes: 4, tolerance: 1e-3 });
    expect(work).toThrow(/^the trajectory diverges at t = /);
  });
});
