import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { compareTheory, crossCheck, derive, deriveWith } from "../../theory/derive.ts";
import { equalElements } from "../../theory/function-generators.ts";
import { type Model, type ModelInput, parseModel, varyModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { toText } from "../../theory/render/text.ts";
import { originStability } from "../../theory/stability.ts";
import { plain } from "./support/plain-model.ts";
import { runs } from "./support/property.ts";

/** The derived terms as `derive` prints them. */
function printed(model: Model): { g: string[]; f: string; lambda: string } {
  const { g, f, lambda } = derive(model).terms;
  return { g: g.map(toText), f: toText(f), lambda: toText(lambda) };
}

function outcomes(input: ModelInput): string[] {
  return compareTheory(derive(parseModel(input))).map(({ term, outcome }) => `${term}: ${outcome}`);
}

const polynomial = { ...plain, activation: "y + y^2/5" };

describe("a theory pasted from what derive prints", () => {
  it.each([
    { activation: "y + y^3/10" },
    { activation: "quadratic", loss: "spectral" },
    { activation: "quadratic", loss: { a: "-z*zp + z^2/4", b: "z^2*zp" } },
    { activation: "tanh" },
    { activation: "relu" },
    { activation: "sin" },
    {
      activation: "tanh",
      features: [...plain.features, { law: "atoms", values: [0, 1], weights: [0.5, 0.5] }],
    },
    { activation: "quadratic", features: Array.from({ length: 5 }, () => plain.features[0]) },
  ])("is the derived one: %j", (changes) => {
    const model = parseModel({ ...plain, ...changes });
    const own = outcomes({ ...model.source, theory: printed(model) });
    expect(own.length).toBe(model.features.length + 2);
    for (const outcome of own) expect(outcome).toMatch(/: equal$/);
  });
});

describe("a theory with an error", () => {
  const right = printed(parseModel(polynomial));

  it.each<[string, ModelInput, string]>([
    ["a factor 2 in f", { f: `2*(${right.f})` }, "f: differs"],
    ["the sign of rho", { f: right.f.replaceAll("rho", "(-rho)") }, "f: differs"],
    ["B for B - 1", { lambda: right.lambda.replaceAll("(B - 1)", "B") }, "lambda: differs"],
    ["a number for eta, right for this model", { f: right.f.replaceAll("eta", "0.3") }, "f: equal here"],
  ])("%s is found", (_, theory, outcome) => {
    expect(outcomes({ ...polynomial, theory })).toEqual([outcome]);
  });

  it("is not taken for an error of the suite's own derivation", () => {
    const derivation = derive(parseModel({ ...polynomial, theory: { f: "0" } }));
    expect(crossCheck(derivation).every(({ agrees }) => agrees)).toBe(true);
    expect(derivation.terms.f.isZero).toBe(true);
    expect(derivation.terms.lambda.equals(derivation.derivedTerms.lambda)).toBe(true);
  });

  it("with means in it is left to their values", () => {
    expect(outcomes({ ...plain, theory: { f: "E[phi'(y)]" } })).toEqual(["f: unproved"]);
  });
});

describe("a theory's text", () => {
  it.each<[string, ModelInput, RegExp]>([
    ["theory.g", { g: ["Q1", "Q1"] }, /expected 1 .*found 2/],
    [
      "theory.g[0]",
      { g: ["Q2"] },
      /symbol "Q2" is not allowed in an expression in the symbols of the theory$/,
    ],
    ["theory.g[0]", { g: ["m2_2"] }, /symbol "m2_2"/],
    ["theory.g[0]", { g: ["Q1 +"] }, /cannot read/],
    ["theory.f", { f: "foo(Q1)" }, /function "foo"/],
    ["theory.f", { f: "E[phi(x)]" }, /mean "E\[phi\(x\)\]"/],
    ["theory.f", { f: "E[c2*phi(y)]" }, /cannot read the mean/],
    ["theory.f", { f: "1/0" }, /division by zero/],
    ["theory.f", { f: "1/(eta - eta)" }, /division by zero/],
    ["theory.f", { f: "1/Q1" }, /no value at Q = 0/],
    ["theory.f", { f: "log(Q1)" }, /no value at Q = 0/],
    ["theory.f", { f: "(Q1 + s)^1000" }, /limit of 64/],
    ["theory.lambda", { lambda: "((Q1 + s + nu + eta)^64)^64" }, /too many terms/],
    ["theory.h", { h: "1" }, /unknown key/],
    ["theory.f", { f: 3 }, /expected a text, found 3/],
  ])("that is wrong is one line naming %s: %j", (path, theory, message) => {
    const read = () => derive(parseModel({ ...plain, theory }));
    expect(read).toThrow(message);
    expect(read).toThrow(new RegExp(`^${path.replace(/[.[\]]/g, "\\$&")}: [^\\n]*$`));
  });

  it("may divide by sums and call functions: values by hand, slopes by differences", () => {
    const f =
      "exp(-s*Q1^2)*tanh(nu + Q1) + 1/(1 + s*Q1^2) + sqrt(1 + s) - pi*Q1/(nu + eta) + (1 + Q1^2)^(1/3)";
    const byHand = (Q: number, s: number): number =>
      Math.exp(-s * Q * Q) * Math.tanh(1 + Q) +
      1 / (1 + s * Q * Q) +
      Math.sqrt(1 + s) -
      (Math.PI * Q) / 1.3 +
      Math.cbrt(1 + Q * Q);
    // The other terms of a linear phi need no tables.
    const flow = compileFlow(
      parseModel({ ...plain, activation: "identity", constraint: "free", theory: { f } }),
    );
    const state = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 5, max: 20 }));
    fc.assert(
      fc.property(state, ([tenths, norms]) => {
        const [Q, s] = [tenths / 10, norms / 10];
        expect(flow.terms([Q], s).f).toBeCloseTo(byHand(Q, s), 12);
        const exact = new Float64Array(4);
        flow.jacobian(Float64Array.of(Q, s), exact);
        const rate = (x: number, y: number): number[] => {
          const out = new Float64Array(2);
          flow.rhs(Float64Array.of(x, y), out);
          return [...out];
        };
        const h = 1e-5;
        for (const i of [0, 1]) {
          expect(exact[2 * i]).toBeCloseTo((rate(Q + h, s)[i]! - rate(Q - h, s)[i]!) / (2 * h), 6);
          expect(exact[2 * i + 1]).toBeCloseTo((rate(Q, s + h)[i]! - rate(Q, s - h)[i]!) / (2 * h), 6);
        }
      }),
      runs(12),
    );
  });

  it("enters the stability of Q = 0 with the value that it has there", () => {
    const model = parseModel({ ...plain, activation: "identity", theory: { lambda: "2*exp(Q1)/(1 + s)" } });
    const [eigenvalue] = originStability(derive(model)).eigenvalues!;
    const derived = originStability(derive(varyModel(model, { theory: undefined }))).eigenvalues![0]!;
    // lambda(0) = 1 on the sphere: the eigenvalue loses tau^2/2, and the rest is the derived one's.
    const rest = (p: Polynomial): Polynomial =>
      Polynomial.fromNamedTerms(p.namedTerms().filter(({ powers }) => powers.get("tau") === 1));
    expect(rest(eigenvalue!).equals(rest(derived))).toBe(true);
    expect(toText(eigenvalue!.subtract(rest(eigenvalue!)))).toBe("-tau^2/2");
  });

  it("stays with its structure and leaves with it", () => {
    const model = parseModel({ ...polynomial, theory: { f: "0" } });
    expect(varyModel(model, { batch: 3 }).theory).toBeDefined();
    expect(varyModel(model, { activation: "tanh" }).theory).toBeUndefined();
    expect(varyModel(model, { loss: "spectral" }).theory).toBeUndefined();
    expect(varyModel(model, { features: [plain.features[0], plain.features[0]] }).theory).toBeUndefined();
  });
});

