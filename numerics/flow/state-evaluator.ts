import type { Model } from "../../theory/model.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { overlapIndex, symbol } from "../../theory/symbols.ts";
import { withValues } from "../../theory/values.ts";
import { generatorValues } from "./generators/index.ts";
import { polynomialProgram } from "./polynomial-program.ts";

/** Expressions as one function of the state. */
export interface StateEvaluator {
  /** Writes their values at overlaps Q and squared norm s. */
  (overlaps: ArrayLike<number>, norm: number, out: Float64Array): void;
  /** The largest relative error of the tables that the calls so far made; 0 without any. */
  tableError(): number;
}

/** Expressions with the model's numbers put in exactly, as one function of (Q, s). */
export function stateEvaluator(
  model: Model,
  expressions: readonly Polynomial[],
  tabulate: boolean,
): StateEvaluator {
  const features = model.features.length;
  const numeric = expressions.map((expression) => withValues(model, expression));
  const generators = new Set(numeric.flatMap((expression) => expression.generators()));
  const others = [...generators].filter((name) => overlapIndex(name) < 0 && name !== symbol.norm);
  const variables = [
    ...Array.from({ length: features }, (_, l) => symbol.overlap(l)),
    symbol.norm,
    ...others,
  ];
  const program = polynomialProgram(numeric, variables);
  const values = generatorValues(model, others, tabulate);
  const vector = new Float64Array(variables.length);
  const otherPart = vector.subarray(features + 1);
  const evaluate = (overlaps: ArrayLike<number>, norm: number, out: Float64Array): void => {
    for (let l = 0; l < features; l++) vector[l] = overlaps[l]!;
    vector[features] = norm;
    values.evaluate(overlaps, norm, otherPart);
    program.evaluate(vector, out);
  };
  return Object.assign(evaluate, { tableError: () => values.error?.() ?? 0 });
}
