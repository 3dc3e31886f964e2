import { describe, expect, it } from "vitest";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { predict, startingCovariance } from "../../../numerics/fluctuations/prediction.ts";
import { type SamplerName, samplers } from "../../../numerics/samplers/index.ts";
import type { Start } from "../../../numerics/samplers/sampler.ts";
import { simulate } from "../../../numerics/simulate.ts";
import { type Model, type ModelInput, parseModel } from "../../../theory/model.ts";
import { workedModel } from "../../support/worked-model.ts";

const base = {
  ...workedModel,
  features: [
    { law: "rademacher", variance: 1.2 },
    { law: "atoms", values: ["-0.5", "2"], weights: ["0.8", "0.2"] },
  ],
  augmentation: { variance: 0.5, correlation: -0.5 },
  batch: 2,
  learningRate: 0.8,
  regularizer: { kind: "l2", strength: 0.2 },
};
const modelOf = (changes: ModelInput): Model => parseModel({ ...base, ...changes });

/** Q and, when it is free, s of each run at the last time. */
function endsOf(
  model: Model,
  start: Start,
  {
    sampler,
    dimension,
    until,
    runs,
  }: { sampler: SamplerName; dimension: number; until: number; runs: number },
): number[][] {
  const size = model.features.length + (model.constraint === "free" ? 1 : 0);
  const options = { sampler: samplers[sampler], dimension, start, times: [0, until], runs, seed: 4 };
  return simulate(model, options).samples[1]!.map((state) => [...state.subarray(0, size)]);
}

/** The lower triangular square root. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const root: number[][] = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k++) rest -= root[i]![k]! * root[j]![k]!;
      root[i]![j] = i === j ? Math.sqrt(rest) : rest / root[j]![j]!;
    }
  }
  return root;
}

/**
 * Covariance matrices over runs against a predicted one. In coordinates in which the prediction is the identity the
 * entries of (n - 1) times the sample covariance have Wishart's law: chi^2 on the diagonal, with mean n - 1 and
 * variance 2 (n - 1), and mean 0 and variance n - 1 off it. The scores of all entries.
 */
function wishartScores(runs: readonly number[][], covariance: readonly (readonly number[])[]): number[] {
  const degrees = runs.length - 1;
  const means = covariance.map((_, i) => runs.reduce((sum, run) => sum + run[i]!, 0) / runs.length);
  const root = cholesky(covariance);
  const white = runs.map((run) => {
    const x: number[] = [];
    for (let i = 0; i < means.length; i++) {
      let rest = run[i]! - means[i]!;
      for (let k = 0; k < i; k++) rest -= root[i]![k]! * x[k]!;
      x.push(rest / root[i]![i]!);
    }
    return x;
  });
  const product = (i: number, j: number): number => white.reduce((sum, x) => sum + x[i]! * x[j]!, 0);
  return means.flatMap((_, i) =>
    means
      .slice(0, i + 1)
      .map((_, j) =>
        i === j ? (product(i, i) - degrees) / Math.sqrt(2 * degrees) : product(i, j) / Math.sqrt(degrees),
      ),
  );
}

/** Of normal scores, one in 16,000 is beyond; there are some fifty. */
const bound = 4;

function expectSpread(
  model: Model,
  start: Start,
  size: { sampler: SamplerName; dimension: number; until: number; runs: number },
): void {
  const { sigma } = predict(compileFlow(model), start, [0, size.until], size.dimension);
  const runs = endsOf(model, start, size);
  const scores = (factor: number): number[] =>
    wishartScores(
      runs,
      sigma[1]!.map((row) => row.map((value) => (factor * value) / size.dimension)),
    ).map(Math.abs);
  expect(Math.max(...scores(1))).toBeLessThan(bound);
  // As many runs as it takes to see a factor of 3/2.
  expect(Math.max(...scores(1.5))).toBeGreaterThan(bound);
  expect(Math.max(...scores(2 / 3))).toBeGreaterThan(bound);
}

const startOf = (model: Model): Start => ({
  kind: "overlaps",
  Q: [0.4, -0.3].slice(0, model.features.length),
  s: model.constraint === "sphere" ? 1 : 0.8,
});

describe("the covariance over runs at N = 1000 is Sigma/N", () => {
  const losses = ["covariance", "spectral", "alignment", { a: "z^2/2 - z*zp", b: "z^2*zp^2/4 + z*zp^2/5" }];
  it.each(losses.flatMap((loss) => ["sphere", "free"].map((constraint) => [loss, constraint] as const)))(
    "loss %j, %s, overlap",
    (loss, constraint) => {
      const activation = constraint === "sphere" ? "tanh" : "sin";
      // One's own loss has more expectations in D than the others: one feature keeps them cheap.
      const features = base.features.slice(0, typeof loss === "string" ? 2 : 1);
      const model = modelOf({ loss, constraint, activation, features });
      expectSpread(model, startOf(model), { sampler: "overlap", dimension: 1000, until: 0.8, runs: 500 });
    },
  );

  it.each(["sphere", "free"])("%s, projected", (constraint) => {
    const model = modelOf({ constraint, activation: "identity", learningRate: 0.3 });
    expectSpread(model, startOf(model), { sampler: "projected", dimension: 1000, until: 0.2, runs: 350 });
  });
});

describe("random starts", () => {
  it.each(["sphere", "free"])("spread as they are drawn, %s", (constraint) => {
    const model = modelOf({ constraint });
    const start = { kind: "random", s: constraint === "sphere" ? 1 : 0.7 } as const;
    const covariance = startingCovariance(compileFlow(model), start);
    for (const [sampler, dimension] of [
      ["overlap", 1e6],
      ["projected", 1000],
    ] as const) {
      const runs = endsOf(model, start, { sampler, dimension, until: 0, runs: 1000 });
      const scaled = covariance.map((row) => row.map((value) => value / dimension));
      for (const score of wishartScores(runs, scaled)) expect(Math.abs(score)).toBeLessThan(bound);
    }
  });

  it("carry their spread into that of later times", () => {
    const model = modelOf({ activation: "sin", constraint: "free" });
    expectSpread(
      model,
      { kind: "random", s: 0.8 },
      { sampler: "overlap", dimension: 10_000, until: 0.1, runs: 500 },
    );
  });
});

describe("predict", () => {
  it("gives sqrt(Sigma/N), and none to the norm on the sphere", () => {
    const flow = compileFlow(modelOf({}));
    const { sigma, sd, Q, s } = predict(flow, startOf(flow.model), [0, 1], 400);
    expect([Q[0], s]).toEqual([
      [0.4, -0.3],
      [1, 1],
    ]);
    expect(sd.Q[0]).toEqual([0, 0]);
    sd.Q[1]!.forEach((value, l) => {
      expect(400 * value ** 2).toBeCloseTo(sigma[1]![l]![l]!, 12);
    });
    expect(sd.s).toEqual([0, 0]);
  });

  it("refuses equations that do not close", () => {
    const model = modelOf({ regularizer: { kind: "l1", strength: 0.1 } });
    expect(() => predict(compileFlow(model), startOf(model), [0, 1], 400)).toThrow("do not close");
  });
});
