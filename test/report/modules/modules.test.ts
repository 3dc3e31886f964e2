import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { moduleText } from "../../../report/modules/module-text.ts";
import { derive } from "../../../theory/derive.ts";
import { varyModel } from "../../../theory/model.ts";
import {
  type Case,
  caseNamed,
  closedCases,
  deviation,
  expected,
  quadratureCases,
  waveCases,
} from "./cases.ts";
import { derivationOf, Emitted, hasPython, type PythonCase, parametersOf } from "./emitted.ts";

const polynomial = caseNamed("quadratic covariance free gaussian rademacher");
const steep = caseNamed("hermite3 covariance free sparse");
const compact = caseNamed("y + y^3/10 covariance sphere sparse rademacher gaussian skewed");
const waves = caseNamed("sin covariance sphere gaussian skewed");
const smooth = caseNamed("tanh covariance sphere sparse");
const free = caseNamed("tanh covariance free rademacher rho 1");
const kinked = caseNamed("relu spectral free rademacher sparse");
const kinkedDensity = caseNamed("relu alignment sphere gaussian");
const noiseless = caseNamed("relu covariance free skewed nu 0");

const emitted = new Emitted();
afterAll(() => emitted.remove());

const groups = [
  { name: "closed forms", cases: closedCases, tolerance: 1e-13 },
  { name: "waves", cases: waveCases, tolerance: 1e-12 },
  { name: "quadrature", cases: quadratureCases, tolerance: 1e-10 },
];

// Python and TypeScript are held against the same numbers.
const references = new Map<Case, { own: number[]; other: number[] }>();
function referenceOf(given: Case): { own: number[]; other: number[] } {
  let known = references.get(given);
  if (known === undefined) {
    known = { own: expected(given.model, given.state), other: expected(given.other, given.state) };
    references.set(given, known);
  }
  return known;
}

describe.each(groups)("TypeScript modules, $name", ({ cases, tolerance }) => {
  it.each(cases)("$title", async (given) => {
    const { model, other, state } = given;
    const reference = referenceOf(given);
    const module = await emitted.load(model);
    const evaluate = (...parameters: [Record<string, unknown>?]): number[] => [
      ...module.rhs(state, ...parameters),
      ...module.jacobian(state, ...parameters).flat(),
    ];
    expect(module.variables).toEqual(derivationOf(model).variables);
    expect(deviation(evaluate(), reference.own)).toBeLessThan(tolerance);
    const numbers = parametersOf(other, Object.keys(module.defaults!));
    expect(deviation(evaluate(numbers), reference.other)).toBeLessThan(tolerance);
  });

  it.each(cases.filter((_, i) => i % 2 === 0))("$title, numbers put in", async (given) => {
    const module = await emitted.load(given.model, true);
    expect(module.defaults).toBeUndefined();
    const values = [...module.rhs(given.state), ...module.jacobian(given.state).flat()];
    expect(deviation(values, referenceOf(given).own)).toBeLessThan(tolerance);
  });
});

/** Means over the noises at every node of a density: seconds in Python. */
const isSlow = (given: Case): boolean =>
  quadratureCases.includes(given) && given.model.features.some(({ measure }) => measure.kind === "density");

