import { describe, expect, it } from "vitest";
import { landscapeOf } from "../../../numerics/basins/attractors.ts";
import { massByClass } from "../../../numerics/basins/mass-by-class.ts";
import { linearGrowth, selection } from "../../../numerics/basins/selection.ts";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { samplers } from "../../../numerics/samplers/index.ts";
import { simulate } from "../../../numerics/simulate.ts";
import { builtinModels } from "../../../theory/builtin-models.ts";
import { type Model, parseModel } from "../../../theory/model.ts";

const modelOf = (changes: Record<string, unknown> = {}): Model =>
  parseModel({ ...builtinModels[1]!.input, ...changes }, "test");

describe("massByClass", () => {
  it.each([1.1, 2, 5])("between y = 2 x^%d and the axes, against an integral over y", (power) => {
    const above = ([x, y]: readonly number[]): number => (Math.abs(y!) > 2 * Math.abs(x!) ** power ? 1 : 0);
    // P(|x| < (|y|/2)^(1/p)) over |y|, both integrals by midpoints.
    const density = (z: number): number => 2 * Math.exp((-z * z) / 2) * Math.sqrt(1 / (2 * Math.PI));
    const steps = 20_000;
    const step = 8 / steps;
    const below = [0];
    for (let k = 0; k < steps; k++) below.push(below[k]! + density((k + 0.5) * step) * step);
    let expected = 0;
    for (let k = 0; k < steps; k++) {
      const y = (k + 0.5) * step;
      const at = Math.min(steps - 1, (y / 2) ** (1 / power) / step);
      const whole = Math.floor(at);
      expected += density(y) * step * (below[whole]! + (at - whole) * (below[whole + 1]! - below[whole]!));
    }
    for (const symmetric of [true, false]) {
      const [, mass] = massByClass({ classOf: above, count: 2, symmetric }, 2);
      expect(mass).toBeCloseTo(expected, 4);
    }
  });

  it("of the parts of a line", () => {
    const sign = ([x]: readonly number[]): number => (x! > 0 ? 1 : 0);
    expect(massByClass({ classOf: sign, count: 2, symmetric: false }, 1)).toEqual([0.5, 0.5]);
  });
});

describe("selection", () => {
  it("is even between equal features and tends to the faster one with the dimension", () => {
    const law = { law: "rademacher", variance: 1.2 };
    const equal = compileFlow(modelOf({ features: [law, law] }));
    for (const chance of selection(equal, landscapeOf(equal), 100)) expect(chance).toBeCloseTo(0.5, 5);
    const flow = compileFlow(modelOf());
    const landscape = landscapeOf(flow);
    const chances = [1e3, 1e60].map((dimension) => selection(flow, landscape, dimension)[0]!);
    expect(chances).toEqual([...chances].sort());
    expect(chances[1]).toBeGreaterThan(0.999);
  });

  it("starts from the law that the noise near Q = 0 makes of a random start", () => {
    const model = modelOf({ batch: 2 });
    const { rates, variances } = linearGrowth(compileFlow(model), 1);
    const [dimension, runs, time] = [300, 500, 5];
    const { samples } = simulate(model, {
      sampler: samplers.overlap,
      dimension,
      start: { kind: "random", s: 1 },
      times: [0, time],
      runs,
      seed: 3,
    });
    rates.forEach((rate, l) => {
      const growth = Math.exp(2 * rate * time);
      const seen = (samples[1]!.reduce((sum, Q) => sum + Q[l]! ** 2, 0) * dimension) / runs / growth;
      // What the noise of later times adds has not come yet.
      const expected = variances[l]! - (variances[l]! - 1) / growth;
      expect(expected).toBeGreaterThan(1.4);
      expect(Math.abs(seen - expected)).toBeLessThan(3 * expected * Math.sqrt(2 / runs));
    });
  });

  it.each([
    ["sphere", { batch: 4 }, 30],
    // The norm at rest is drawn at random with the rest, and moves with the overlaps.
    ["free", { batch: 4, activation: "sin", regularizer: { kind: "l2", strength: 0.1 } }, 60],
  ])("is what runs from random starts do in the end, %s", (constraint, changes, until) => {
    // Far apart and at small N, so that few short runs say much.
    const model = modelOf({
      features: [
        { law: "rademacher", variance: 1.6 },
        { law: "rademacher", variance: 1.2 },
      ],
      constraint,
      ...changes,
    });
    const flow = compileFlow(model);
    const landscape = landscapeOf(flow);
    const { s } = landscape.fixedPoints.find(({ Q, s }) => s > 0 && Q.every((q) => q === 0))!;
    const [dimension, runs] = [60, 350];
    const [predicted] = selection(flow, landscape, dimension, s);
    expect(predicted).toBeGreaterThan(0.6);
    const { samples } = simulate(model, {
      sampler: samplers.overlap,
      dimension,
      start: { kind: "random", s },
      times: [0, until],
      runs,
      seed: 11,
    });
    const sizes = samples[1]!.map((state) => [Math.abs(state[0]!), Math.abs(state[1]!)] as const);
    // Runs that pass between the features decide late, and most of them for the first: counted too early it is too rare.
    const undecided = sizes.filter(([Q1, Q2]) => Math.min(Q1, Q2) > Math.max(Q1, Q2) / 2).length / runs;
    expect(undecided).toBeLessThan(0.02);
    const first = sizes.filter(([Q1, Q2]) => Q1 > Q2).length / runs;
    const error = Math.sqrt((predicted! * (1 - predicted!)) / runs);
    expect(Math.abs(first - predicted!)).toBeLessThan(3.5 * error);
  });

  it("refuses a feature that does not grow and a norm that is not at rest", () => {
    const noisy = compileFlow(modelOf({ augmentation: { variance: 20, correlation: -0.04 } }));
    expect(() => selection(noisy, landscapeOf(noisy), 100)).toThrow("feature 1 has the rate -0.0");
  });
});
