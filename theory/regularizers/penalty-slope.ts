import { Polynomial } from "../polynomial.ts";
import type { Rational } from "../rational.ts";
import type { Regularizer } from "./regularizer.ts";

/** Whether a slope is a multiple of w, which may be 0. */
export function isLinear(slope: Polynomial): boolean {
  return slope.namedTerms().every(({ powers }) => powers.size === 1 && powers.get("w") === 1);
}

/**
 * R'(w) as it enters the equations. A penalty of strength 0 is no penalty; a linear one keeps its letter kappa even
 * then, because the equations have the same form with any kappa.
 */
export function penaltySlope(model: {
  readonly regularizer: Regularizer;
  readonly strength: Rational;
}): Polynomial {
  const { slope } = model.regularizer;
  return model.strength.isZero && !isLinear(slope) ? Polynomial.zero : slope;
}
