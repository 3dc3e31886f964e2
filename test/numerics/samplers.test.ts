import { beforeAll, describe, expect, it } from "vitest";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { integrate } from "../../numerics/integrate.ts";
import { type SamplerName, samplers } from "../../numerics/samplers/index.ts";
import type { Start } from "../../numerics/samplers/sampler.ts";
import { simulate } from "../../numerics/simulate.ts";
import { DivergenceError, UnsupportedError } from "../../theory/errors.ts";
import { type Constraint, type Model, type ModelInput, parseModel, varyModel } from "../../theory/model.ts";
import { momentScores, projectionDistances, type Sample } from "./support/two-sample.ts";

const base = parseModel({
  features: [
    { law: "rademacher", variance: 1.2 },
    { law: "gaussian", variance: 1.1 },
  ],
  background: { variance: 0.8 },
  augmentation: { variance: 0.6, correlation: -0.7 },
  activation: "tanh",
  loss: "covariance",
  batch: 2,
  learningRate: 0.5,
  regularizer: { kind: "l2", strength: 0.2 },
  constraint: "sphere",
});
const start: Start = { kind: "overlaps", Q: [0.5, 0.2], s: 1 };
const times = [0.5, 1, 2];

function sample(
  name: SamplerName,
  model: Model,
  { runs, seed, dimension = 100 }: { runs: number; seed: number; dimension?: number },
): readonly Sample[] {
  return simulate(model, { sampler: samplers[name], dimension, start, times, runs, seed }).samples;
}

/*
 * SIZES. A z score beyond 6.1 has probability 1.1e-9, and so has a Kolmogorov-Smirnov statistic beyond 3.273
 * by its tail 2 exp(-2 x^2) = 1.0e-9. One comparison makes 3 (2 + 2 + 3) + 2 + 8 = 31 tests on the
 * sphere and 3 (3 + 3 + 6) + 3 + 8 = 47 when free; four of each are made below, so that correct samplers fail one of
 * the 312 tests with probability 4e-7 over all choices of seeds.
 *
 * POWER. With 2,000 runs of each, the z test sees a shift of the mean by (6.1 + 2.33) sqrt(2 / 2000) = 0.27
 * standard deviations with 99 %, and a variance that is off by 0.27 sqrt 2 = 38 % (of a normal variable). The
 * KS statistic sees a shift of 0.35 standard deviations: sqrt(1000) 0.399 x 0.35 - 2.33 / 2 = 3.25.
 */
const zBound = 6.1;
const ksBound = 3.273;

/** Whether any of the comparisons at any of the times rejects that the two laws are equal. */
function rejections(first: readonly Sample[], second: readonly Sample[], size: number): string[] {
  const moments = times.flatMap((t, i) =>
    momentScores(first[i]!, second[i]!, size)
      .filter(({ z }) => !(z < zBound))
      .map(({ name, z }) => `${name} at t = ${t}: z = ${z}`),
  );
  const whole = projectionDistances(first.at(-1)!, second.at(-1)!, size)
    .map((distance, k) => ({ distance, k }))
    .filter(({ distance }) => !(distance < ksBound))
    .map(({ distance, k }) => `projection ${k}: ${distance}`);
  return [...moments, ...whole];
}

describe.each<[Constraint, number, number]>([
  ["sphere", 2, 50],
  ["free", 5, 50],
])("the samplers' laws (%s, B = %i, N = %i)", (constraint, batch, dimension) => {
  const model = varyModel(base, { constraint, batch });
  const size = constraint === "free" ? 3 : 2;
  let direct: readonly Sample[];
  let overlap: readonly Sample[];
  beforeAll(() => {
    direct = sample("direct", model, { runs: 2000, seed: 11, dimension });
    overlap = sample("overlap", model, { runs: 2000, seed: 12, dimension });
  });

  it("overlap has the law of the algorithm", () => {
    expect(rejections(direct, overlap, size)).toEqual([]);
  });

  it.each<[string, ModelInput]>([
    ["tau 20 % larger", { learningRate: 0.6 }],
    ["the sign of rho flipped", { augmentation: { correlation: 0.7 } }],
  ])("and is told from it with %s", (_, change) => {
    const changed = sample("overlap", varyModel(model, change), { runs: 2000, seed: 13, dimension });
    expect(rejections(direct, changed, size)).not.toEqual([]);
  });

  it("projected has the law of overlap", () => {
    // 300 of each: the mean to 0.69 standard deviations with 99 %.
    const [first, second] = [
      sample("projected", model, { runs: 300, seed: 14, dimension }),
      overlap.map((rows) => rows.slice(0, 300)),
    ];
    expect(rejections(first, second, size)).toEqual([]);
  });
});

