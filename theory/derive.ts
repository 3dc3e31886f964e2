import { cavityTerms, gradientTerms, type Terms } from "./drift-diffusion.ts";
import { DerivationError } from "./errors.ts";
import type { Expectation, LawHypothesis } from "./expectation/expectation.ts";
import { gatherSignal } from "./expectation/gather-signal.ts";
import { expectationFor } from "./expectation/index.ts";
import type { Constraint, Model } from "./model.ts";
import { Polynomial } from "./polynomial.ts";
import { type Kinetics, kinetics, type Reduction, reduce, termSymbol } from "./reduction.ts";
import { stateVariables, symbol } from "./symbols.ts";

/** A model's limit, derived: symbols for all of its numbers, structure from its loss, phi, penalty and constraint. */
export interface Derivation {
  readonly model: Model;
  readonly constraint: Constraint;
  readonly expectation: Expectation;
  readonly terms: Terms;
  readonly kinetics: Kinetics;
  readonly reduction: Reduction;
  /** Q1..Qd, and s when the norm is free. */
  readonly variables: readonly string[];
  readonly closed: boolean;
  /** d(state)/dt in the order of `variables`; where not closed, with moments `<...>` of P left in. */
  readonly ode: readonly Polynomial[];
}

/** What may be used of the model's hidden laws: their mean and their symmetry, nothing else. */
export function hypothesesOf(model: Model): LawHypothesis[] {
  return model.features.map(({ mean, symmetric }) => ({ zeroMean: mean.isZero, symmetric }));
}

/** With more features than this the moments of the signal stay whole: written out nobody reads them. */
const expandedFeatures = 3;

/**
 * Derives the model's limit.
 * @param hypotheses what the derivation may use of the hidden laws; by default what is true of the model's.
 * @param compact keep the moments of S = Q.c of a polynomial phi as generators (see `compactMoments`), so that the
 * size of the expressions hardly grows with d; by default from four features on.
 */
export function derive(
  model: Model,
  hypotheses: readonly LawHypothesis[] = hypothesesOf(model),
  compact: boolean = hypotheses.length > expandedFeatures,
): Derivation {
  const { constraint } = model;
  const features = hypotheses.length;
  const expectation = expectationFor(model.activation, hypotheses, compact);
  const onSphere = (expression: Polynomial): Polynomial =>
    constraint === "sphere"
      ? expression.substitute((name) => (name === symbol.norm ? Polynomial.one : undefined))
      : expression;
  const terms = cavityTerms(model.loss, expectation);
  const limit = kinetics(features, model.regularizer.slope, constraint);
  const reduction = reduce(limit, features, constraint);
  const replacement = new Map<string, Polynomial>([
    [termSymbol.f, terms.f],
    [termSymbol.lambda, terms.lambda],
    ...terms.g.map((term, l) => [termSymbol.g(l), term] as const),
  ]);
  const ode = reduction.equations.map((equation) =>
    gatherSignal(onSphere(equation.substitute((name) => replacement.get(name))), features),
  );
  return {
    model,
    constraint,
    expectation,
    terms,
    kinetics: limit,
    reduction,
    variables: stateVariables(features, constraint === "free"),
    closed: reduction.missing.length === 0,
    ode,
  };
}

/** One comparison of the two derivations of a term. */
export interface Agreement {
  readonly term: string;
  readonly agrees: boolean;
}

/** Compares g and f from the cavity rule with the gradient of the population loss, as canonical forms. */
export function crossCheck(derivation: Derivation): Agreement[] {
  const { terms, expectation, model } = derivation;
  const gradient = gradientTerms(model.loss, expectation);
  return [
    ...terms.g.map((term, l) => ({ term: termSymbol.g(l), agrees: term.equals(gradient.g[l]!) })),
    { term: termSymbol.f, agrees: terms.f.equals(gradient.f) },
  ];
}

/** @throws DerivationError when the two derivations of a term disagree. */
export function requireAgreement(derivation: Derivation): void {
  const failed = crossCheck(derivation).filter(({ agrees }) => !agrees);
  if (failed.length > 0) {
    const list = failed.map(({ term }) => term).join(", ");
    throw new DerivationError(`the cavity rule and the population loss disagree on ${list}`);
  }
}
