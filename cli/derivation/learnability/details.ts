import { type Onset, onsets } from "../../../numerics/onset.ts";
import type { Derivation } from "../../../theory/derive.ts";
import { DriftproofError } from "../../../theory/errors.ts";
import { type NoNormalForm, type NormalForm, normalForm } from "../../../theory/normal-form.ts";
import { type ExactOnset, exactOnset } from "../../../theory/onset.ts";
import type { Polynomial } from "../../../theory/polynomial.ts";
import { originStability } from "../../../theory/stability.ts";
import {
  atStationaryNorm,
  normRate,
  type StationaryNorm,
  stationaryNorm,
  withLetterLambda,
} from "../../../theory/stationary-norm.ts";
import { learnabilityThresholds, type Thresholds } from "../../../theory/thresholds.ts";
import { withValues } from "../../../theory/values.ts";

/** An onset of learning of the model itself, in exact numbers where they are rational. */
export type ModelOnset = Onset & { readonly exact?: ExactOnset };

/** What is derived at Q = 0 beyond the eigenvalues, in letters or with the model's numbers put in. */
export interface LearnabilityDetails {
  /** The free variant's norm. */
  readonly norm?: StationaryNorm;
  /** The free variant's eigenvalues at a stationary norm, with lambda at Q = 0 as a letter. */
  readonly reduced?: readonly Polynomial[];
  /** Absent where the Jacobian at Q = 0 is not diagonal. */
  readonly thresholds?: Thresholds;
  readonly normalForm: NormalForm | NoNormalForm;
  /** The model's onsets for feature l as tau varies, or why they are not known. */
  onsets(l: number): readonly ModelOnset[] | { readonly reason: string };
}

/** @param values put the model's exact numbers in. */
export function learnabilityDetails(derivation: Derivation, values: boolean): LearnabilityDetails {
  const { model, expectation } = derivation;
  const numbers = values ? model : undefined;
  const show = (expression: Polynomial): Polynomial => (values ? withValues(model, expression) : expression);
  const rate = normRate(derivation);
  const norm = stationaryNorm(derivation, numbers);
  const thresholds = learnabilityThresholds(derivation, numbers);
  const { eigenvalues } = originStability(derivation);
  const form = normalForm(derivation);
  return {
    ...(norm && { norm }),
    ...(thresholds && { thresholds }),
    ...(rate &&
      eigenvalues && {
        reduced: eigenvalues
          .slice(0, expectation.features)
          .map((eigenvalue) => show(withLetterLambda(derivation, atStationaryNorm(eigenvalue, rate)))),
      }),
    normalForm: "reason" in form ? form : shownForm(form, show),
    onsets: (l) => ("reason" in form ? form : modelOnsets(derivation, form, l)),
  };
}

function shownForm(form: NormalForm, show: (expression: Polynomial) => Polynomial): NormalForm {
  const { norm } = form;
  return {
    eigenvalues: form.eigenvalues.map(show),
    quadratic: (l) => show(form.quadratic(l)),
    cubic: (l, m) => show(form.cubic(l, m)),
    ...(norm && {
      norm: {
        slope: (l) => show(norm.slope(l)),
        response: (m) => {
          const { numerator, denominator } = norm.response(m);
          return { numerator: show(numerator), denominator: show(denominator) };
        },
      },
    }),
  };
}

function modelOnsets(
  derivation: Derivation,
  form: NormalForm,
  l: number,
): readonly ModelOnset[] | { readonly reason: string } {
  const exact = exactOnset(derivation, form, l);
  if (exact === "none") return [];
  if (exact) {
    const { tau, quadratic, cubic, kind } = exact;
    const numbers = { tau: tau.toNumber(), quadratic: quadratic.toNumber(), cubic: cubic.toNumber() };
    return [{ ...numbers, s: 1, kind, exact }];
  }
  try {
    return onsets(derivation, form, l);
  } catch (error) {
    // A page of formulas does not fail because a number is not to be had.
    if (error instanceof DriftproofError) return { reason: error.message };
    throw error;
  }
}
