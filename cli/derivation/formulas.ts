import type { Derivation } from "../../theory/derive.ts";
import { expandMoments } from "../../theory/expectation/signal-moment.ts";
import { fluctuations } from "../../theory/fluctuations.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { jacobian, originStability, type Quotient } from "../../theory/stability.ts";
import { withValues } from "../../theory/values.ts";
import { type LearnabilityDetails, learnabilityDetails } from "./learnability/details.ts";
import { learnabilityExpressions } from "./learnability/expressions.ts";

/** All formulas of a derivation, in letters or with the model's numbers put in. */
export interface Formulas {
  readonly derivation: Derivation;
  /** Whether the model's numbers are put in. */
  readonly values: boolean;
  readonly terms: { readonly g: readonly Polynomial[]; readonly f: Polynomial; readonly lambda: Polynomial };
  readonly drift: Polynomial;
  readonly diffusion: Polynomial;
  /** The right-hand sides with g, f and lambda as letters, in the order of the variables. */
  readonly reduced: readonly Polynomial[];
  readonly ode: readonly Polynomial[];
  /** Null when the equations do not close: then Q and s do not determine their own rates. */
  readonly jacobian: readonly (readonly Polynomial[])[] | null;
  readonly origin: OriginFormulas | null;
  /** The noise intensity D, where it was asked for. */
  readonly fluctuations?: readonly (readonly Polynomial[])[];
}

/** What else is derived, and how it is shown. */
export interface FormulaOptions {
  /** Derive the noise intensity D too: it is long. */
  readonly fluctuations?: boolean;
  /** Write out the moments of the signal that D keeps whole. */
  readonly expand?: boolean;
}

/** The uninformative state Q = 0. */
export interface OriginFormulas {
  /** Whether Q = 0 is a fixed point at all. */
  readonly isFixedPoint: boolean;
  /** Null where the Jacobian there is not diagonal. */
  readonly eigenvalues: readonly Polynomial[] | null;
  /** A second moment for each feature; null where the feature's growth is no matter of it. */
  readonly thresholds: readonly (Quotient | null)[] | null;
  /** Made when asked for. */
  readonly details: LearnabilityDetails;
}

/**
 * @param values put the model's exact numbers in, so that only the state and the means stay.
 * @throws UnsupportedError for the fluctuations of equations that do not close.
 */
export function formulasOf(derivation: Derivation, values: boolean, options: FormulaOptions = {}): Formulas {
  const { model, terms, kinetics, reduction, ode, closed } = derivation;
  const show = (expression: Polynomial): Polynomial => (values ? withValues(model, expression) : expression);
  return {
    derivation,
    values,
    terms: { g: terms.g.map(show), f: show(terms.f), lambda: show(terms.lambda) },
    drift: show(kinetics.drift),
    diffusion: show(kinetics.diffusion),
    reduced: reduction.equations.map(show),
    ode: ode.map(show),
    jacobian: closed ? jacobian(derivation).map((row) => row.map(show)) : null,
    origin: closed ? originFormulas(derivation, values, show) : null,
    ...(options.fluctuations && {
      fluctuations: fluctuations(derivation).matrix.map((row) =>
        row.map((entry) =>
          show(options.expand ? expandMoments(entry, derivation.expectation.hypotheses) : entry),
        ),
      ),
    }),
  };
}

function originFormulas(
  derivation: Derivation,
  values: boolean,
  show: (expression: Polynomial) => Polynomial,
): OriginFormulas {
  const { drift, eigenvalues, thresholds } = originStability(derivation);
  const shown = (quotient: Quotient | undefined): Quotient | null => {
    if (quotient === undefined) return null;
    const denominator = show(quotient.denominator);
    // With its numbers in, a model may have no signal at Q = 0 at all: then no second moment is large enough.
    return denominator.isZero ? null : { numerator: show(quotient.numerator), denominator };
  };
  let details: LearnabilityDetails | undefined;
  return {
    isFixedPoint: drift.every((rate) => rate.isZero),
    eigenvalues: eigenvalues?.map(show) ?? null,
    thresholds: thresholds?.map(shown) ?? null,
    get details() {
      return (details ??= learnabilityDetails(derivation, values));
    },
  };
}

/** Every expression of a derivation that is printed. */
export function expressionsOf(formulas: Formulas): Polynomial[] {
  const { terms, drift, diffusion, reduced, ode, origin } = formulas;
  const quotients = origin?.thresholds?.flatMap((q) => (q ? [q.numerator, q.denominator] : [])) ?? [];
  return [
    ...terms.g,
    terms.f,
    terms.lambda,
    drift,
    diffusion,
    ...reduced,
    ...ode,
    ...(formulas.jacobian?.flat() ?? []),
    ...(formulas.fluctuations?.flat() ?? []),
    ...(origin?.eigenvalues ?? []),
    ...quotients,
    ...(origin ? learnabilityExpressions(formulas) : []),
  ];
}
