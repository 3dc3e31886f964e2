import { type Closure, closureOf } from "./closure.ts";
import { cavityTerms, gradientTerms, type Terms } from "./drift-diffusion.ts";
import { DerivationError, UnsupportedError } from "./errors.ts";
import type { Expectation, LawHypothesis } from "./expectation/expectation.ts";
import { gatherSignal } from "./expectation/gather-signal.ts";
import { expectationFor } from "./expectation/index.ts";
import { equalElements } from "./function-generators.ts";
import type { Constraint, Model } from "./model.ts";
import { onConstraint } from "./on-constraint.ts";
import type { Polynomial } from "./polynomial.ts";
import { type Kinetics, kinetics, type Reduction, reduce, termSymbol } from "./reduction.ts";
import { penaltySlope } from "./regularizers/penalty-slope.ts";
import { overlapIndex, stateVariables, symbol } from "./symbols.ts";
import { theoryTerms } from "./user-theory.ts";
import { withValues } from "./values.ts";

/** A model's limit, derived: symbols for all of its numbers, structure from its loss, phi, penalty and constraint. */
export interface Derivation {
  readonly model: Model;
  readonly constraint: Constraint;
  readonly expectation: Expectation;
  /** The terms that the equations are made of: the model's own theory where it has one, derived where not. */
  readonly terms: Terms;
  /** All terms as derived from the loss. */
  readonly derivedTerms: Terms;
  readonly kinetics: Kinetics;
  readonly reduction: Reduction;
  /** Q1..Qd, and s when the norm is free. */
  readonly variables: readonly string[];
  readonly closure: Closure;
  /** Whether the equations are known to close. */
  readonly closed: boolean;
  /** d(state)/dt in the order of `variables`; where not closed, with moments `<...>` of P left in. */
  readonly ode: readonly Polynomial[];
}

/** Which facts about the hidden laws a derivation uses: the model's own, that their means vanish, or none. */
export type Hypotheses = "model" | "zero-mean" | "none";

/**
 * What may be used of the model's hidden laws: their mean, their symmetry and how fast their tails decay, nothing
 * else. With other `facts` than the model's the mean is zero or a symbol, and all other moments are symbols.
 */
export function hypothesesOf(model: Model, facts: Hypotheses = "model"): LawHypothesis[] {
  return model.features.map(({ mean, symmetric, measure }) => ({
    zeroMean: facts === "zero-mean" || (facts === "model" && mean.isZero),
    symmetric: facts === "model" && symmetric,
    exponentialMoments: measure.kind === "atoms" || measure.tails !== "exponential",
  }));
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
  const { theory } = model;
  const own = (expectation: Expectation): Partial<Terms> =>
    theory ? theoryTerms(theory, expectation, compact) : {};
  return deriveWith(model, (_, expectation) => own(expectation), hypotheses, compact);
}

/**
 * Derives the limit with other terms in place of some of the derived ones: a user's theory, or a deliberate error.
 * @param change the terms to replace, made from the derived ones; those that it leaves out stay as they are.
 */
export function deriveWith(
  model: Model,
  change: (derived: Terms, expectation: Expectation) => Partial<Terms>,
  hypotheses: readonly LawHypothesis[] = hypothesesOf(model),
  compact: boolean = hypotheses.length > expandedFeatures,
): Derivation {
  const { constraint } = model;
  const features = hypotheses.length;
  const expectation = expectationFor(model.activation, hypotheses, compact);
  const derivedTerms = cavityTerms(model.loss, expectation);
  const terms = { ...derivedTerms, ...change(derivedTerms, expectation) };
  const limit = kinetics(features, penaltySlope(model), constraint);
  const reduction = reduce(limit, features, constraint);
  const closure = closureOf(model, reduction);
  const ode = withTerms(reduction.equations, terms, constraint).map((rhs) => gatherSignal(rhs, features));
  return {
    model,
    constraint,
    expectation,
    terms,
    derivedTerms,
    kinetics: limit,
    reduction,
    variables: stateVariables(features, constraint === "free"),
    closure,
    closed: closure.verdict === "closes",
    ode,
  };
}

