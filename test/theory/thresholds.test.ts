import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eigenvaluesAt } from "../../numerics/fixed-points.ts";
import { models, polynomialActivations } from "../../proofs-check/arbitraries/index.ts";
import { derive } from "../../theory/derive.ts";
import { type Model, parseModel, varyModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { isPositive, signOf } from "../../theory/sign.ts";
import { type Solution, solveInequality } from "../../theory/solve-inequality.ts";
import {
  learnabilityThresholds,
  letteredBatch,
  type ThresholdParameter,
  thresholdParameters,
} from "../../theory/thresholds.ts";
import { evaluate, g } from "./support/evaluate.ts";
import { flowOf, rootAt, stationaryNorms } from "./support/numeric-origin.ts";
import { derived, plain } from "./support/plain-model.ts";
import { runs } from "./support/property.ts";

/** What a solution says of a value, from its bounds as numbers. */
function predicted(
  solution: Solution,
  x: number,
  bound: (root: Parameters<typeof rootAt>[1]) => number,
  numberOf: (expression: Polynomial) => number,
): boolean | undefined {
  if (!("bounds" in solution)) return solution.relation === "always";
  const { relation, bounds, condition, otherwise } = solution;
  const border = condition === undefined ? 1 : numberOf(condition);
  if (Math.abs(border) < 1e-12) return undefined;
  const holds = border > 0;
  if (!holds && otherwise === "never") return false;
  const numbers = bounds.map(bound);
  // The lower bound stands first, but where the condition is negative: a sorted pair would hide a wrong order.
  const [first, second] = (holds ? numbers : [...numbers].reverse()) as [number, number];
  const inside = Number.isNaN(first) ? false : x > first && x < second;
  const answer = { "<": x < numbers[0]!, ">": x > numbers[0]!, between: inside, outside: !inside }[relation];
  return holds ? answer : !answer;
}

describe("a quadratic inequality", () => {
  const coefficient = fc.integer({ min: -4, max: 4 });
  it("holds where its solution says, whatever is known", () => {
    let checked = 0;
    fc.assert(
      fc.property(
        fc.array(coefficient, { minLength: 2, maxLength: 3 }),
        fc.boolean(),
        fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
        (list, positive, opaque) => {
          // An opaque coefficient's sign the solver cannot see.
          const coefficients = list.map((value, i) => (opaque[i] ? g(`x${i}`) : Polynomial.constant(value)));
          const values = new Map(list.map((value, i) => [`x${i}`, Rational.of(value)]));
          const number = (p: Polynomial): number => evaluate(p, (name) => values.get(name)).toNumber();
          // A symbol that is zero after all divides by zero: the theory excludes it by its condition.
          if (opaque[list.length - 1] && list.at(-1) === 0) return;
          const solution = solveInequality(coefficients, positive, []);
          // Nothing is said where x does not enter and the constant's sign is not known.
          if (coefficients.slice(1).every((p) => p.isZero) && opaque[0]) {
            expect(solution).toBeUndefined();
            return;
          }
          expect(solution).toBeDefined();
          for (let x = positive ? 0.037 : -9.963; x < 10; x += 0.25) {
            const value = list.reduceRight((sum, c) => sum * x + c, 0);
            if (Math.abs(value) < 1e-9) continue;
            const bound = ({
              rational,
              coefficient: m,
              radicand,
              denominator,
            }: Parameters<typeof rootAt>[1]) =>
              (number(rational) + (m.isZero ? 0 : number(m) * Math.sqrt(number(radicand)))) /
              number(denominator);
            const said = predicted(solution!, x, bound, number);
            // On the border of its condition a solution says nothing.
            if (said === undefined) continue;
            checked++;
            // Only what is wrong is handed on: an expectation costs more than all before it.
            if (said !== value > 0) expect.fail(`${list}, opaque ${opaque}, at ${x}: ${said}`);
          }
        },
      ),
      runs(1500),
    );
    expect(checked).toBeGreaterThan(40_000);
  });
});

describe("a sign that is called certain", () => {
  it("is the sign of the value at any admissible numbers", () => {
    const names = ["v", "c", "rho", "m2_1", "tau", "m3_1"];
    const term = fc.tuple(
      fc.integer({ min: -5, max: 5 }),
      fc.array(fc.tuple(fc.constantFrom(...names), fc.integer({ min: 1, max: 3 })), { maxLength: 2 }),
    );
    let certain = 0;
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 4 }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (terms, r) => {
          const expression = Polynomial.sum(
            terms.map(([k, powers]) => Polynomial.product(powers.map(([n, e]) => g(n, e))).scale(k)),
          );
          const sign = signOf(expression);
          if (sign === undefined) return;
          certain++;
          for (const scale of [0.3, 1.7]) {
            const ratio = Rational.of(Math.round(r * 1000), 1000);
            const v = Rational.of(Math.round(scale * 10), 10);
            const value = evaluate(expression, (name) =>
              name === "v" ? v : name === "c" ? v.multiply(ratio) : isPositive(name) ? v : ratio,
            );
            expect(value.sign === 0 || value.sign === sign, `${value}`).toBe(true);
          }
        },
      ),
      runs(500),
    );
    expect(certain).toBeGreaterThan(100);
  });

  it("is found for forms that are positive on |c| <= v with a negative coefficient", () => {
    const form = g("c", 2)
      .scale(2)
      .subtract(g("c").multiply(g("v")).scale(2))
      .add(g("v", 2));
    expect(signOf(form)).toBe(1);
    expect(signOf(form.subtract(g("v", 2)))).toBeUndefined();
    expect(signOf(g("v", 2).subtract(g("c").multiply(g("v"))))).toBe(1);
    expect(signOf(g("c", 3))).toBeUndefined();
  });
});

