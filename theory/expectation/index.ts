import type { Activation } from "../activations/activation.ts";
import type { Polynomial } from "../polynomial.ts";
import { closedForm, hasClosedForm } from "./closed-form.ts";
import { Expectation, type LawHypothesis } from "./expectation.ts";
import { compactMoments, expandedMoments } from "./signal-moment.ts";
import { symbolicAtoms } from "./symbolic-atoms.ts";

/**
 * The expectation for an activation: closed forms for polynomials, symbolic atoms for the rest.
 * @param compact keep the moments of the signal S = Q.c of closed forms as generators `E[c1*S^3]`.
 */
export function expectationFor(
  activation: Activation,
  hypotheses: readonly LawHypothesis[],
  compact = false,
): Expectation {
  if (hasClosedForm(activation)) {
    const moments = (compact ? compactMoments : expandedMoments)(hypotheses);
    return new Expectation(activation, hypotheses, closedForm(activation.polynomial, moments));
  }
  const mean = (integrand: Polynomial): Polynomial => expectation.of(integrand, "y");
  const expectation: Expectation = new Expectation(
    activation,
    hypotheses,
    symbolicAtoms(activation, hypotheses, mean),
  );
  return expectation;
}
