import { describe, expect, it } from "vitest";
import { Xoshiro128 } from "../../numerics/random/xoshiro.ts";
import { samplers } from "../../numerics/samplers/index.ts";
import { simulate } from "../../numerics/simulate.ts";
import { coupledDifference } from "../../proofs-check/coupled-runs.ts";
import { sampleOf } from "../../proofs-check/statistics.ts";
import { parseModel } from "../../theory/model.ts";

const model = parseModel(
  {
    features: [{ law: "rademacher", variance: 1.2 }],
    background: { variance: 1 },
    augmentation: { variance: 0.25, correlation: -0.5 },
    activation: "tanh",
    loss: "covariance",
    batch: 2,
    learningRate: 0.7,
    regularizer: { kind: "l2", strength: 0.2 },
    constraint: "free",
  },
  "coupled",
);
const start = { kind: "overlaps", Q: [0.6], s: 1 } as const;

function differences(dimension: number, count: number, times: readonly number[]): Float64Array[][] {
  const random = new Xoshiro128(11);
  return Array.from({ length: count }, () => coupledDifference(model, dimension, start, times, random));
}

describe("two runs at N coupled to one at 2 N", () => {
  it("differ in the mean by what unrelated runs differ", () => {
    const [dimension, runs, times] = [6, 5000, [0.5, 1]];
    const coupled = differences(dimension, runs, times);
    const unrelated = [dimension, 2 * dimension].map((size, i) =>
      simulate(model, { sampler: samplers.overlap, dimension: size, start, times, runs, seed: 5 + i }),
    );
    for (const i of times.keys()) {
      for (const l of [0, 1]) {
        const difference = sampleOf(coupled.map((states) => states[i]![l]!));
        const [small, large] = unrelated.map(({ samples }) =>
          sampleOf(samples[i]!.map((state) => state[l]!)),
        );
        const error = Math.hypot(small!.standardError, large!.standardError, difference.standardError);
        expect(Math.abs(difference.mean - (small!.mean - large!.mean))).toBeLessThan(5 * error);
        // At this N the bias is far from lost in the noise.
        if (l === 1) expect(Math.abs(difference.mean)).toBeGreaterThan(5 * difference.standardError);
      }
    }
  });

  it("scatter like 1/N, not like N^(-1/2)", () => {
    const spread = (dimension: number): number => {
      const sample = sampleOf(differences(dimension, 300, [1]).map(([state]) => state![0]!));
      return sample.standardError;
    };
    expect(Math.log(spread(20) / spread(180)) / Math.log(9)).toBeGreaterThan(0.85);
  });
});
