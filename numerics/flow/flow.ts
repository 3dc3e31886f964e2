import { type Derivation, derive } from "../../theory/derive.ts";
import { UnsupportedError } from "../../theory/errors.ts";
import type { Model } from "../../theory/model.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { jacobian } from "../../theory/stability.ts";
import { overlapIndex, symbol } from "../../theory/symbols.ts";
import { withValues } from "../../theory/values.ts";
import { generatorValues } from "./generators/index.ts";
import { polynomialProgram } from "./polynomial-program.ts";

/** The loss's terms as numbers: tau is not in them. */
export interface TermValues {
  readonly g: readonly number[];
  readonly f: number;
  readonly lambda: number;
}

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
}

interface FlowOptions {
  /** Tabulate expectations on the sphere (default), or integrate each by full quadrature at every call. */
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
  if (!derivation.closed) {
    throw new UnsupportedError(
      `regularizer: with ${model.regularizer.text} the equations do not close; they need ${derivation.reduction.missing.join(", ")}`,
    );
  }
  const features = derivation.expectation.features;
  const size = derivation.variables.length;
  const { terms } = derivation;
  const evaluatorOf = (expressions: () => readonly Polynomial[]) =>
    lazily(() => stateEvaluator(model, expressions(), features, options.tabulate ?? true));
  const rhs = evaluatorOf(() => derivation.ode);
  const matrix = evaluatorOf(() => jacobian(derivation).flat());
  const loss = evaluatorOf(() => [...terms.g, terms.f, terms.lambda]);
  const normOf = (state: Float64Array): number => (size > features ? state[features]! : 1);
  const termBuffer = new Float64Array(features + 2);
  return {
    model,
    derivation,
    features,
    size,
    rhs: (state, out) => rhs()(state, normOf(state), out),
    jacobian: (state, out) => matrix()(state, normOf(state), out),
    terms(overlaps, norm) {
      loss()(overlaps, norm, termBuffer);
      return {
        g: [...termBuffer.subarray(0, features)],
        f: termBuffer[features]!,
        lambda: termBuffer[features + 1]!,
      };
    },
  };
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

type StateEvaluator = (overlaps: ArrayLike<number>, norm: number, out: Float64Array) => void;

/** Expressions with the model's numbers put in exactly, as one function of (Q, s). */
function stateEvaluator(
  model: Model,
  expressions: readonly Polynomial[],
  features: number,
  tabulate: boolean,
): StateEvaluator {
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
  return (overlaps, norm, out) => {
    for (let l = 0; l < features; l++) vector[l] = overlaps[l]!;
    vector[features] = norm;
    values.evaluate(overlaps, norm, otherPart);
    program.evaluate(vector, out);
  };
}
