import { describe, expect, it } from "vitest";
import { fixedPointsAlong } from "../../../numerics/continuation/continuation.ts";
import { interpolatedFamily } from "../../../numerics/continuation/interpolated-family.ts";
import { modelsAlong } from "../../../numerics/continuation/parameter.ts";
import { fixedPointSet } from "../../../numerics/fixed-points.ts";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { stateEvaluator } from "../../../numerics/flow/state-evaluator.ts";
import { builtinModels } from "../../../theory/builtin-models.ts";
import { derive } from "../../../theory/derive.ts";
import { ModelError } from "../../../theory/errors.ts";
import { isolateRoots } from "../../../theory/expressions/isolate-roots.ts";
import { coefficientsOf } from "../../../theory/expressions/sturm.ts";
import { type Model, parseModel, varyModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import { learnabilityThresholds, type ThresholdParameter } from "../../../theory/thresholds.ts";
import { exampleModel } from "../support/models.ts";

const figure4 = parseModel(builtinModels[2]!.input, "letter-figure4");

/** Feature 1's learnability threshold from its formula, or from the exact roots of the equation that has none. */
function threshold(
  model: Model,
  parameter: ThresholdParameter,
  [from, to]: readonly [number, number],
): number {
  const { solution, equation, name } = learnabilityThresholds(derive(model), model)![parameter][0]!;
  if (!("bounds" in solution)) {
    const range = [from, to].map((end) => Rational.parse(end)) as [Rational, Rational];
    const roots = isolateRoots(coefficientsOf(equation, name), ...range);
    expect(roots).toHaveLength(1);
    return roots[0]!.low.toNumber();
  }
  const [root] = solution.bounds;
  const out = new Float64Array(4);
  const parts = [root!.rational, root!.coefficient, root!.radicand, root!.denominator];
  const origin = model.features.map(() => 0);
  stateEvaluator(model, parts, false)(origin, 1, out);
  return (out[0]! + out[1]! * Math.sqrt(out[2]!)) / out[3]!;
}

const flattened = varyModel(figure4, { activation: "y - y^3/5", batch: 10, learningRate: 0.5 });

describe("the pitchfork at Q = 0 is the derived threshold", () => {
  it.each<[string, Model, string, ThresholdParameter, [number, number]]>([
    ["tanh in tau", figure4, "learningRate", "tau", [0.2, 3]],
    ["tanh in m2", figure4, "features.0.variance", "m2", [0.05, 2]],
    ["a polynomial in eta", flattened, "augmentation.variance", "eta", [0, 2]],
  ])("%s", (_, model, path, parameter, [from, to]) => {
    const { bifurcations, branches } = fixedPointsAlong(model, { path, from, to, points: 20 });
    const pitchforks = bifurcations.filter(({ kind, Q }) => kind === "pitchfork" && Q[0] === 0);
    expect(pitchforks).toHaveLength(1);
    expect(pitchforks[0]!.parameter).toBeCloseTo(threshold(model, parameter, [from, to]), 10);
    expect(branches.map(({ orbit }) => orbit)).toContain(2);
  });
});

it("a fold is where the number of roots, by Sturm's theorem, changes", () => {
  const model = varyModel(exampleModel, {
    features: [{ law: "gaussian", variance: 1.1 }],
    activation: "quadratic",
    learningRate: 0.1,
  });
  const path = "augmentation.variance";
  const { bifurcations } = fixedPointsAlong(model, { path, from: 0, to: 4 });
  expect(bifurcations.map(({ kind }) => kind)).toEqual(["pitchfork", "fold"]);
  const count = (value: number): number => {
    const { points, complete } = fixedPointSet(compileFlow(modelsAlong(model, path)(value)));
    expect(complete).toBe(true);
    return points.reduce((sum, { orbit }) => sum + orbit, 0);
  };
  const [pitchfork, fold] = bifurcations.map(({ parameter }) => parameter) as [number, number];
  expect([pitchfork - 1e-9, pitchfork + 1e-9, fold - 1e-9, fold + 1e-9].map(count)).toEqual([3, 5, 5, 1]);
});

it("every point of a branch is a fixed point of the model there, and none is missing between the bifurcations", () => {
  const model = varyModel(exampleModel, { activation: "quadratic", learningRate: 0.1 });
  const along = { path: "augmentation.variance", from: 0, to: 4, points: 25 };
  const { branches, bifurcations } = fixedPointsAlong(model, along);
  expect(bifurcations.map(({ kind }) => kind)).toEqual([
    "pitchfork",
    "fold",
    "pitchfork",
    "fold",
    "pitchfork",
  ]);
  const modelAt = modelsAlong(model, along.path);
  const out = new Float64Array(2);
  for (const { parameter, Q } of branches) {
    for (let i = 0; i < Q.length; i += 7) {
      compileFlow(modelAt(parameter[i]!)).rhs(Float64Array.from(Q[i]!), out);
      expect(Math.max(...out.map(Math.abs))).toBeLessThan(1e-9);
    }
  }
  const ends = bifurcations.map(({ parameter }) => parameter);
  for (const [i, low] of [along.from, ...ends].entries()) {
    const at = (low + (ends[i] ?? along.to)) / 2;
    const onBranches = branches.flatMap(({ parameter, orbit }) =>
      parameter.slice(1).flatMap((p, k) => ((p - at) * (parameter[k]! - at) < 0 ? [orbit] : [])),
    );
    const found = fixedPointSet(compileFlow(modelAt(at))).points.map(({ orbit }) => orbit);
    expect(onBranches.sort(), `at ${at}`).toEqual(found.sort());
  }
});

it("of equal features one branch a kind of state, with its orbit, from one threshold", () => {
  const equal = { law: "rademacher", variance: 1.2 };
  const model = varyModel(exampleModel, { features: [equal, equal], activation: "y - y^3/5" });
  const { branches, bifurcations } = fixedPointsAlong(model, {
    path: "augmentation.variance",
    from: 0,
    to: 1,
  });
  expect(bifurcations.filter(({ Q }) => Q.every((q) => q === 0)).map(({ kind }) => kind)).toEqual([
    "pitchfork",
  ]);
  expect(branches.map(({ orbit }) => orbit).sort()).toEqual([1, 4, 4]);
});

it.each([0.1, 0.2, 0.45, 0.53, 0.76, 0.87])(
  "a closed branch that nothing leads to is found where it is longer than the gaps between looks: about %d",
  (centre) => {
    const half = 0.064;
    const model = varyModel(exampleModel, {
      features: [{ law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] }],
      theory: { g: [`(Q1 - 1/2)^2 + 4*(eta - ${centre})^2 - 4*${half}^2`], lambda: "0" },
    });
    const { branches, bifurcations, looks } = fixedPointsAlong(model, {
      path: "augmentation.variance",
      from: 0,
      to: 1,
    });
    expect(looks.some((at) => Math.abs(at - centre) < half)).toBe(true);
    expect(branches.map(({ ends }) => ends.join()).sort()).toEqual([
      "closed,closed",
      "range,range",
      "range,range",
    ]);
    expect(bifurcations.map(({ kind }) => kind)).toEqual(["fold", "fold"]);
    expect(bifurcations.map(({ parameter }) => parameter)).toEqual([
      expect.closeTo(centre - half, 9),
      expect.closeTo(centre + half, 9),
    ]);
    for (const { stability, parameter, ends } of branches) {
      const marginal = parameter.filter((_, i) => stability[i] === "marginal");
      expect(marginal).toHaveLength(ends[0] === "closed" ? 2 : 0);
      for (const at of marginal) expect(Math.abs(Math.abs(at - centre) - half)).toBeLessThan(1e-9);
    }
  },
);

