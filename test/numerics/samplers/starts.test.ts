import { describe, expect, it } from "vitest";
import { Random } from "../../../numerics/random/random.ts";
import { samplers } from "../../../numerics/samplers/index.ts";
import type { Start } from "../../../numerics/samplers/sampler.ts";
import { simulate } from "../../../numerics/simulate.ts";
import { type Constraint, parseModel } from "../../../theory/model.ts";
import { kolmogorovSmirnov, normalUpperTail } from "../random/reference.ts";

function modelOf(constraint: Constraint): ReturnType<typeof parseModel> {
  return parseModel({
    features: [{ law: "rademacher", variance: 1 }],
    background: { variance: 1 },
    augmentation: { variance: 0.2, correlation: 0 },
    activation: "tanh",
    loss: "covariance",
    batch: 2,
    learningRate: 1,
    regularizer: { kind: "none" },
    constraint,
  });
}

describe.each(["direct", "projected", "overlap"] as const)("%s", (name) => {
  const sampler = samplers[name];
  const runs = 20_000;
  const randomStart = (constraint: Constraint, s: number, dimension: number): Float64Array => {
    const start: Start = { kind: "random", s };
    const options = { sampler, dimension, start, times: [0], runs, seed: 7 };
    return Float64Array.from(simulate(modelOf(constraint), options).samples[0]!, (row) => row[0]!);
  };

  // Kolmogorov's limit law exceeds 2.4 with probability 2 exp(-2 * 2.4^2) = 2e-5.
  it("starts uniformly on the sphere: in three dimensions an overlap is uniform (Archimedes)", () => {
    const overlaps = randomStart("sphere", 1, 3);
    expect(kolmogorovSmirnov(overlaps, (q) => (1 + q) / 2)).toBeLessThan(2.4);
  });

  it("starts at Gaussian weights when free: overlaps are N(0, s/N)", () => {
    const [s, dimension] = [1.7, 5];
    const overlaps = randomStart("free", s, dimension);
    expect(kolmogorovSmirnov(overlaps, (q) => normalUpperTail(-q * Math.sqrt(dimension / s)))).toBeLessThan(
      2.4,
    );
  });

  it("draws run r from the seed's stream r and from nothing else", () => {
    const model = modelOf("sphere");
    const start: Start = { kind: "random", s: 1 };
    const options = { sampler, dimension: 20, start, times: [0.5], runs: 3, seed: 9 };
    const { samples } = simulate(model, options);
    for (const [r, expected] of samples[0]!.entries()) {
      const run = sampler.start(model, 20, start, Random.stream(9, r));
      run.advance(10);
      const state = new Float64Array(2);
      run.read(state);
      expect(state).toEqual(expected);
    }
  });
});