describe.each(["sphere", "free"] as const)("in five dimensions (%s)", (constraint) => {
  // Where one direction more or less is a fifth of the noise, and at a rate at which the square of the gradient
  // is no small correction: 10,000 runs see 12 % of a standard deviation.
  const model = varyModel(base, { constraint, learningRate: 8 });
  const size = constraint === "free" ? 3 : 2;
  const options = { runs: 10_000, dimension: 5 };
  let direct: readonly Sample[];
  beforeAll(() => {
    direct = sample("direct", model, { ...options, seed: 41 });
  });

  it.each(["projected", "overlap"] as const)("%s has the law of the algorithm", (name) => {
    expect(rejections(direct, sample(name, model, { ...options, seed: 42 }), size)).toEqual([]);
  });
});

describe("projected", () => {
  it.each(["sphere", "free"] as const)("follows the algorithm under an L1 penalty (%s)", (constraint) => {
    const model = varyModel(base, { constraint, regularizer: { kind: "l1", strength: 0.3 } });
    const options = { runs: 400, seed: 21, dimension: 60 };
    const direct = sample("direct", model, options);
    const projected = sample("projected", model, { ...options, seed: 22 });
    const size = constraint === "free" ? 3 : 2;
    const means = (other: readonly Sample[]): number[] =>
      times.flatMap((_, i) =>
        momentScores(direct[i]!, other[i]!, size)
          .filter(({ name }) => name.startsWith("mean"))
          .map(({ z }) => z),
      );
    expect(Math.max(...means(projected))).toBeLessThan(zBound);
    // Without the penalty the free weights are told apart; on the sphere it hardly acts on the overlaps.
    const unpenalized = varyModel(model, { regularizer: { kind: "none" } });
    if (constraint === "free")
      expect(Math.max(...means(sample("projected", unpenalized, options)))).toBeGreaterThan(zBound);
  });
});

