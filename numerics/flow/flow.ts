import { type Derivation, derive, requireClosure } from "../../theory/derive.ts";
import type { Model } from "../../theory/model.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { jacobian } from "../../theory/stability.ts";
import { lazily } from "./lazily.ts";
import { lossTerms, type TermValues } from "./loss-terms.ts";
import { stateEvaluator } from "./state-evaluator.ts";

/** A model's ODE as functions of numbers. A state is Q1..Qd, followed by s when the norm is free. */
export interface Flow {
  readonly model: Model;
  readonly derivation: Derivation;
  /** The number of features d. */
  readonly features: number;
  /** d on the sphere, d + 1 in the free variant. */
  readonly size: number;
  rhs(state: Float64Array, out: Float64Array): void;
  /** Row-major d(rhs_i)/d(state_j). */
  jacobian(state: Float64Array, out: Float64Array): void;
  /** g, f and lambda at any Q and s, on the sphere too. */
  terms(overlaps: ArrayLike<number>, norm: number): TermValues;
  /**
   * The largest error of the tables that the calls so far made, found while making them: relative to the largest value of
   * each tabulated mean. 0 without tables.
   */
  tableError(): number;
}

interface FlowOptions {
  /** Tabulate expectations (default), or integrate each by full quadrature at every call. */
  readonly tabulate?: boolean;
  /** A derivation to evaluate in place of the model's own, for example one with a deliberate error. */
  readonly derivation?: Derivation;
}

/**
 * Derives a model's equations and makes them fast functions of numbers.
 * @throws UnsupportedError when the equations do not close.
 * The two derivations of the drift are not compared here: who judges them wants to see both (`requireAgreement`).
 */
export function compileFlow(model: Model, options: FlowOptions = {}): Flow {
  const derivation = options.derivation ?? derive(model);
  requireClosure(derivation);
  const features = derivation.expectation.features;
  const size = derivation.variables.length;
  const evaluatorOf = (expressions: () => readonly Polynomial[]) =>
    lazily(() => stateEvaluator(model, expressions(), options.tabulate ?? true));
  const rhs = evaluatorOf(() => derivation.ode);
  const matrix = evaluatorOf(() => jacobian(derivation).flat());
  const loss = lazily(() => lossTerms(model, derivation, options.tabulate));
  const normOf = (state: Float64Array): number => (size > features ? state[features]! : 1);
  return {
    model,
    derivation,
    features,
    size,
    rhs: (state, out) => rhs()(state, normOf(state), out),
    jacobian: (state, out) => matrix()(state, normOf(state), out),
    terms: (overlaps, norm) => loss()(overlaps, norm),
    tableError: () => Math.max(...[rhs, matrix, loss].map(({ made }) => made()?.tableError() ?? 0)),
  };
}