describe("elements of the ring", () => {
  const read = (f: string): Polynomial => derive(parseModel({ ...plain, theory: { f } })).terms.f;
  it.each([
    ["1/(1 + s) + 1/(1 - s)", "2/(1 - s^2)"],
    ["(B^2 - B)/(B - 1)", "B"],
    ["(1 + s)^(-2)*(1 + s)", "1/(1 + s)"],
    ["s^(-3)/s^(-1)", "1/s^2"],
    ["1/(s/(1 + s))^2", "(1 + s)^2/s^2"],
    ["(1 + s)^(-1/2)*sqrt(1 + s)", "1"],
    ["1/(B^2 - B)", "1/(B - 1) - 1/B"],
    ["(nu + eta)/(nu + rho*eta)", "1 + (eta - rho*eta)/(nu + rho*eta)"],
    ["exp(-s*(nu + eta))", "exp(-s*nu)*exp(-s*eta)"],
    ["exp(s/2)^2", "exp(s)"],
    ["sqrt(1 + s)^3", "(1 + s)^(3/2)"],
  ])("%s is %s", (a, b) => {
    expect(equalElements(read(a), read(b))).toBe(true);
    expect(equalElements(read(a), read(`${b} + s/1000`))).toBe(false);
  });
});

it.each([
  ["tanh(s)", "s"],
  ["exp(tanh(s))", "exp(s)"],
  ["1/(1 + s)", "1 + s"],
  ["exp(s)", "exp(2*s)"],
  ["sqrt(1 + s)", "1 + s"],
])("%s is not %s", (a, b) => {
  const read = (f: string): Polynomial => derive(parseModel({ ...plain, theory: { f } })).terms.f;
  expect(equalElements(read(a), read(b))).toBe(false);
});

it("a derivation takes any other terms, as deliberate errors need", () => {
  const model = parseModel(polynomial);
  const doubled = deriveWith(model, ({ f }) => ({ f: f.scale(2) }));
  expect(doubled.terms.f.equals(doubled.derivedTerms.f.scale(2))).toBe(true);
  expect(doubled.ode[0]!.equals(derive(model).ode[0]!)).toBe(true);
  const free = varyModel(model, { constraint: "free" });
  expect(deriveWith(free, ({ f }) => ({ f: f.scale(2) })).ode[0]!.equals(derive(free).ode[0]!)).toBe(false);
});