describe.each(["direct", "projected", "overlap"] as const)("%s", (name) => {
  const options = { sampler: samplers[name], dimension: 40, seed: 31 };
  const three = { ...options, times: [0, 0.5], runs: 3 };

  it("gives the same bytes for the same seed, others for another", () => {
    const bytes = (seed: number): string =>
      JSON.stringify(
        simulate(base, { ...three, start, seed }).samples.map((rows) => rows.map((row) => [...row])),
      );
    expect(bytes(31)).toBe(bytes(31));
    expect(bytes(31)).not.toBe(bytes(32));
  });

  it("draws run r alike however many runs there are, and however the times cut it", () => {
    const many = simulate(base, { ...three, start, runs: 7 }).samples;
    const few = simulate(base, { ...three, start, runs: 3 }).samples;
    const cut = simulate(base, { ...three, start, times: [0, 0.2, 0.5] }).samples;
    for (let r = 0; r < 3; r++) {
      expect(few[1]![r]).toEqual(many[1]![r]);
      expect(cut[2]![r]).toEqual(many[1]![r]);
    }
    expect(many[1]![0]).not.toEqual(many[1]![1]);
  });

  it("holds a given start exactly", () => {
    for (const [constraint, Q, s] of [
      ["sphere", [0.6, -0.3], 1],
      ["sphere", [0.6, 0.8], 1],
      ["free", [0.2, 0.5], 1.7],
    ] as const) {
      const model = varyModel(base, { constraint });
      const [[state]] = simulate(model, {
        ...options,
        start: { kind: "overlaps", Q, s },
        times: [0],
        runs: 1,
      }).samples as [[Float64Array]];
      for (const [i, value] of [...Q, s].entries()) expect(Math.abs(state[i]! - value)).toBeLessThan(1e-12);
    }
  });

  it.each(["sphere", "free"] as const)("starts in a random direction of the right law (%s)", (constraint) => {
    const [runs, dimension, s] = [3000, 12, constraint === "sphere" ? 1 : 1.5];
    const [rows] = simulate(varyModel(base, { constraint }), {
      ...options,
      dimension,
      start: { kind: "random", s },
      times: [0],
      runs,
    }).samples as [Sample];
    const mean = (f: (row: Float64Array) => number): number =>
      rows.reduce((sum, row) => sum + f(row), 0) / runs;
    // N Q_l^2 / s is 1 on average; its fourth moment is at most the normal one.
    const unit = Math.sqrt(2 / runs);
    for (const l of [0, 1]) {
      expect(Math.abs(mean((row) => (dimension * row[l]! ** 2) / s) - 1)).toBeLessThan(6 * unit);
      expect(Math.abs(mean((row) => row[l]! * Math.sqrt(dimension / s)))).toBeLessThan(6 / Math.sqrt(runs));
    }
    expect(Math.abs(mean((row) => (dimension * row[0]! * row[1]!) / s))).toBeLessThan(6 / Math.sqrt(runs));
    // |w|^2 is N s exactly on the sphere, s times a chi^2 of N degrees of freedom when free.
    expect(Math.abs(mean((row) => row[2]!) - s)).toBeLessThan(
      constraint === "sphere" ? 1e-12 : 6 * s * Math.sqrt(2 / dimension / runs),
    );
    const spread = mean((row) => (row[2]! - s) ** 2);
    const expected = constraint === "sphere" ? 0 : (2 * s * s) / dimension;
    expect(Math.abs(spread - expected)).toBeLessThan(Math.max(1e-20, 0.25 * expected));
  });

  it("keeps the norm on the sphere", () => {
    const { samples } = simulate(base, { ...options, start, times: [1], runs: 5 });
    for (const row of samples[0]!) expect(Math.abs(row[2]! - 1)).toBeLessThan(1e-13);
  });

  it("stops with the time of divergence where weights blow up", () => {
    const linear = varyModel(base, {
      activation: "identity",
      constraint: "free",
      regularizer: { kind: "none" },
      learningRate: 40,
    });
    const run = (): unknown => simulate(linear, { ...options, start, times: [0, 400], runs: 1 });
    expect(run).toThrow(DivergenceError);
    try {
      run();
    } catch (error) {
      const { time } = error as DivergenceError;
      expect(time).toBeGreaterThan(0);
      expect(time).toBeLessThanOrEqual(400);
    }
  });

  it("refuses a dimension that its features do not fit into", () => {
    const run = (dimension: number): unknown =>
      simulate(base, { ...options, dimension, start, times: [0, 1], runs: 1 });
    const least = name === "overlap" ? 4 : 3;
    expect(() => run(least - 1)).toThrow(UnsupportedError);
    expect(() => run(least - 1)).toThrow(new RegExp(`${name}.*dimension`));
    expect(() => run(least)).not.toThrow();
  });
});

it("overlap refuses a penalty that is not linear, by name", () => {
  const model = varyModel(base, { regularizer: { kind: "l1", strength: 0.1 } });
  expect(() => sample("overlap", model, { runs: 1, seed: 1 })).toThrow(/overlap.*abs\(w\)/);
  // The constant part of an affine slope moves the mean of w, of which the overlaps know nothing.
  const affine = varyModel(base, { regularizer: { kind: "w^2/2 + w", strength: 0.1 } });
  expect(() => sample("overlap", affine, { runs: 1, seed: 1 })).toThrow(/overlap.*w\^2\/2 \+ w/);
});

it("the ODE of the free linear model diverges at a finite time as well", () => {
  const linear = varyModel(base, {
    activation: "identity",
    constraint: "free",
    regularizer: { kind: "none" },
  });
  const run = (): unknown => integrate(compileFlow(linear), { Q: [0.5, 0.2], s: 1 }, [0, 1e4]);
  expect(run).toThrow(DivergenceError);
  try {
    run();
  } catch (error) {
    expect((error as DivergenceError).time).toBeGreaterThan(0);
    expect((error as DivergenceError).time).toBeLessThan(1e4);
  }
});

it.each<[string, Start]>([
  ["s", { kind: "overlaps", Q: [0.5, 0.2], s: 1.1 }],
  ["s", { kind: "random", s: 0 }],
  ["from", { kind: "overlaps", Q: [0.5], s: 1 }],
  ["from", { kind: "overlaps", Q: [0.8, 0.7], s: 1 }],
])("a start that is no state is refused by its field %s (%j)", (field, wrong) => {
  const run = (): unknown =>
    simulate(base, { sampler: samplers.overlap, dimension: 40, start: wrong, times: [0], runs: 1, seed: 1 });
  expect(run).toThrow(expect.objectContaining({ path: field }));
});
