import { expect, it } from "vitest";
import { Random } from "../../numerics/random/random.ts";
import { samplers } from "../../numerics/samplers/index.ts";
import { battery } from "../../proofs-check/mutants/battery.ts";
import { StepSampler } from "../../proofs-check/sampled-step/step-sample.ts";
import { sampleOf } from "../../proofs-check/statistics.ts";
import { type Constraint, type Model, varyModel } from "../../theory/model.ts";

const blocks = 60;
const steps = 200;

/** Means and unbiased covariances of N Delta(Q, s), a row a block, of steps that a sampler makes at N = 10^8. */
function blocksOfSampler(model: Model, Q: readonly number[], constraint: Constraint): number[][] {
  const dimension = 1e8;
  const candidate = varyModel(model, { constraint });
  const size = constraint === "free" ? Q.length + 1 : Q.length;
  const random = Random.stream(3, 0);
  const before = [...Q, 1];
  const after = new Float64Array(Q.length + 1);
  return Array.from({ length: blocks }, () => {
    const increments = Array.from({ length: steps }, () => {
      const run = samplers.overlap.start(candidate, dimension, { kind: "overlaps", Q, s: 1 }, random);
      run.advance(1);
      run.read(after);
      return before.slice(0, size).map((x, i) => dimension * (after[i]! - x));
    });
    const sum = (f: (x: readonly number[]) => number): number => increments.reduce((all, x) => all + f(x), 0);
    const means = before.slice(0, size).map((_, i) => sum((x) => x[i]!) / steps);
    const covariances = means.flatMap((_, i) =>
      means
        .slice(i)
        .map((_, k) => sum((x) => (x[i]! - means[i]!) * (x[i + k]! - means[i + k]!)) / (steps - 1)),
    );
    return [...means, ...covariances];
  });
}

it.each(battery.map(({ model, simulated }) => [model.name, model, simulated[0]!] as const))(
  "steps have the law of SGD's: %s",
  (_, model, state) => {
    expect(state.s).toBe(1);
    const sampler = new StepSampler(model, state, Random.stream(4, 0));
    const own = Array.from({ length: blocks }, () => sampler.block(steps));
    const [free, sphere] = (["free", "sphere"] as const).map((constraint) =>
      blocksOfSampler(model, state.Q, constraint),
    );
    const reference = free!.map((row, b) => [...row, ...sphere![b]!]);
    // V, p and the k_l come first: no increments.
    const first = state.Q.length + 2;
    expect(own[0]!.length).toBe(first + reference[0]!.length);
    for (let q = 0; q < reference[0]!.length; q++) {
      const a = sampleOf(own.map((row) => row[first + q]!));
      const b = sampleOf(reference.map((row) => row[q]!));
      const error = Math.hypot(a.standardError, b.standardError);
      expect(Math.abs(a.mean - b.mean) / error, `statistic ${q}`).toBeLessThan(5);
    }
  },
);
