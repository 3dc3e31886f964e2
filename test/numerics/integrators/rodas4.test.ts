import { describe, expect, it } from "vitest";
import { LinearSolver } from "../../../numerics/integrators/linear-solver.ts";
import { rodas4FixedSteps } from "../../../numerics/integrators/rodas4.ts";
import { Rodas4Step } from "../../../numerics/integrators/rodas4-step.ts";
import { RODAS4 } from "../../../numerics/integrators/rodas4-tableau.ts";
import { Random } from "../../../numerics/random/random.ts";
import * as problems from "./problems.ts";

type Matrix = number[][];
const S = 6;
const indices = [0, 1, 2, 3, 4, 5];
const matrix = (entry: (i: number, j: number) => number): Matrix =>
  indices.map((i) => indices.map((j) => entry(i, j)));
const sum = (term: (i: number) => number): number => indices.reduce((total, i) => total + term(i), 0);

/** (I / gamma - C)^-1 = (gamma_ij), by forward substitution: the matrix is lower triangular. */
function untransform(): { gammas: Matrix; alphas: Matrix; betas: Matrix } {
  const inverse = matrix((i, j) => (i === j ? 1 / RODAS4.gamma : -(RODAS4.coupling[i]![j] ?? 0)));
  const gammas = matrix(() => 0);
  for (let j = 0; j < S; j++) {
    for (let i = j; i < S; i++) {
      let rest = i === j ? 1 : 0;
      for (let k = j; k < i; k++) rest -= inverse[i]![k]! * gammas[k]![j]!;
      gammas[i]![j] = rest / inverse[i]![i]!;
    }
  }
  const alphas = matrix((i, j) => sum((k) => (RODAS4.stage[i]![k] ?? 0) * gammas[k]![j]!));
  return { gammas, alphas, betas: matrix((i, j) => alphas[i]![j]! + gammas[i]![j]!) };
}

const { gammas, alphas, betas } = untransform();
const original = (weights: (k: number) => number): number[] =>
  indices.map((j) => sum((k) => weights(k) * gammas[k]![j]!));
const alphaOf = alphas.map((row) => row.reduce((a, b) => a + b, 0));
const betaOf = betas.map((row) => row.reduce((a, b) => a + b, 0));

/** The elementary weights of order <= 3 of the weights b: the trees of one, two and three nodes. */
function lowOrderWeights(b: number[]): number[] {
  return [
    sum((i) => b[i]!),
    sum((i) => b[i]! * betaOf[i]!),
    sum((i) => b[i]! * alphaOf[i]! ** 2),
    sum((i) => b[i]! * sum((j) => betas[i]![j]! * betaOf[j]!)),
  ];
}

function expectClose(actual: number[], expected: number[]): void {
  for (const [i, value] of expected.entries()) expect(Math.abs(actual[i]! - value)).toBeLessThan(2e-13);
}

describe("the RODAS coefficients", () => {
  it("are consistent: nodes and time weights are the row sums", () => {
    expectClose(alphaOf, [...RODAS4.nodes]);
    expectClose(
      gammas.map((row) => row.reduce((a, b) => a + b, 0)),
      [...RODAS4.timeWeights],
    );
  });

  it("satisfy the eight order conditions of order 4", () => {
    const b = original((k) => RODAS4.weights[k]!);
    expectClose(lowOrderWeights(b), [1, 1 / 2, 1 / 3, 1 / 6]);
    const products = (m: Matrix, v: number[]): number[] => indices.map((i) => sum((j) => m[i]![j]! * v[j]!));
    const squares = alphaOf.map((a) => a * a);
    expectClose(
      [
        sum((i) => b[i]! * alphaOf[i]! ** 3),
        sum((i) => b[i]! * alphaOf[i]! * products(alphas, betaOf)[i]!),
        sum((i) => b[i]! * products(betas, squares)[i]!),
        sum((i) => b[i]! * products(betas, products(betas, betaOf))[i]!),
      ],
      [1 / 4, 1 / 8, 1 / 12, 1 / 24],
    );
  });

  it("satisfy the conditions of order 3 without the last stage", () => {
    expectClose(lowOrderWeights(original((k) => (k < S - 1 ? RODAS4.weights[k]! : 0))), [
      1,
      1 / 2,
      1 / 3,
      1 / 6,
    ]);
  });

  it("satisfy the conditions of order 3 along the continuous extension", () => {
    for (const s of [0.1, 0.35, 0.5, 0.8, 1]) {
      const [p, q] = RODAS4.dense;
      const b = original((k) => s * (RODAS4.weights[k]! + (1 - s) * ((p[k] ?? 0) + s * (q[k] ?? 0))));
      expectClose(lowOrderWeights(b), [s, s ** 2 / 2, s ** 3 / 3, s ** 3 / 6]);
    }
  });

  it("are stiffly accurate: the last row of beta is b", () => {
    expectClose(
      betas[S - 1]!,
      original((k) => RODAS4.weights[k]!),
    );
  });
});