it.each([
  ["tanh", "augmentation.variance", 0.3, 0.4],
  ["sin", "augmentation.correlation", -1, 1],
  ["sin", "batch", 2, 40],
])("the interpolated family is the flow of each model: %s, %s", (activation, path, from, to) => {
  const model = varyModel(figure4, { activation });
  const modelAt = (p: number): Model => modelsAlong(model, path)(from + p * (to - from));
  const family = interpolatedFamily(modelAt);
  const rates = [0, 1, 2].map(() => new Float64Array(1)) as [Float64Array, Float64Array, Float64Array];
  const rateAt = (p: number): number => {
    compileFlow(modelAt(p), { tabulate: false }).rhs(Float64Array.of(0.7), rates[0]);
    return rates[0][0]!;
  };
  for (const p of [0.013, 0.29, 0.77]) {
    const direct = rateAt(p);
    const h = 1e-4;
    const slope = (rateAt(p + h) - rateAt(p - h)) / (2 * h);
    family.evaluate([0.7], p, ...rates);
    expect(rates[0][0]).toBeCloseTo(direct, 11);
    expect(rates[2][0]! / slope).toBeCloseTo(1, 4);
  }
});

describe("the parameter", () => {
  it.each(["nonsense", "features.1.variance", "activation", "features"])(
    "must be a number of the model: %s",
    (path) => {
      expect(() => fixedPointsAlong(figure4, { path, from: 0, to: 1 })).toThrow(ModelError);
    },
  );

  it.each([
    ["augmentation.correlation", 0, 2],
    ["augmentation.variance", -1, 1],
    ["batch", 1, 4],
  ])("must be one that the model can have at both ends: %s", (path, from, to) => {
    expect(() => fixedPointsAlong(figure4, { path, from, to })).toThrow(path);
  });
});
