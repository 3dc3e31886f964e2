import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ModelError } from "../../../theory/errors.ts";
import { parseModel } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { registerRegularizer, regularizerKinds } from "../../../theory/regularizers/index.ts";
import type { Regularizer } from "../../../theory/regularizers/regularizer.ts";
import { g, shown } from "../support/evaluate.ts";
import { plain } from "../support/plain-model.ts";

const of = (spec: unknown): Regularizer => parseModel({ ...plain, regularizer: spec }).regularizer;

function failure(spec: unknown): ModelError {
  try {
    of(spec);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return error as ModelError;
  }
  throw new Error("was accepted");
}

describe("kinds of regularizers", () => {
  it("meet where they are the same penalty", () => {
    const same = (a: object, b: object): void => expect(shown(of(a).slope)).toBe(shown(of(b).slope));
    same({ kind: "elastic", ratio: 0 }, { kind: "l2" });
    same({ kind: "elastic", ratio: "1" }, { kind: "l1" });
    same({ kind: "abs(w)" }, { kind: "l1" });
    same({ kind: "w^2/2" }, { kind: "l2" });
    same({ kind: "abs(w)/3 + w^2/3" }, { kind: "elastic", ratio: "1/3" });
    same({ kind: "abs(w)^2/2" }, { kind: "l2" });
  });

  it("have exact coefficients", () => {
    const { text, latex } = of({ kind: "elastic", ratio: 0.1 });
    expect(text).toBe("0.1*abs(w) + 0.45*w^2");
    expect(latex).toBe("0.1\\,\\lvert w\\rvert + 0.45\\,w^{2}");
    expect(shown(of({ kind: "elastic", ratio: "1/3" }).slope)).toBe("1/3*sign(w)^1 + 2/3*w^1");
  });

  it("clip at the width, and are as large as the parabola and its tangents there", () => {
    for (const width of [0.5, 2]) {
      const { value, slopeAt } = of({ kind: "huber", width });
      for (const w of [-5, -1, -0.3, 0, 0.4, 1.7, 3]) {
        const touching = Math.sign(w) * Math.min(width, Math.abs(w));
        expect(slopeAt(w)).toBe(touching + 0);
        // The tangent to w^2/2 at the clipped point.
        expect(value(w)).toBeCloseTo(touching ** 2 / 2 + touching * (w - touching), 14);
      }
    }
  });

  it("name their functions of w, with what they are", () => {
    const clip = of({ kind: "huber", width: "3/2" }).functions;
    expect(clip.map(({ name, meaning }) => [name, meaning])).toEqual([
      ["clip(w)", "`w` clipped to `[-3/2, 3/2]`"],
    ]);
    const [slope] = of({ kind: "log(1 + w^2)" }).functions;
    expect(slope!.name).toBe("R'(w)");
    expect(slope!.definition!.text).toContain("w");
    expect(of({ kind: "w^4/4" }).functions).toEqual([]);
  });

  it("have kinks elsewhere than at 0 in a function of their own", () => {
    for (const [kind, slope] of [
      ["abs(w + 1)", (w: number) => Math.sign(w + 1)],
      ["abs(pi)*w^2/2", (w: number) => Math.PI * w],
      ["abs(2*w)", (w: number) => 2 * Math.sign(w)],
    ] as const) {
      const { slope: polynomial, functions, slopeAt } = of({ kind });
      expect(shown(polynomial)).toBe("1*R'(w)^1");
      expect(functions.map(({ name }) => name)).toEqual(["R'(w)"]);
      for (const w of [-2, -0.5, 0.5]) {
        expect(slopeAt(w)).toBeCloseTo(slope(w), 14);
        expect(functions[0]!.value(w)).toBe(slopeAt(w));
      }
    }
  });

  it("are written for people", () => {
    expect(of({ kind: "huber", width: "3/2" }).text).toBe("w^2/2 for abs(w) <= 3/2, 3/2*abs(w) - 9/8 beyond");
    expect(of({ kind: "huber", width: "3/2" }).latex).toBe(
      "\\begin{cases}w^2/2 & \\lvert w\\rvert \\le \\frac{3}{2}\\\\ \\frac{3}{2}\\,\\lvert w\\rvert - \\frac{9}{8} & \\text{beyond}\\end{cases}",
    );
    const texts = [{ kind: "none" }, { kind: "l2" }, { kind: "l1" }, { kind: " w^4/4 " }].map(of);
    expect(texts.map(({ kind, text, latex }) => [kind, text, latex])).toEqual([
      ["none", "0", "0"],
      ["l2", "w^2/2", "\\frac{w^2}{2}"],
      ["l1", "abs(w)", "\\lvert w\\rvert"],
      [" w^4/4 ", "w^4/4", "\\frac{w^{4}}{4}"],
    ]);
  });

  it("have values and slopes that are those of their formulas", () => {
    for (const w of [-1.5, 0, 0.5]) {
      const size = Math.abs(w);
      const numbers = (spec: unknown) => [of(spec).value(w), of(spec).slopeAt(w) + 0];
      expect(numbers({ kind: "none" })).toEqual([0, 0]);
      expect(numbers({ kind: "l2" })).toEqual([(w * w) / 2, w]);
      expect(numbers({ kind: "l1" })).toEqual([size, Math.sign(w)]);
      expect(numbers({ kind: "elastic", ratio: 0.25 })).toEqual([
        size / 4 + (0.75 * w * w) / 2,
        Math.sign(w) / 4 + 0.75 * w,
      ]);
    }
    const clip = of({ kind: "huber", width: "3/2" }).functions[0]!;
    for (const w of ["-2", "-3/2", "1/3", "3/2", "8/5"].map((text) => Rational.parse(text)))
      expect(clip.exact(w)!.toNumber()).toBe(clip.value(w.toNumber()));
    const l1 = of({ kind: "l1" }).functions[0]!;
    expect([-2, 0, 3].map((w) => `${l1.exact(Rational.of(w))}`)).toEqual(["-1", "0", "1"]);
  });

  it("may be powers of |w| with a slope everywhere", () => {
    const { slopeAt } = of({ kind: "abs(w)^1.5" });
    expect(slopeAt(0)).toBe(0);
    expect(slopeAt(-4)).toBeCloseTo(-3, 14);
  });
});