/** Moment equations with the loss's terms in place of their letters, on the states of the constraint. */
export function withTerms(
  equations: readonly Polynomial[],
  { g, f, lambda }: Terms,
  constraint: Constraint,
): Polynomial[] {
  const values = new Map<string, Polynomial>([
    [termSymbol.f, f],
    [termSymbol.lambda, lambda],
    ...g.map((term, l) => [termSymbol.g(l), term] as const),
  ]);
  return equations.map((equation) =>
    onConstraint(
      equation.substitute((name) => values.get(name)),
      constraint,
    ),
  );
}

/** One comparison of the two derivations of a term. */
export interface Agreement {
  readonly term: string;
  readonly agrees: boolean;
}

/**
 * Compares g and f from the cavity rule with the gradient of the population loss, as canonical forms. A user's
 * theory is not part of it: see `compareTheory`.
 */
export function crossCheck(derivation: Derivation): Agreement[] {
  const { expectation, model } = derivation;
  const terms = model.theory ? derivation.derivedTerms : derivation.terms;
  const gradient = gradientTerms(model.loss, expectation);
  return [
    ...terms.g.map((term, l) => ({ term: termSymbol.g(l), agrees: term.equals(gradient.g[l]!) })),
    { term: termSymbol.f, agrees: terms.f.equals(gradient.f) },
  ];
}

/** How a user's term compares with the derived one. */
export interface TheoryComparison {
  readonly term: string;
  /**
   * `equal` in all symbols, `equal here` with the model's numbers put in, `differs`; `unproved` where the terms differ
   * as written, but means or functions in them may have relations that the ring does not know.
   */
  readonly outcome: "equal" | "equal here" | "differs" | "unproved";
}

/** Compares the terms of the model's own theory with the derived ones, exactly; empty where it has none. */
export function compareTheory({ model, terms, derivedTerms }: Derivation): TheoryComparison[] {
  const { theory } = model;
  if (!theory) return [];
  const compare = (term: string, own: Polynomial, derived: Polynomial): TheoryComparison => {
    if (equalElements(own, derived)) return { term, outcome: "equal" };
    const [ownValue, derivedValue] = [withValues(model, own), withValues(model, derived)];
    if (equalElements(ownValue, derivedValue)) return { term, outcome: "equal here" };
    const plain = [ownValue, derivedValue].every((value) => value.generators().every(isStateVariable));
    return { term, outcome: plain ? "differs" : "unproved" };
  };
  return [
    ...(theory.g ? terms.g.map((own, l) => compare(termSymbol.g(l), own, derivedTerms.g[l]!)) : []),
    ...(theory.f ? [compare(termSymbol.f, terms.f, derivedTerms.f)] : []),
    ...(theory.lambda ? [compare(termSymbol.lambda, terms.lambda, derivedTerms.lambda)] : []),
  ];
}

function isStateVariable(name: string): boolean {
  return overlapIndex(name) >= 0 || name === symbol.norm;
}

/** @throws UnsupportedError naming the moments that the equations need beyond the state, where they do not close. */
export function requireClosure({ model, closed, closure, reduction }: Derivation): void {
  if (closed) return;
  const verdict = closure.verdict === "undecided" ? "are not known to close" : "do not close";
  throw new UnsupportedError(
    `regularizer: with ${model.regularizer.text} the equations ${verdict}; they need ${reduction.missing.join(", ")}`,
  );
}

/** @throws DerivationError when the two derivations of a term disagree. */
export function requireAgreement(derivation: Derivation): void {
  const failed = crossCheck(derivation).filter(({ agrees }) => !agrees);
  if (failed.length > 0) {
    const list = failed.map(({ term }) => term).join(", ");
    throw new DerivationError(`the cavity rule and the population loss disagree on ${list}`);
  }
}
