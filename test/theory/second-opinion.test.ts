import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { polynomialActivations } from "../../proofs-check/arbitraries/index.ts";
import { mathjsDerivative, mathjsValue } from "../../proofs-check/second-opinion/mathjs.ts";
import {
  nerdamerDerivative,
  nerdamerIsZero,
  nerdamerValue,
} from "../../proofs-check/second-opinion/nerdamer.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { toText } from "../../theory/render/text.ts";
import { jacobian } from "../../theory/stability.ts";
import { evaluate } from "./support/evaluate.ts";
import { derived } from "./support/plain-model.ts";
import { runs } from "./support/property.ts";
import { valuations } from "./support/values.ts";

const R = Rational.parse;
const lopsided = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };

interface Entry {
  readonly rhs: Polynomial;
  readonly entry: Polynomial;
  readonly variable: string;
}

/** Every entry of a model's Jacobian with the equation that it is the slope of. */
function entries(activation: string, loss: string, constraint: string, features = 1): Entry[] {
  const derivation = derived(
    { activation, loss, constraint, regularizer: { kind: "l2" } },
    features,
    lopsided,
  );
  return jacobian(derivation).flatMap((row, i) =>
    row.map((entry, j) => ({ rhs: derivation.ode[i]!, entry, variable: derivation.variables[j]! })),
  );
}

describe("the Jacobian", () => {
  it.each([
    ["identity", "covariance", "sphere"],
    ["identity", "covariance", "free"],
    ["quadratic", "alignment", "sphere"],
    ["quadratic", "alignment", "free"],
  ])("is nerdamer's derivative of the printed ODE: %s, %s, %s", (activation, loss, constraint) => {
    for (const { rhs, entry, variable } of entries(activation, loss, constraint)) {
      const derivative = nerdamerDerivative(toText(rhs), variable);
      expect(nerdamerIsZero(`(${derivative}) - (${toText(entry)})`)).toBe(true);
    }
  });

  it("is told from one whose coefficient is off by a millionth", () => {
    const [{ rhs, entry, variable }] = entries("identity", "covariance", "free") as [Entry];
    const derivative = nerdamerDerivative(toText(rhs), variable);
    expect(nerdamerIsZero(`(${derivative}) - (${toText(entry)}) + tau*m2_1/1000000`)).toBe(false);
  });

  it("has nerdamer's values where the difference is too long to expand", () => {
    const cases = [
      ...entries("quadratic", "covariance", "free"),
      ...entries("y + y^2/10", "covariance", "sphere"),
    ];
    for (const { rhs, entry, variable } of cases) {
      const derivative = nerdamerDerivative(toText(rhs), variable);
      fc.assert(
        fc.property(valuations([rhs, entry]), (values) => {
          const expected = evaluate(entry, (name) => values.get(name));
          expect(`${nerdamerValue(derivative, values)}`).toBe(`${expected}`);
        }),
        runs(3),
      );
    }
  });

  it("has the values of mathjs's derivative for random polynomial activations", () => {
    const activation = fc.oneof(
      polynomialActivations("odd", 3),
      polynomialActivations("even", 2),
      polynomialActivations("mixed", 2),
    );
    fc.assert(
      fc.property(
        activation,
        fc.constantFrom("covariance", "alignment"),
        fc.constantFrom("sphere", "free"),
        (text, loss, constraint) => {
          for (const { rhs, entry, variable } of entries(text, loss, constraint, 2)) {
            const derivative = mathjsDerivative(toText(rhs), variable);
            fc.assert(
              fc.property(valuations([rhs, entry]), (values) => {
                const expected = evaluate(entry, (name) => values.get(name));
                expect(`${mathjsValue(derivative, values)}`).toBe(`${expected}`);
              }),
              runs(2),
            );
          }
        },
      ),
      runs(8),
    );
  });
});

// What a second opinion is worth depends on these: each is something that the packages get wrong by default.
describe("nerdamer and mathjs behind their wrappers", () => {
  const systems = [
    { name: "nerdamer", value: nerdamerValue, derivative: nerdamerDerivative },
    { name: "mathjs", value: mathjsValue, derivative: mathjsDerivative },
  ];

  describe.each(systems)("$name", ({ value, derivative }) => {
    const none = new Map<string, Rational>();
    it("computes exactly, with numbers of any length", () => {
      expect(`${value("1/100000000000000000000 + 1", none)}`).toBe(
        "100000000000000000001/100000000000000000000",
      );
      const big = R("123456789012345678901234567891/7");
      expect(value("x^3/7", new Map([["x", big]])).equals(big.power(3).divide(R(7)))).toBe(true);
      expect(value("0.1 + 0.2 - 0.3", none).isZero).toBe(true);
      expect(`${value("3*0.00000000000000000001", none)}`).toBe("3/100000000000000000000");
      expect(`${value("-2^2/3", none)}`).toBe("-4/3");
    });

    it("refuses numbers in exponent notation, which would be rounded", () => {
      expect(() => value("1e-20", none)).toThrow(/1e-20 would be rounded/);
      expect(() => derivative("1.5e3*x", "x")).toThrow(RangeError);
    });

    it("gives symbols no meaning of its own", () => {
      const names = [
        "E",
        "e",
        "i",
        "pi",
        "tau",
        "B",
        "s",
        "Q1",
        "m4_1",
        "E[c1^2*phi''(y)*phi(y')]",
        "<w*sign(w)>",
      ];
      const values = new Map(names.map((name, k) => [name, R(`${k + 2}/3`)]));
      for (const name of names) {
        expect(value(name, values).equals(values.get(name)!), name).toBe(true);
        expect(() => value(name, none)).toThrow(`no value for ${name}`);
        const slope = derivative(`(${name})^3*s2 + e2`, name);
        const at = values.get(name)!;
        const expected = at.power(2).multiply(R(15));
        expect(value(slope, new Map([...values, ["s2", R(5)], ["e2", R(1)]])).equals(expected), name).toBe(
          true,
        );
      }
    });

    it("remembers nothing from call to call", () => {
      const first = value(
        "x + y",
        new Map([
          ["x", R(1)],
          ["y", R(2)],
        ]),
      );
      const second = value(
        "x + y",
        new Map([
          ["x", R(3)],
          ["y", R(4)],
        ]),
      );
      expect([first, second].map(String)).toEqual(["3", "7"]);
      expect(() => value("x + y", new Map([["x", R(1)]]))).toThrow("no value for y");
      expect(`${value("y", new Map([["y", R(9)]]))}`).toBe("9");
    });

    it("refuses what is not exact or not an expression", () => {
      expect(() => value("1/0", none)).toThrow();
      expect(() => value("2^(1/2)", none)).toThrow();
      expect(() => value("x = 3", new Map([["x", R(1)]]))).toThrow(/unexpected "="/);
    });
  });

  it("nerdamer expands before it says zero", () => {
    expect(nerdamerIsZero("(x + 1)^3 - x^3 - 3*x^2 - 3*x - 1")).toBe(true);
    expect(nerdamerIsZero("(x + 1)^3 - x^3 - 3*x^2 - 3*x - 1 + 0.00000000000000000001*x")).toBe(false);
  });
});