describe("a regularizer that cannot be used", () => {
  const cases: readonly (readonly [path: string, message: RegExp, spec: unknown])[] = [
    [
      "regularizer.kind",
      /"none", "l2", "l1", "elastic", "huber" or an expression in w.*found "l3"/,
      { kind: "l3" },
    ],
    ["regularizer.kind", /found "elastc"/, { kind: "elastc", ratio: 1 }],
    ["regularizer.kind", /the symbol "y" is not allowed/, { kind: "w*y" }],
    ["regularizer.kind", /cannot read/, { kind: "w^2 +" }],
    ["regularizer.kind", /it is singular at w = 0/, { kind: "1/w" }],
    ["regularizer.kind", /it is singular at w = 1/, { kind: "log(w - 1)" }],
    ["regularizer.kind", /its slope is singular at w = 0/, { kind: "sqrt(abs(w))" }],
    ["regularizer.kind", /not finite at w = /, { kind: "exp(w^2)" }],
    [
      "regularizer.kind",
      /cannot be used: it cannot be told from a function with a pole near w = /,
      { kind: "1/(1 - tanh(w - 0.123))" },
    ],
    // A penalty with a jump has no slope there, and so none that an algorithm could follow.
    ["regularizer.kind", /the function "sign"/, { kind: "w^2*sign(w - 1)" }],
    ["regularizer.kind", /does not change with w/, { kind: "w - w" }],
    ["regularizer.kind", /expected a text/, { kind: 3 }],
    ["regularizer.kind", /is missing/, { strength: 1 }],
    ["regularizer", /"kind"/, "l2"],
    ["regularizer.ratio", /is missing/, { kind: "elastic" }],
    ["regularizer.ratio", /at most 1/, { kind: "elastic", ratio: "3/2" }],
    ["regularizer.ratio", /negative/, { kind: "elastic", ratio: -1 }],
    ["regularizer.width", /above 0/, { kind: "huber", width: 0 }],
    ["regularizer.width", /unknown key/, { kind: "l1", width: 1 }],
    ["regularizer.strength", /negative/, { kind: "w^4", strength: -1 }],
  ];
  it.each(cases)("%s: %s", (path, message, spec) => {
    const error = failure(spec);
    expect(error.path).toBe(path);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("\n");
  });
});