describe("the order of RODAS", () => {
  const slope = (errors: number[]): number => Math.log2(errors[0]! / errors[1]!);

  it.each([
    ["autonomous", problems.logistic, 0.2, 0, (t: number) => 1 / (1 + 4 * Math.exp(-t))],
    ["non-autonomous", problems.forced, 1, 0, problems.forcedSolution],
  ] as const)("is 4 at the end of an %s integration", (_name, field, y0, t0, solution) => {
    const errors = [40, 80].map((steps) => {
      const { end } = rodas4FixedSteps(field, Float64Array.of(y0), t0, 2, steps);
      return Math.abs(end[0]! - solution(2));
    });
    expect(Math.abs(slope(errors) - 4)).toBeLessThan(0.2);
  });

  it("is 3 inside a step: the local error of the continuous extension is O(h^4), that of the end O(h^5)", () => {
    const solution = problems.forcedSolution;
    const local = [0.04, 0.02].map((h) => {
      const step = rodas4FixedSteps(problems.forced, Float64Array.of(1), 0, h, 1);
      return [Math.abs(step.lastMiddle[0]! - solution(h / 2)), Math.abs(step.end[0]! - solution(h))] as const;
    });
    expect(Math.abs(slope(local.map(([middle]) => middle)) - 4)).toBeLessThan(0.2);
    expect(Math.abs(slope(local.map(([, end]) => end)) - 5)).toBeLessThan(0.3);
  });

  it("is 3 for the embedded method: the error estimate of one step is O(h^4)", () => {
    for (const [field, y0] of [
      [problems.logistic, 0.2],
      [problems.forced, 1],
    ] as const) {
      const estimates = [0.04, 0.02].map((h) => {
        const step = new Rodas4Step(field);
        step.linearize(0, Float64Array.of(y0));
        step.attempt(0, h);
        return step.error(1);
      });
      expect(Math.abs(slope(estimates) - 4)).toBeLessThan(0.2);
    }
  });

  it("damps an infinitely stiff mode in one step (L-stability)", () => {
    const { end } = rodas4FixedSteps(problems.exponential(-1e9), Float64Array.of(1), 0, 1, 1);
    expect(Math.abs(end[0]!)).toBeLessThan(1e-7);
  });
});

describe("LinearSolver", () => {
  it("solves systems whose diagonal vanishes", () => {
    const size = 7;
    const random = new Random(4);
    const solver = new LinearSolver(size);
    random.fillNormal(solver.matrix);
    for (let i = 0; i < size; i++) solver.matrix[i * (size + 1)] = 0;
    const a = solver.matrix.slice();
    const x = new Float64Array(size);
    random.fillNormal(x);
    const b = x.map((_, i) => x.reduce((total, value, j) => total + a[i * size + j]! * value, 0));
    expect(solver.factor()).toBe(true);
    solver.solve(b);
    for (let i = 0; i < size; i++) expect(Math.abs(b[i]! - x[i]!)).toBeLessThan(1e-12);
  });

  it("refuses singular and non-finite matrices", () => {
    const solver = new LinearSolver(2);
    solver.matrix.set([1, 2, 2, 4]);
    expect(solver.factor()).toBe(false);
    solver.matrix.set([Number.NaN, 0, 0, 1]);
    expect(solver.factor()).toBe(false);
  });
});
