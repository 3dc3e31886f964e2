import type { Derivation } from "../../theory/derive.ts";
import type { LawHypothesis } from "../../theory/expectation/expectation.ts";
import { expandMoments } from "../../theory/expectation/signal-moment.ts";
import { fluctuations } from "../../theory/fluctuations.ts";
import type { Model } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import type { Rational } from "../../theory/rational.ts";
import { overlapIndex, symbol } from "../../theory/symbols.ts";
import { withValues } from "../../theory/values.ts";
import type { ExactState } from "./exact-state.ts";
import type { StepMoments } from "./step-moments.ts";

/** What a theory says of one step, in symbols: lambda, the right-hand side of the ODE, and D. */
export interface StepFormulas {
  readonly lambda: Polynomial;
  readonly ode: readonly Polynomial[];
  readonly intensity: readonly (readonly Polynomial[])[];
}

/** The formulas of a derivation, in the state and the hidden laws' moments. */
export function stepFormulas(derivation: Derivation): StepFormulas {
  const { terms, ode, expectation } = derivation;
  return expandFormulas(
    { lambda: terms.lambda, ode, intensity: fluctuations(derivation).matrix },
    expectation.hypotheses,
  );
}

/** Formulas with the moments of the signal written out in those of the hidden laws. */
export function expandFormulas(
  { lambda, ode, intensity }: StepFormulas,
  hypotheses: readonly LawHypothesis[],
): StepFormulas {
  const expand = (expression: Polynomial): Polynomial => expandMoments(expression, hypotheses);
  return {
    lambda: expand(lambda),
    ode: ode.map(expand),
    intensity: intensity.map((row) => row.map(expand)),
  };
}

/** Their values with a model's numbers at a state. */
export function theoryMoments(
  { lambda, ode, intensity }: StepFormulas,
  model: Model,
  { overlaps, norm }: ExactState,
): StepMoments {
  const value = (expression: Polynomial): Rational =>
    withValues(model, expression)
      .substitute((name) => {
        const l = overlapIndex(name);
        if (l >= 0) return Polynomial.constant(overlaps[l]!);
        return name === symbol.norm ? Polynomial.constant(norm) : undefined;
      })
      .asConstant()!;
  return {
    lambda: value(lambda),
    mean: ode.map(value),
    covariance: intensity.map((row) => row.map(value)),
  };
}
