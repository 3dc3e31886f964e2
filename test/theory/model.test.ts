import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { models } from "../../proofs-check/arbitraries/index.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { DriftproofError, ModelError } from "../../theory/errors.ts";
import { type ModelInput, parseModel, varyModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { parameterValue, withValues } from "../../theory/values.ts";
import { evaluate, g } from "./support/evaluate.ts";
import { plain } from "./support/plain-model.ts";
import { runs } from "./support/property.ts";

function failure(input: unknown): ModelError {
  try {
    parseModel(input);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return error as ModelError;
  }
  throw new Error("the model was accepted");
}

const without = (key: keyof typeof plain): ModelInput => {
  const { [key]: _, ...rest } = plain;
  return rest;
};
const withLaw = (law: unknown): ModelInput => ({ ...plain, features: [law] });
const atoms = (values: unknown[], weights: unknown[]): ModelInput =>
  withLaw({ law: "atoms", values, weights });
const activation = (text: unknown): ModelInput => ({ ...plain, activation: text });
const augmentation = (variance: unknown, correlation: unknown): ModelInput => ({
  ...plain,
  augmentation: { variance, correlation },
});
const long = "y + ".repeat(200);

const bad: [path: string, input: unknown][] = [
  ["extra", { ...plain, extra: 1 }],
  ["entries", { ...plain, entries: { law: "gaussian", variance: 2 } }],
  ["entries", { ...plain, entries: { law: "atoms", values: [0, 1], weights: ["1/2", "1/2"] } }],
  ["entries.law", { ...plain, entries: { law: "cauchy" } }],
  ["entries.scale", { ...plain, entries: { law: "rademacher", scale: 1 } }],
  ["entries.probability", { ...plain, entries: { law: "sparse" } }],
  ["background.extra", { ...plain, background: { variance: 1, extra: 1 } }],
  ["features[0].extra", withLaw({ law: "rademacher", variance: 1, extra: 1 })],
  [
    "features[1].varience",
    { ...plain, features: [plain.features[0], { law: "gaussian", variance: 1, varience: 2 }] },
  ],
  ["batch", { ...plain, batch: 1 }],
  ["batch", { ...plain, batch: 2.5 }],
  ["batch", { ...plain, batch: "5/2" }],
  ["batch", { ...plain, batch: Number.NaN }],
  ["batch", { ...plain, batch: "abc" }],
  ["batch", { ...plain, batch: null }],
  ["batch", without("batch")],
  ["augmentation.correlation", augmentation(1, 1.5)],
  ["augmentation.correlation", augmentation(1, -1.0001)],
  ["augmentation.variance", augmentation(-0.1, 0)],
  ["augmentation.variance", augmentation(Number.POSITIVE_INFINITY, 0)],
  ["augmentation.variance", augmentation("abc", 0)],
  ["augmentation.correlation", { ...plain, augmentation: { variance: 1 } }],
  ["background.variance", { ...plain, background: { variance: -1 } }],
  ["background.variance", { ...plain, background: { variance: Number.NaN } }],
  ["background", without("background")],
  ["background", { ...plain, background: 1 }],
  ["learningRate", { ...plain, learningRate: 0 }],
  ["learningRate", { ...plain, learningRate: -1 }],
  ["learningRate", { ...plain, learningRate: "1/0" }],
  ["learningRate", without("learningRate")],
  ["activation", without("activation")],
  ["activation", activation(3)],
  ["activation", activation("")],
  ["activation", activation("log(y)")],
  ["activation", activation("y+z")],
  ["activation", activation("1/y")],
  ["activation", activation("y^")],
  ["activation", activation("process.exit()")],
  ["activation", activation("constructor")],
  ["activation", activation("import('fs')")],
  ["activation", activation("y.constructor")],
  ["activation", activation("f(y) = y")],
  ["activation", activation("y = 3")],
  ["activation", activation("[y, y]")],
  ["activation", activation("tanh(y, y)")],
  ["activation", activation("toString(y)")],
  ["activation", activation("y; y")],
  ["activation", activation("sqrt(y)")],
  ["activation", activation("abs(y)")],
  ["activation", activation("3")],
  ["activation", activation("y^13")],
  ["activation", activation("y - y")],
  ["activation", activation(`${long}y`)],
  ["activation", activation("y +\n^ z")],
  ["features", { ...plain, features: [] }],
  ["features", without("features")],
  ["features", { ...plain, features: "rademacher" }],
  ["features[0].law", withLaw({ law: "cauchy", variance: 1 })],
  ["features[0].law", withLaw({ variance: 1 })],
  ["features[0].variance", withLaw({ law: "gaussian" })],
  ["features[0].variance", withLaw({ law: "gaussian", variance: -1 })],
  ["features[0].variance", withLaw({ law: "gaussian", variance: "abc" })],
  ["features[0].probability", withLaw({ law: "sparse", variance: 1, probability: 0 })],
  ["features[0].probability", withLaw({ law: "sparse", variance: 1, probability: 2 })],
  ["features[0].weights", atoms([1, 2], [0.5, 0.4])],
  ["features[0].weights", atoms([1, 2], [1])],
  ["features[0].weights[1]", atoms([1, 2], [1.5, -0.5])],
  ["features[0].values[0]", atoms(["x"], [1])],
  ["features[0].values", withLaw({ law: "atoms", values: [2, 2], weights: ["1/2", "1/2"], variance: 1 })],
  ["features", { ...plain, features: Array(33).fill(plain.features[0]) }],
  ["features[0].values", atoms([], [])],
  ["features[0].weights", atoms(["1/3", "1/7"], [1])],
  ["features[0].probability", withLaw({ law: "sparse", variance: 1, probability: -1 })],
  ["features[0].values", withLaw({ law: "empirical", values: [3, 3], variance: 1 })],
  ["loss", { ...plain, loss: "infonce" }],
  ["loss", { ...plain, loss: "covarience" }],
  ["constraint", { ...plain, constraint: "spheer" }],
  ["theory.g", { ...plain, theory: { g: "Q1" } }],
  ["actvation", { ...plain, actvation: "tanh" }],
  ["activation", activation("tahn")],
  ["activation", activation("1000000*exp(exp(y))")],
  ["activation", activation("1e300*1e300*y")],
  ["regularizer.kind", { ...plain, regularizer: { kind: "elastci", ratio: 1 } }],
  ["regularizer.kind", { ...plain, regularizer: { kind: "l3" } }],
  ["regularizer.strength", { ...plain, regularizer: { kind: "l2", strength: -1 } }],
  ["constraint", { ...plain, constraint: "simplex" }],
  ["", null],
  ["", 3],
  ["", "model"],
  ["", []],
  ["", undefined],
];

/** What a model file has at a path such as `features[0].law`. */
function fieldAt(input: unknown, path: string): unknown {
  const parts = path.split(/[.[\]]+/).filter((part) => part !== "");
  return parts.reduce<unknown>((value, part) => (value as Record<string, unknown>)?.[part], input);
}

describe("a model that cannot be used", () => {
  it.each(bad.map(([path, input]) => [path, JSON.stringify(fieldAt(input, path)) ?? "missing", input]))(
    "%s: %s",
    (path, _, input) => {
      const { message, path: named } = failure(input);
      expect(named).toBe(path);
      expect(message).not.toMatch(/[\r\n]/);
      if (path !== "") expect(message.startsWith(`${path}: `)).toBe(true);
      expect(message.length).toBeGreaterThan(String(path).length + 5);
      expect(message).not.toContain("undefined");
    },
  );

  it("is refused in words that are reviewed: refusals.txt", async () => {
    const lines = bad.map(([path, input]) => {
      const given = fieldAt(input, path);
      const found = typeof given === "number" ? `${given}` : (JSON.stringify(given) ?? "missing");
      return `${found.length > 60 ? `${found.slice(0, 57)}...` : found}\n    ${failure(input).message}\n`;
    });
    await expect(lines.join("")).toMatchFileSnapshot("refusals.txt");
  });

  it("says what it found, also of numbers that JSON has not", () => {
    expect(failure({ ...plain, batch: Number.NaN }).message).toContain("NaN");
    expect(failure({ ...plain, batch: "abc" }).message).toContain("abc");
  });

  it("is the user's error, not ours: exit code 2", () => {
    expect(failure({ ...plain, batch: 1 })).toBeInstanceOf(DriftproofError);
    expect(failure({ ...plain, batch: 1 }).exitCode).toBe(2);
  });

  it("runs no code of the model file's", () => {
    const before = Object.keys(globalThis).length;
    for (const text of [
      "globalThis.x = 1",
      "import('fs')",
      "constructor.constructor('x = 1')()",
      "y.map(x)",
    ]) {
      failure(activation(text));
    }
    expect(Object.keys(globalThis).length).toBe(before);
  });
});

describe("a model", () => {
  it("of those that come with the suite is read", () => {
    for (const { name, input } of builtinModels) {
      const model = parseModel(input, name);
      expect(model.name).toBe(name);
      expect(model.features.length).toBeGreaterThan(0);
    }
  });

  it("of those that the random tests draw is read", () => {
    fc.assert(
      fc.property(models(), (input) => {
        const model = parseModel(input);
        expect(model.features.every(({ mean }) => mean.isZero)).toBe(true);
        expect(model.batch.compare(parameterValue(model, "B-1")!)).toBe(1);
      }),
      runs(300),
    );
  });

  it("has exact numbers, decimals included", () => {
    const model = parseModel({
      ...plain,
      learningRate: 0.1,
      augmentation: { variance: 0.2, correlation: "-1/3" },
    });
    expect([model.learningRate, model.augmentation, model.correlation].map(String)).toEqual([
      "1/10",
      "1/5",
      "-1/3",
    ]);
    expect(`${parameterValue(model, "v")}`).toBe("6/5");
    expect(`${parameterValue(model, "c")}`).toBe("14/15");
    expect(`${parameterValue(model, "B-1")}`).toBe("9");
    expect(parameterValue(model, "Q1")).toBeUndefined();
    expect(parameterValue(model, "E[phi(y)]")).toBeUndefined();
  });

  it("puts its numbers into an expression and leaves the state", () => {
    const model = parseModel({ ...plain, features: [{ law: "gaussian", variance: "1/2" }] });
    const expression = g("m4_1").multiply(g("Q1")).add(g("B-1", -1)).multiply(g("tau"));
    const value = withValues(model, expression);
    expect(value.generators()).toEqual(["Q1"]);
    // E c^4 = 3 (1/2)^2, tau = 1/2, B - 1 = 9.
    expect(`${evaluate(value, () => Polynomial.constant(2).asConstant())}`).toBe("29/36");
  });

  it("has entries of mean 0 and variance 1, normal ones unless it says otherwise", () => {
    expect(parseModel(plain).entries.kind).toBe("gaussian");
    const third = { law: "atoms", values: [2, -1], weights: ["1/3", "2/3"] };
    for (const entries of [{ law: "rademacher" }, { law: "sparse", probability: "1/3" }, third]) {
      const law = parseModel({ ...plain, entries }).entries;
      expect(law.kind).toBe(entries.law);
      expect(law.moment(1).toNumber()).toBe(0);
      expect(law.moment(2).toNumber()).toBeCloseTo(1, 14);
    }
  });

  it("may leave out what has a default", () => {
    const { loss, regularizer, constraint, ...short } = plain;
    const model = parseModel(short);
    expect([model.loss.name, model.regularizer.kind, model.constraint]).toEqual([
      loss,
      regularizer.kind,
      constraint,
    ]);
  });
});

describe("varying a model", () => {
  const model = parseModel({ ...plain, regularizer: { kind: "l2", strength: 3 } }, "base");

  it("merges nested objects and keeps the rest", () => {
    const varied = varyModel(model, { augmentation: { correlation: 0 }, batch: 3 });
    expect([varied.correlation, varied.augmentation, varied.batch].map(String)).toEqual(["0", "3/10", "3"]);
    expect(varied.name).toBe("base");
    expect(`${model.correlation}`).toBe("-1/2");
    expect(parseModel(varied.source)).toMatchObject({ batch: varied.batch });
  });

  it("replaces lists and regularizers whole", () => {
    const varied = varyModel(model, {
      regularizer: { kind: "none" },
      features: [{ law: "gaussian", variance: 2 }],
    });
    expect(varied.features.map(({ kind }) => kind)).toEqual(["gaussian"]);
    expect(varied.source["regularizer"]).toEqual({ kind: "none" });
  });

  it("checks anew", () => {
    expect(() => varyModel(model, { augmentation: { correlation: 2 } })).toThrow(ModelError);
    expect(() => varyModel(model, { unknown: 2 })).toThrow(/^unknown: /);
  });
});