/** The model with feature 1's parameter at another value. */
function varied(model: Model, parameter: ThresholdParameter, value: Rational): Model {
  switch (parameter) {
    case "m2": {
      const [first, ...others] = model.source["features"] as object[];
      return varyModel(model, { features: [{ ...first, variance: `${value}` }, ...others] });
    }
    case "tau":
      return varyModel(model, { learningRate: `${value}` });
    case "B":
      return varyModel(model, { batch: `${value}` });
    case "eta":
      return varyModel(model, { augmentation: { variance: `${value}` } });
    case "rho":
      return varyModel(model, { augmentation: { correlation: `${value}` } });
  }
}

/** A rational near a number, inside the parameter's domain; undefined outside. */
function admissible(parameter: ThresholdParameter, x: number): Rational | undefined {
  if (!Number.isFinite(x) || Math.abs(x) > 1e6) return undefined;
  const value = parameter === "B" ? Rational.of(Math.round(x)) : Rational.of(Math.round(x * 1e9), 1e9);
  const number = value.toNumber();
  if (parameter === "rho") return Math.abs(number) <= 1 ? value : undefined;
  return number >= (parameter === "B" ? 2 : 1e-6) ? value : undefined;
}

/** Compares thresholds in letters and with numbers in against eigenvalues of the numeric Jacobian. */
function compare(input: object, counts: Map<string, number>): void {
  const model = parseModel(input);
  const derivation = derive(model);
  const letters = learnabilityThresholds(derivation);
  const numbers = learnabilityThresholds(derivation, model);
  if (!letters || !numbers) return;
  for (const parameter of thresholdParameters) {
    const [inLetters, inNumbers] = [letters[parameter][0]!.solution, numbers[parameter][0]!.solution];
    if ("reason" in inNumbers) continue;
    const sNow = stationaryNorms(flowOf(model, derivation))[0];
    if (sNow === undefined) continue;
    // Both sides of each bound, and two values apart from them.
    const bounds = "bounds" in inNumbers ? inNumbers.bounds.map((root) => rootAt(model, root, sNow)) : [];
    const far = parameter === "rho" ? [-0.7, 0.4] : parameter === "B" ? [2, 40] : [0.05, 3];
    const step = parameter === "B" ? [-1, 1] : [-1e-3, 1e-3];
    const near = bounds.flatMap((x) => step.map((h) => (parameter === "B" ? x + h : x + h * Math.abs(x))));
    for (const x of [...far, ...near]) {
      const value = admissible(parameter, x);
      if (!value) continue;
      const other = varied(model, parameter, value);
      const flow = flowOf(other, derivation);
      for (const s of stationaryNorms(flow).slice(0, 2)) {
        const state = new Float64Array(flow.size);
        if (flow.size > flow.features) state[flow.features] = s;
        const matrix = new Float64Array(flow.size ** 2);
        flow.jacobian(state, matrix);
        const growth = matrix[0]!;
        expect(
          eigenvaluesAt(flow, state).some(([re]) => Math.abs(re - growth) < 1e-9 * (1 + Math.abs(growth))),
        ).toBe(true);
        if (Math.abs(growth) < 1e-7 * Math.max(...matrix.map(Math.abs))) continue;
        const about = `${parameter} = ${value} at s = ${s}: ${inNumbers.relation}, A = ${growth}, ${JSON.stringify(input)}`;
        // On the border between two cases of a condition a solution says nothing.
        const say = (solution: Solution): boolean | undefined =>
          predicted(
            solution,
            value.toNumber(),
            (root) => rootAt(other, root, s),
            (p) =>
              rootAt(
                other,
                { rational: p, coefficient: Polynomial.zero, radicand: p, denominator: Polynomial.one },
                s,
              ),
          );
        expect(say(inNumbers) ?? growth > 0, `numbers: ${about}`).toBe(growth > 0);
        if (!("reason" in inLetters))
          expect(say(inLetters) ?? growth > 0, `letters: ${about}`).toBe(growth > 0);
        const key = `${parameter} ${inNumbers.relation}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        counts.set(`${parameter} ${growth > 0}`, (counts.get(`${parameter} ${growth > 0}`) ?? 0) + 1);
      }
    }
  }
}

describe("learnability thresholds", () => {
  const options = { features: 2, regularizer: { kind: "l2", strength: "1/4" } };

  it("separate the signs of the numeric Jacobian's eigenvalue, for random polynomial models", () => {
    const counts = new Map<string, number>();
    const activation = fc.oneof(
      fc.constant("identity"),
      fc.constant("quadratic"),
      polynomialActivations("odd", 3),
      polynomialActivations("mixed", 2),
    );
    fc.assert(
      fc.property(models({ ...options, activation, loss: "covariance" }), (input) => compare(input, counts)),
      runs(30),
    );
    for (const parameter of ["m2", "tau", "B"]) {
      for (const sign of [true, false])
        expect(counts.get(`${parameter} ${sign}`) ?? 0, parameter).toBeGreaterThan(20);
    }
    // Every kind of relation came up, with the parameters that are quadratic.
    const relations = [...counts.keys()].map((key) => key.split(" ")[1]);
    for (const relation of ["<", ">", "between", "outside"]) expect(relations).toContain(relation);
  });

  it("do so for means that stay whole", () => {
    const counts = new Map<string, number>();
    const regularizer = { kind: "l2", strength: "1/2" };
    for (const [activation, constraint] of [
      ["tanh", "sphere"],
      ["sin", "sphere"],
      ["sin", "free"],
    ]) {
      compare({ ...plain, activation, constraint, regularizer, learningRate: 12, batch: 3 }, counts);
    }
    for (const parameter of ["m2", "tau", "B"]) {
      for (const sign of [true, false]) expect(counts.get(`${parameter} ${sign}`)).toBeGreaterThan(1);
    }
  });

  it("never claim a formula for what enters through means, or at a degree above two", () => {
    for (const constraint of ["sphere", "free"] as const) {
      const { eta, rho, tau } = learnabilityThresholds(derived({ constraint }))!;
      for (const { solution, name } of [eta[0]!, rho[0]!]) {
        expect(solution).toEqual({
          relation: "unsolved",
          reason: `${name} enters through means or functions`,
        });
      }
      expect(tau[0]!.solution.relation).toBe("<");
    }
    const { rho, eta } = learnabilityThresholds(derived({ activation: "cubic" }))!;
    expect(rho[0]!.solution).toMatchObject({
      relation: "unsolved",
      reason: expect.stringContaining("degree 6"),
    });
    expect(eta[0]!.solution).toMatchObject({ relation: "unsolved" });
  });

  it("need no condition where the divisor is positive for every model", () => {
    const { m2, tau, B } = learnabilityThresholds(derived({ activation: "cubic" }))!;
    for (const [{ solution }, relation] of [
      [m2[0]!, ">"],
      [tau[0]!, "<"],
      [B[0]!, ">"],
    ] as const) {
      expect(solution.relation).toBe(relation);
      expect(solution).not.toHaveProperty("condition");
    }
  });

  it("have the same threshold in B through the letters G, L and M", () => {
    for (const activation of ["quadratic", "tanh", "y + y^2/2"]) {
      for (const constraint of ["sphere", "free"] as const) {
        const derivation = derived({ activation, constraint });
        const { solution, definitions } = letteredBatch(derivation, 0)!;
        const plainly = learnabilityThresholds(derivation)!.B[0]!.solution;
        const meaning = new Map(definitions.map(({ name, value }) => [name, value]));
        const bound = (of: Solution): number => {
          const [root] = "bounds" in of ? of.bounds : [];
          const put = (p: Polynomial): Polynomial => p.substitute((name) => meaning.get(name));
          const { rational, coefficient, radicand, denominator } = root!;
          const spelled = {
            rational: put(rational),
            coefficient: put(coefficient),
            radicand: put(radicand),
            denominator: put(denominator),
          };
          return rootAt(derivation.model, spelled, 0.8);
        };
        expect(bound(solution)).toBeCloseTo(bound(plainly as Solution), 9);
      }
    }
    // A lambda of another form than (L + M/(B - 1))/B has no such letters.
    expect(letteredBatch(derived({ activation: "quadratic", theory: { lambda: "B*s" } }), 0)).toBeUndefined();
  });
});