describe.runIf(hasPython)("Python modules", () => {
  const all = groups.flatMap(({ cases, tolerance }) => cases.map((given) => ({ given, tolerance })));

  it("compute what TypeScript's do, with their own numbers, with others, and with numbers put in", async () => {
    const asked: (PythonCase & { title: string; reference: number[]; tolerance: number })[] = [];
    for (const { given, tolerance } of all) {
      const { model, other, state, title } = given;
      const { own, other: others } = referenceOf(given);
      const { name: module, text } = emitted.write(model, "python");
      asked.push({ title, module, state, reference: own, tolerance });
      if (isSlow(given)) continue;
      const parameters = parametersOf(
        other,
        [...text.matchAll(/^ {4}"(\w+)": [^(]/gm)].map(([, name]) => name!),
      );
      asked.push({ title: `${title}, others`, module, state, parameters, reference: others, tolerance });
      if (state.length > 1) continue;
      const fixed = emitted.write(model, "python", true).name;
      asked.push({ title: `${title}, put in`, module: fixed, state, reference: own, tolerance });
    }
    const wrong = emitted.runPython(asked).flatMap((result, i) => {
      const { title, reference, tolerance } = asked[i]!;
      if ("error" in result) return [`${title}: ${result.error}`];
      const error = deviation([...result.rhs, ...result.jacobian.flat()], reference);
      return error < tolerance ? [] : [`${title}: ${error}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe("a module", () => {
  it("type-checks under strict", { timeout: 60_000 }, () => {
    const files = [polynomial, compact, waves, smooth, kinkedDensity].flatMap(({ model }) =>
      [false, true].map((values) => emitted.write(model, "typescript", values).file),
    );
    const compiler = join(
      dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
      "bin/tsc",
    );
    const flags = [
      "--noEmit",
      "--strict",
      "--target",
      "es2022",
      "--module",
      "esnext",
      "--erasableSyntaxOnly",
      "--ignoreConfig",
    ];
    const { status, stdout } = spawnSync(process.execPath, [compiler, ...flags, ...files], {
      encoding: "utf8",
    });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  it("imports nothing beyond its language", () => {
    for (const { model } of [polynomial, waves, kinked]) {
      expect(emitted.write(model, "typescript").text).not.toMatch(/^import|\bany\b|NaN/m);
      expect(emitted.write(model, "python").text.match(/^(import|from) .*$/gm)).toEqual(["import math"]);
    }
  });

  it.each(["typescript", "python"] as const)("says in %s what it computes", (format) => {
    const { text } = emitted.write(polynomial.model, format);
    const head = text.slice(0, text.indexOf("variables"));
    expect(head).toContain("(model emitted)");
    expect(head).toContain("dQ1/dt = tau*(g1 - Q1*(f + kappa))");
    expect(head).toContain("driftproof 0.0.0");
    expect(text).toContain("samples a step");
  });

  it.each(["typescript", "python"] as const)(
    "is refused in %s where the equations do not close",
    (format) => {
      const model = varyModel(smooth.model, { regularizer: { kind: "l1", strength: 1 } });
      expect(() => moduleText(derive(model), { format, values: false, version: "" })).toThrow(/do not close/);
    },
  );
});

describe("numbers that make no sense are named, whatever the language", () => {
  const hidden = [{ values: [-1, 2], weights: [0.5, 0.5] }];
  const wrong: [Case, readonly number[], Record<string, unknown>, RegExp][] = [
    [smooth, [0.1, 0.2], {}, /state: expected \[Q1\], found 2/],
    [free, [0.1, -0.2], {}, /state: s cannot be -0\.2/],
    [smooth, [Number.POSITIVE_INFINITY], {}, /state: Q1 cannot be inf/i],
    [steep, [1e200, 1], {}, /state: .*is out of range/],
    [smooth, [0.1], { nu: -1 }, /parameters\W+nu\W+expected a number in \[0, inf/i],
    [smooth, [0.1], { rho: 1.5 }, /parameters\W+rho\W+expected a number in \[-1, 1\]/],
    [smooth, [0.1], { batch: 3 }, /parameters\W+batch\W+unknown parameter/],
    [smooth, [0.1], { hidden }, /parameters\W+hidden\W+0\W+the equations were derived for a symmetric law/],
    [
      smooth,
      [0.1],
      { hidden: [{ values: [1], weights: [2] }] },
      /weights must be nonnegative and add up to 1/,
    ],
    [noiseless, [0.1, 1], { eta: 0 }, /without noise the derivatives of max\(y, 0\) have no mean/],
    [kinked, [0.1, 0.1, 1], { rho: 1 }, /delta functions have no product/],
  ];

  it.each(wrong)("TypeScript %#", async ({ model }, state, parameters, message) => {
    const module = await emitted.load(model);
    expect(() => [module.rhs(state, parameters), module.jacobian(state, parameters)]).toThrow(message);
  });

  it.runIf(hasPython)("Python", () => {
    // JSON has no infinity.
    const rows = wrong.filter(([, state]) => state.every(Number.isFinite));
    const asked = rows.map(([{ model }, state, parameters]) => ({
      module: emitted.write(model, "python").name,
      state,
      parameters,
    }));
    for (const [i, result] of emitted.runPython(asked).entries()) {
      expect(result).toEqual({ error: expect.stringMatching(rows[i]![3]) });
    }
  });
});
