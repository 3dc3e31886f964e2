import type { Derivation } from "../../theory/derive.ts";
import type { Model } from "../../theory/model.ts";
import { stateEvaluator } from "./state-evaluator.ts";

/** The loss's terms as numbers: tau is not in them. */
export interface TermValues {
  readonly g: readonly number[];
  readonly f: number;
  readonly lambda: number;
}

/**
 * g, f and lambda of a derivation as functions of Q and s, on the sphere too. They exist whether or not the moment
 * equations close.
 */
export function lossTerms(
  model: Model,
  { terms, expectation: { features } }: Derivation,
  tabulate = true,
): (overlaps: ArrayLike<number>, norm: number) => TermValues {
  const evaluate = stateEvaluator(model, [...terms.g, terms.f, terms.lambda], tabulate);
  const values = new Float64Array(features + 2);
  return (overlaps, norm) => {
    evaluate(overlaps, norm, values);
    return { g: [...values.subarray(0, features)], f: values[features]!, lambda: values[features + 1]! };
  };
}
