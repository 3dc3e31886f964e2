import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rationals } from "../../../proofs-check/arbitraries/index.ts";
import { mathjsValue } from "../../../proofs-check/second-opinion/mathjs.ts";
import { nerdamerValue } from "../../../proofs-check/second-opinion/nerdamer.ts";
import { safeText } from "../../../proofs-check/second-opinion/safe-names.ts";
import { activations } from "../../../theory/activations/index.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { quotientText, toText } from "../../../theory/render/text.ts";
import { originStability } from "../../../theory/stability.ts";
import { evaluate, g } from "../support/evaluate.ts";
import { expressions } from "../support/expressions.ts";
import { derived } from "../support/plain-model.ts";
import { runs } from "../support/property.ts";
import { valuations } from "../support/values.ts";

describe("the text of an expression", () => {
  it("has the expression's exact value for a reader that knows only + - * / ^", () => {
    fc.assert(
      fc.property(
        expressions.chain((expression) => fc.tuple(fc.constant(expression), valuations([expression]))),
        ([expression, values]) => {
          const expected = evaluate(expression, (name) => values.get(name));
          expect(`${mathjsValue(toText(expression), values)}`).toBe(`${expected}`);
        },
      ),
      runs(300),
    );
  });

  it("has it for nerdamer too", () => {
    fc.assert(
      fc.property(
        expressions.chain((expression) => fc.tuple(fc.constant(expression), valuations([expression]))),
        ([expression, values]) => {
          const expected = evaluate(expression, (name) => values.get(name));
          expect(`${nerdamerValue(toText(expression), values)}`).toBe(`${expected}`);
        },
      ),
      runs(25),
    );
  });

  it("is right for the derived equations of every activation", () => {
    // Exponentials have no exact values; they have a test of their own.
    for (const { name: activation } of activations.filter((phi) => !phi.exponentialSum)) {
      const { ode, terms } = derived({ activation, constraint: "free", regularizer: { kind: "l2" } }, 2);
      const all = [...ode, terms.lambda, terms.f];
      fc.assert(
        fc.property(valuations(all), (values) => {
          for (const expression of all) {
            const expected = evaluate(expression, (name) => values.get(name));
            expect(`${mathjsValue(toText(expression), values)}`).toBe(`${expected}`);
          }
        }),
        runs(2),
      );
    }
  });

  it("writes quotients whose value is the quotient", () => {
    for (const activation of ["tanh", "quadratic", "y + y^3/10"]) {
      for (const threshold of originStability(derived({ activation })).thresholds!) {
        if (threshold === undefined) continue;
        const { numerator, denominator } = threshold;
        fc.assert(
          fc.property(valuations([numerator, denominator]), (values) => {
            const at = (p: Polynomial): Rational => evaluate(p, (name) => values.get(name));
            fc.pre(!at(denominator).isZero);
            const value = mathjsValue(quotientText(threshold), values);
            expect(value.equals(at(numerator).divide(at(denominator)))).toBe(true);
          }),
          runs(5),
        );
      }
    }
  });

  it("spells out the compound symbols", () => {
    expect(toText(g("v"))).toBe("(nu + eta)");
    expect(toText(g("c", 2))).toMatch(/^\(nu \+ (rho\*eta|eta\*rho)\)\^2$/);
    expect(toText(g("B-1", -1))).toBe("1/(B - 1)");
    fc.assert(
      fc.property(expressions, (expression) => {
        const { symbols } = safeText(toText(expression));
        for (const compound of ["v", "c", "B-1"]) expect(symbols).not.toContain(compound);
      }),
      runs(100),
    );
  });

  it("writes constants exactly", () => {
    fc.assert(
      fc.property(rationals(99_999), (value) => {
        const text = toText(Polynomial.constant(value));
        expect(mathjsValue(text, new Map()).equals(value)).toBe(true);
        expect(Rational.parse(text).equals(value)).toBe(true);
      }),
      runs(200),
    );
    expect(toText(Polynomial.zero)).toBe("0");
    expect(toText(Polynomial.constant(Rational.parse("0.3")))).toBe("0.3");
  });
});
