import { describe, expect, it } from "vitest";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { linearization } from "../../../numerics/fluctuations/linearization.ts";
import { Random } from "../../../numerics/random/random.ts";
import { type SamplerName, samplers } from "../../../numerics/samplers/index.ts";
import { type Model, type ModelInput, parseModel } from "../../../theory/model.ts";
import { lopsidedLoss } from "../../support/lopsided-loss.ts";

const skew = { law: "atoms", values: ["-0.5", "2"], weights: ["0.8", "0.2"] };
const shifted = { law: "atoms", values: ["-1", "0.5", "1.5"], weights: ["0.3", "0.3", "0.4"] };

const base = {
  features: [skew, shifted],
  background: { variance: 0.8 },
  augmentation: { variance: 0.6, correlation: -0.7 },
  loss: "covariance",
  learningRate: 1.5,
  regularizer: { kind: "l2", strength: 0.2 },
};

/** The z-scores of D against the covariances of N Delta(Q, s) over single steps of a sampler. */
function scores(
  model: Model,
  { Q, s }: { Q: readonly number[]; s: number },
  {
    sampler,
    dimension,
    steps,
    seed,
  }: { sampler: SamplerName; dimension: number; steps: number; seed: number },
): number[] {
  const size = Q.length + (model.constraint === "free" ? 1 : 0);
  const random = Random.stream(seed, 0);
  const before = [...Q, s];
  const after = new Float64Array(Q.length + 1);
  const increments = Array.from({ length: steps }, () => {
    const run = samplers[sampler].start(model, dimension, { kind: "overlaps", Q, s }, random);
    run.advance(1);
    run.read(after);
    return before.slice(0, size).map((x, i) => dimension * (after[i]! - x));
  });
  const mean = (f: (k: number) => number): number => increments.reduce((sum, _, k) => sum + f(k), 0) / steps;
  const means = before.slice(0, size).map((_, i) => mean((k) => increments[k]![i]!));
  const { intensity } = linearization(compileFlow(model), false)(Float64Array.from(before.slice(0, size)));
  return means.flatMap((_, i) =>
    means.slice(i).map((_, offset) => {
      const j = i + offset;
      const product = (k: number): number =>
        (increments[k]![i]! - means[i]!) * (increments[k]![j]! - means[j]!);
      const covariance = mean(product);
      const error = Math.sqrt(mean((k) => (product(k) - covariance) ** 2) / steps);
      return (covariance - intensity[i * size + j]!) / error;
    }),
  );
}

// With this many steps a standard error is about 1.5 % of a variance.
const steps = 10_000;

/** 56 scores are compared to this bound: correct ones pass all of them with probability 0.997 over seeds. */
const bound = 4.5;

describe("D against single steps at N = 10^8", () => {
  const cases: { changes: ModelInput; asymmetric?: boolean }[] = [
    { changes: { activation: "tanh", batch: 2 } },
    { changes: { activation: "relu", batch: 3, loss: "spectral", learningRate: 0.5 } },
    { changes: { activation: "y + y^2/5", batch: 4, learningRate: 0.5 } },
    { changes: { activation: "sin", batch: 2, loss: "alignment" } },
    { changes: { activation: "softplus", batch: 5, features: [shifted] }, asymmetric: true },
    { changes: { activation: "erf", batch: 3, loss: "spectral" } },
  ];
  it.each(cases)("$changes", ({ changes, asymmetric }) => {
    for (const constraint of ["sphere", "free"]) {
      const parsed = parseModel({ ...base, ...changes, constraint });
      const model = asymmetric ? { ...parsed, loss: lopsidedLoss } : parsed;
      const Q = [0.5, -0.4].slice(0, model.features.length);
      const s = constraint === "sphere" ? 1 : 0.7;
      for (const score of scores(model, { Q, s }, { sampler: "overlap", dimension: 1e8, steps, seed: 5 }))
        expect(Math.abs(score)).toBeLessThan(bound);
    }
  });
});

describe("D against single steps of the algorithm as written", () => {
  it.each(["sphere", "free"])("tanh, %s, N = 300", (constraint) => {
    const model = parseModel({ ...base, activation: "tanh", batch: 2, constraint });
    const state = { Q: [0.5, -0.4], s: constraint === "sphere" ? 1 : 0.7 };
    // The finite dimension moves a covariance by about 1/N of itself, the steps tell it to 3 %.
    for (const score of scores(model, state, { sampler: "direct", dimension: 300, steps: 2000, seed: 2 }))
      expect(Math.abs(score)).toBeLessThan(bound);
  });
});
