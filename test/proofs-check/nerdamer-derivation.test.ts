import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nerdamerIsZero, nerdamerValue } from "../../proofs-check/second-opinion/nerdamer.ts";
import {
  nerdamerDerivation,
  type TextDerivation,
} from "../../proofs-check/second-opinion/nerdamer-derivation.ts";
import { derive } from "../../theory/derive.ts";
import { parseModel } from "../../theory/model.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { jacobian } from "../../theory/stability.ts";
import { evaluate } from "../theory/support/evaluate.ts";
import { plain } from "../theory/support/plain-model.ts";
import { runs } from "../theory/support/property.ts";
import { valuations } from "../theory/support/values.ts";

/** The same five expressions by the theory floor, using nothing of the hidden law. */
function ours(phi: string): Record<keyof TextDerivation, Polynomial> {
  const model = parseModel({ ...plain, activation: phi });
  const derivation = derive(model, [{ zeroMean: false, symmetric: false }]);
  const { g, f, lambda } = derivation.terms;
  return { g: g[0]!, f, lambda, ode: derivation.ode[0]!, jacobian: jacobian(derivation)[0]![0]! };
}

/** Letters v and c stay letters: only for expressions without B. */
function plainText(p: Polynomial): string {
  return p
    .namedTerms()
    .map(({ coefficient, powers }) =>
      [`(${coefficient})`, ...[...powers].map(([name, exponent]) => `${name}^${exponent}`)].join("*"),
    )
    .join(" + ");
}

describe("the whole derivation once more by nerdamer", () => {
  it.each(["y", "y^2 - 1"])("phi = %s", (phi) => {
    const theirs = nerdamerDerivation(phi);
    const expressions = ours(phi);
    for (const term of ["g", "f"] as const) {
      expect(nerdamerIsZero(`(${theirs[term]}) - (${plainText(expressions[term])})`), term).toBe(true);
    }
    fc.assert(
      fc.property(valuations(Object.values(expressions)), (values) => {
        for (const [term, expression] of Object.entries(expressions)) {
          const text = theirs[term as keyof TextDerivation];
          const value = evaluate(expression, (name) => values.get(name));
          expect(`${nerdamerValue(text, values)}`, term).toBe(`${value}`);
        }
      }),
      runs(3),
    );
  });
});
