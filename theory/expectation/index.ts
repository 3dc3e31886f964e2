import type { Activation } from "../activations/activation.ts";
import type { Polynomial } from "../polynomial.ts";
import { closedForm, hasClosedForm } from "./closed-form.ts";
import { Expectation, type LawHypothesis } from "./expectation.ts";
import { symbolicAtoms } from "./symbolic-atoms.ts";

/** The expectation for an activation: closed forms for polynomials, symbolic atoms for the rest. */
export function expectationFor(activation: Activation, hypotheses: readonly LawHypothesis[]): Expectation {
  if (hasClosedForm(activation)) {
    return new Expectation(activation, hypotheses, closedForm(activation.polynomial, hypotheses));
  }
  const mean = (integrand: Polynomial): Polynomial => expectation.of(integrand, "y");
  const expectation: Expectation = new Expectation(
    activation,
    hypotheses,
    symbolicAtoms(activation, hypotheses, mean),
  );
  return expectation;
}
