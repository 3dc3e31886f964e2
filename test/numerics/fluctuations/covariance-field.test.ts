import { describe, expect, it } from "vitest";
import { compileFlow, type Flow } from "../../../numerics/flow/flow.ts";
import {
  covarianceField,
  packSymmetric,
  unpackSymmetric,
} from "../../../numerics/fluctuations/covariance-field.ts";
import { linearization } from "../../../numerics/fluctuations/linearization.ts";
import { startingCovariance } from "../../../numerics/fluctuations/prediction.ts";
import { integrate } from "../../../numerics/integrate.ts";
import { compositeGaussLegendre } from "../../../numerics/quadrature/gauss-legendre.ts";
import { type ModelInput, parseModel } from "../../../theory/model.ts";
import { workedModel } from "../../support/worked-model.ts";

const base = {
  ...workedModel,
  features: [
    { law: "rademacher", variance: 1.2 },
    { law: "sparse", variance: 1, probability: 0.5 },
  ],
  batch: 3,
  regularizer: { kind: "l2", strength: 0.2 },
};
const flowOf = (changes: ModelInput = {}): Flow => compileFlow(parseModel({ ...base, ...changes }));
const single = { features: base.features.slice(0, 1) };
const flows: [string, () => Flow][] = [
  ["tanh on the sphere", () => flowOf()],
  ["a skew quadratic on the sphere", () => flowOf({ activation: "y + y^2/5" })],
  ["the line, free", () => flowOf({ activation: "identity", learningRate: 0.2, constraint: "free" })],
  ["the sine, free", () => flowOf({ activation: "sin", constraint: "free", ...single })],
];

describe.each(flows)("Sigma of %s", (_, makeFlow) => {
  const flow = makeFlow();
  const { size, features } = flow;
  const exact = { kind: "overlaps", Q: [0.4, 0.2].slice(0, features), s: 1 } as const;
  const none = startingCovariance(flow, exact);
  const stateAt = (start: ArrayLike<number>, from: number, to: number): number[] => {
    if (from === to) return Array.from(start);
    const Q = Array.from(start).slice(0, features);
    const s = size > features ? start[features]! : 1;
    const { Q: rows, s: norms } = integrate(flow, { Q, s }, [from, to], { tolerance: 1e-12 });
    return [...rows[1]!, norms[1]!].slice(0, size);
  };

  it("is the noise of all times, carried to the end by the flow between perturbed starts", () => {
    const until = 2;
    // Variation of constants: Sigma(T) is the integral of Phi(T, r) D(r) Phi(T, r)' over r.
    const rule = compositeGaussLegendre([0, until / 2, until], 8);
    const start = size > features ? [...exact.Q, exact.s] : exact.Q;
    const expected = start.map(() => start.map(() => 0));
    const at = linearization(flow);
    rule.nodes.forEach((r, k) => {
      const state = stateAt(start, 0, r);
      const { intensity } = at(Float64Array.from(state));
      const D = Array.from({ length: size }, (_, i) => [...intensity.subarray(i * size, (i + 1) * size)]);
      const step = 1e-4;
      const columns = state.map((_, j) => {
        const [up, down] = [step, -step].map((shift) =>
          stateAt(
            state.map((x, i) => (i === j ? x + shift : x)),
            r,
            until,
          ),
        ) as [number[], number[]];
        return up.map((x, i) => (x - down[i]!) / (2 * step));
      });
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          for (let p = 0; p < size; p++) {
            for (let q = 0; q < size; q++) {
              expected[i]![j]! += rule.weights[k]! * columns[p]![i]! * D[p]![q]! * columns[q]![j]!;
            }
          }
        }
      }
    });
    const { sigma } = integrate(flow, exact, [0, until], { covariance: none, tolerance: 1e-11 });
    const scale = Math.max(...expected.map((row, i) => row[i]!));
    expected.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(Math.abs(sigma![1]![i]![j]! - value)).toBeLessThan(1e-6 * scale);
      });
    });
  });

  it("is the same by every method, beside the same state as without it", () => {
    const times = [0, 1, 4];
    const solve = (method: "odex" | "rodas4") =>
      integrate(flow, exact, times, { method, tolerance: 1e-9, covariance: none });
    const [first, second] = [solve("odex"), solve("rodas4")];
    const alone = integrate(flow, exact, times, { method: "odex", tolerance: 1e-9 });
    expect(alone.sigma).toBeNull();
    expect([first.method, second.method]).toEqual(["odex", "rodas4"]);
    for (const [i, matrix] of first.sigma!.entries()) {
      const scale = Math.max(1, ...matrix.map((row, l) => row[l]!));
      matrix.flat().forEach((value, k) => {
        expect(Math.abs(second.sigma![i]!.flat()[k]! - value)).toBeLessThan(1e-6 * scale);
      });
      [...alone.Q[i]!, alone.s[i]!].forEach((value, k) => {
        expect(Math.abs([...first.Q[i]!, first.s[i]!][k]! - value)).toBeLessThan(1e-7);
      });
    }
  });

  it("has the Jacobian of its own right-hand side", () => {
    const field = covarianceField(flow);
    const y = Float64Array.from({ length: field.size }, (_, i) => (i === features ? 0.9 : 0.3 + 0.07 * i));
    const matrix = new Float64Array(field.size ** 2);
    field.jacobian(0, y, matrix);
    const slope = (j: number, h: number): Float64Array => {
      const [up, down] = [h, -h].map((shift) => {
        const out = new Float64Array(field.size);
        field.rhs(
          0,
          y.map((x, i) => (i === j ? x + shift : x)),
          out,
        );
        return out;
      }) as [Float64Array, Float64Array];
      return up.map((x, i) => (x - down[i]!) / (2 * h));
    };
    const largest = Math.max(...matrix.map(Math.abs));
    for (let j = 0; j < field.size; j++) {
      const [coarse, fine] = [slope(j, 0.004), slope(j, 0.002)];
      fine.forEach((x, i) => {
        const expected = (4 * x - coarse[i]!) / 3;
        expect(Math.abs(matrix[i * field.size + j]! - expected)).toBeLessThan(1e-7 * largest);
      });
    }
  });
});

describe("Sigma from a random start at a fixed point Q = 0", () => {
  it("is (Sigma_0 + D/(2A)) exp(2 A t) - D/(2A) for every variable, uncoupled", () => {
    const flow = flowOf();
    const origin = Float64Array.of(0, 0);
    const { jacobian, intensity } = linearization(flow, false)(origin);
    const start = { Q: [0, 0], s: 1 };
    const covariance = startingCovariance(flow, { kind: "random", s: 1 });
    const { sigma } = integrate(flow, start, [0, 7], { covariance, tolerance: 1e-11 });
    for (const l of [0, 1]) {
      const [A, D] = [jacobian[3 * l]!, intensity[3 * l]!];
      const expected = (1 + D / (2 * A)) * Math.exp(14 * A) - D / (2 * A);
      expect(sigma![1]![l]![l]! / expected).toBeCloseTo(1, 8);
    }
    expect(sigma![1]![0]![1]!).toBeCloseTo(0, 8);
  });
});

it("a triangle holds a symmetric matrix", () => {
  const matrix = [
    [1, 2, 3],
    [2, 4, 5],
    [3, 5, 6],
  ];
  expect(packSymmetric(matrix)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(unpackSymmetric(packSymmetric(matrix), 3)).toEqual(matrix);
});
