import { fluctuations } from "../../theory/fluctuations.ts";
import { jacobian } from "../../theory/stability.ts";
import type { Flow } from "../flow/flow.ts";
import { stateEvaluator } from "../flow/state-evaluator.ts";

/** How runs near a state move and are shaken. Matrices are row-major, rows and columns Q1..Qd, then s when it is free. */
export interface Linearization {
  /** The right-hand side of the ODE. */
  readonly rates: Float64Array;
  /** J, its Jacobian. */
  readonly jacobian: Float64Array;
  /** D = lim N^2 Cov of the increments of one step. */
  readonly intensity: Float64Array;
}

/**
 * The three evaluated together, since they share their expectations. The arrays are overwritten by the next call.
 * @param tabulate whether many states are wanted, as in `compileFlow`.
 */
export function linearization(flow: Flow, tabulate = true): (state: Float64Array) => Linearization {
  const { model, derivation, features, size } = flow;
  const expressions = [
    ...derivation.ode,
    ...jacobian(derivation).flat(),
    ...fluctuations(derivation).matrix.flat(),
  ];
  const evaluate = stateEvaluator(model, expressions, tabulate);
  const values = new Float64Array(expressions.length);
  const squared = size * size;
  const parts: Linearization = {
    rates: values.subarray(0, size),
    jacobian: values.subarray(size, size + squared),
    intensity: values.subarray(size + squared),
  };
  return (state) => {
    evaluate(state, size > features ? state[features]! : 1, values);
    return parts;
  };
}