describe("a kind that is registered", () => {
  const quartic = {
    name: "test-quartic",
    fields: { centre: z.number() },
    create: ({ centre }: { centre: number }): Regularizer => ({
      kind: "test-quartic",
      text: `(w - ${centre})^4/4`,
      latex: `(w - ${centre})^4/4`,
      slope: g("w").subtract(Polynomial.constant(centre)).power(3),
      functions: [],
      value: (w) => (w - centre) ** 4 / 4,
      slopeAt: (w) => (w - centre) ** 3,
    }),
  };
  const careless = {
    ...quartic,
    name: "test-careless",
    fields: {},
    create: (): Regularizer => ({ ...quartic.create({ centre: 0 }), slope: g("mystery(w)") }),
  };

  it("may be named in a model file, with its own fields and no others", () => {
    expect(failure({ kind: "test-quartic", centre: 2 }).message).toContain('found "test-quartic"');
    registerRegularizer(quartic);
    expect(of({ kind: "test-quartic", centre: 2 }).slopeAt(3)).toBe(1);
    expect(failure({ kind: "test-quartic" }).path).toBe("regularizer.centre");
    expect(failure({ kind: "test-quartic", centre: 2, width: 1 }).path).toBe("regularizer.width");
    expect(failure({ kind: "l3" }).message).toContain('"test-quartic"');
  });

  it("has a name of its own", () => {
    const { length } = regularizerKinds;
    for (const name of ["l2", "test-quartic"]) {
      expect(() => registerRegularizer({ ...quartic, name })).toThrow(
        new ModelError("regularizer.kind", `"${name}" is already registered`),
      );
    }
    expect(regularizerKinds).toHaveLength(length);
  });

  it("must say what its slope is made of", () => {
    registerRegularizer(careless);
    expect(failure({ kind: "test-careless" }).message).toBe(
      'regularizer.kind: "test-careless" is no usable kind: its slope has mystery(w), which is none of its functions',
    );
    const named = (name: string) => ({ name, meaning: "", value: Math.sign, exact: () => undefined });
    registerRegularizer({
      ...careless,
      name: "test-misnamed",
      create: () => ({
        ...quartic.create({ centre: 0 }),
        slope: g("mystery"),
        functions: [named("mystery")],
      }),
    });
    expect(failure({ kind: "test-misnamed" }).message).toContain(
      "is no usable kind: its function mystery must be named like f(w)",
    );
    registerRegularizer({
      ...careless,
      name: "test-called",
      fields: { called: z.string() },
      create: ({ called }: { called: string }) => ({
        ...quartic.create({ centre: 0 }),
        slope: g(called).multiply(g("w")),
        functions: [named(called)],
      }),
    });
    const called = (name: string) => ({ kind: "test-called", called: name });
    for (const name of ["f(w)", "R'(w)", "Soft2_x(w)"])
      expect(of(called(name)).functions.map((it) => it.name)).toEqual([name]);
    for (const name of ["(w)", "2f(w)", "f(x)", "f(w)+1", " f(w)", "f-g(w)", "f(w"])
      expect(failure(called(name)).message).toContain(`: its function ${name} must be named like f(w)`);
  });
});
