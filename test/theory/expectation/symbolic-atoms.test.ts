import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { polynomialActivations, polynomials } from "../../../proofs-check/arbitraries/index.ts";
import { activationOf } from "../../../theory/activations/index.ts";
import { parseAtom } from "../../../theory/expectation/atom.ts";
import { closedForm } from "../../../theory/expectation/closed-form.ts";
import type { Expectation, LawHypothesis } from "../../../theory/expectation/expectation.ts";
import { expectationFor } from "../../../theory/expectation/index.ts";
import { expandedMoments } from "../../../theory/expectation/signal-moment.ts";
import { hiddenName, phiName } from "../../../theory/expectation/views.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { difference, shown } from "../support/evaluate.ts";
import { runs } from "../support/property.ts";

const laws: readonly LawHypothesis[] = [
  { zeroMean: false, symmetric: false },
  { zeroMean: true, symmetric: false },
];
const integrands = polynomials(
  [phiName(0, "y"), phiName(1, "y"), phiName(0, "y'"), "y", "y'", hiddenName(0), hiddenName(1)],
  { terms: 3, highest: 2 },
);
const variables = fc.constantFrom("Q1", "Q2", "s");

/** The expectation of a polynomial activation with its closed forms hidden, and the way back to them. */
function hiddenForms(text: string): { symbolic: Expectation; reveal(p: Polynomial): Polynomial } {
  const { polynomial, ...phi } = activationOf(text);
  const rule = closedForm(polynomial!, expandedMoments(laws));
  const origin = (p: Polynomial): Polynomial =>
    p.substitute((name) => (/^Q\d$/.test(name) ? Polynomial.zero : undefined));
  return {
    symbolic: expectationFor(phi, laws),
    reveal: (p) =>
      p.substitute((name) => {
        const atom = parseAtom(name);
        if (!atom) return undefined;
        const value = rule.value({ ...atom, atOrigin: false });
        return atom.atOrigin ? origin(value) : value;
      }),
  };
}

describe("symbolic atoms", () => {
  const activation = fc.oneof(
    polynomialActivations("odd", 3),
    polynomialActivations("even", 4),
    polynomialActivations("mixed", 3),
  );

  it("become the closed forms when each is put in", () => {
    fc.assert(
      fc.property(activation, integrands, (text, integrand) => {
        const { symbolic, reveal } = hiddenForms(text);
        const closed = expectationFor(activationOf(text), laws).of(integrand, "y");
        expect(difference(reveal(symbolic.of(integrand, "y")), closed)).toBe("");
      }),
      runs(50),
    );
  });

  it("have the derivatives of the closed forms, by Q and by s, at Q = 0 too", () => {
    fc.assert(
      fc.property(activation, integrands, variables, (text, integrand, variable) => {
        const { symbolic, reveal } = hiddenForms(text);
        const mean = symbolic.of(integrand, "y");
        const there = symbolic.derivative(mean, variable);
        expect(difference(reveal(there), reveal(mean).derivative(variable))).toBe("");
        const again = symbolic.derivative(there, "s");
        expect(difference(reveal(again), reveal(mean).derivative(variable).derivative("s"))).toBe("");
        const origin = symbolic.atOrigin(mean);
        expect(difference(reveal(symbolic.derivative(origin, "s")), reveal(origin).derivative("s"))).toBe("");
      }),
      runs(40),
    );
  });

  it("go to Q = 0 as the closed forms do", () => {
    fc.assert(
      fc.property(activation, integrands, (text, integrand) => {
        const { symbolic, reveal } = hiddenForms(text);
        const mean = symbolic.of(integrand, "y");
        const atZero = reveal(mean).substitute((name) => (/^Q\d$/.test(name) ? Polynomial.zero : undefined));
        expect(difference(reveal(symbolic.atOrigin(mean)), atZero)).toBe("");
      }),
      runs(40),
    );
  });

  const smooth = fc.constantFrom("tanh", "erf", "sin", "cos", "softplus");

  it("commute: d/ds with going to Q = 0, and derivatives with each other", () => {
    fc.assert(
      fc.property(smooth, integrands, variables, variables, (text, integrand, x, y) => {
        const expectation = expectationFor(activationOf(text), laws);
        const mean = expectation.of(integrand, "y");
        const d = (p: Polynomial, by: string): Polynomial => expectation.derivative(p, by);
        expect(difference(d(expectation.atOrigin(mean), "s"), expectation.atOrigin(d(mean, "s")))).toBe("");
        expect(difference(d(d(mean, x), y), d(d(mean, y), x))).toBe("");
        // Q is gone there, so nothing depends on it; the derivative itself need not vanish there.
        expect(shown(d(expectation.atOrigin(mean), "Q1"))).toBe("");
      }),
      runs(60),
    );
  });

  it("obey Leibniz", () => {
    fc.assert(
      fc.property(smooth, integrands, integrands, variables, (text, a, b, by) => {
        const expectation = expectationFor(activationOf(text), laws);
        const [x, y] = [expectation.of(a, "y"), expectation.of(b, "y")];
        const d = (p: Polynomial): Polynomial => expectation.derivative(p, by);
        expect(
          difference(
            d(x.multiply(y)),
            d(x)
              .multiply(y)
              .add(x.multiply(d(y))),
          ),
        ).toBe("");
      }),
      runs(30),
    );
  });
});
