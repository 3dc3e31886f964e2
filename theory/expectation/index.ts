import type { Activation } from "../activations/activation.ts";
import type { Polynomial } from "../polynomial.ts";
import { closedForm, hasClosedForm } from "./closed-form.ts";
import { Expectation, type LawHypothesis } from "./expectation.ts";
import { exponentialSums } from "./exponential-sums.ts";
import { compactMoments, expandedMoments, type SignalMoments } from "./signal-moment.ts";
import { symbolicAtoms } from "./symbolic-atoms.ts";

/**
 * The expectation for an activation: closed forms for polynomials and sums of exponentials, symbolic atoms for the rest.
 * @param compact keep the moments of the signal S = Q.c of closed forms as generators `E[c1*S^3]`.
 */
export function expectationFor(
  activation: Activation,
  hypotheses: readonly LawHypothesis[],
  compact = false,
): Expectation {
  return expectationWith(activation, hypotheses, (compact ? compactMoments : expandedMoments)(hypotheses));
}

/** The same with the moments of the signal in closed forms written in any way. */
export function expectationWith(
  activation: Activation,
  hypotheses: readonly LawHypothesis[],
  moments: SignalMoments,
): Expectation {
  if (hasClosedForm(activation)) {
    return new Expectation(activation, hypotheses, closedForm(activation.polynomial, moments));
  }
  if (activation.exponentialSum) {
    const rule = exponentialSums(activation.exponentialSum, hypotheses, moments);
    return new Expectation(activation, hypotheses, rule);
  }
  const mean = (integrand: Polynomial): Polynomial => expectation.of(integrand, "y");
  const expectation: Expectation = new Expectation(
    activation,
    hypotheses,
    symbolicAtoms(activation, hypotheses, mean),
  );
  return expectation;
}
