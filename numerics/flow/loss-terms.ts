import type { Derivation } from "../../theory/derive.ts";
import type { Model } from "../../theory/model.ts";
import { stateEvaluator } from "./state-evaluator.ts";

/** The loss's terms as numbers: tau is not in them. */
export interface TermValues {
  readonly g: readonly number[];
  readonly f: number;
  readonly lambda: number;
}

/** The terms as a function of the state. */
export interface LossTerms {
  (overlaps: ArrayLike<number>, norm: number): TermValues;
  /** As of `StateEvaluator`. */
  tableError(): number;
}

/**
 * g, f and lambda of a derivation as functions of Q and s, on the sphere too. They exist whether or not the moment
 * equations close.
 */
export function lossTerms(
  model: Model,
  { terms, expectation: { features } }: Derivation,
  tabulate = true,
): LossTerms {
  const evaluate = stateEvaluator(model, [...terms.g, terms.f, terms.lambda], tabulate);
  const values = new Float64Array(features + 2);
  const valuesAt = (overlaps: ArrayLike<number>, norm: number): TermValues => {
    evaluate(overlaps, norm, values);
    return { g: [...values.subarray(0, features)], f: values[features]!, lambda: values[features + 1]! };
  };
  return Object.assign(valuesAt, { tableError: evaluate.tableError });
}
