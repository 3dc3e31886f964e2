import type { Derivation } from "../../theory/derive.ts";
import { cavityTerms, type Terms } from "../../theory/drift-diffusion.ts";
import { substituteDeep } from "../../theory/function-generators.ts";
import type { Loss } from "../../theory/losses/loss.ts";
import type { Constraint } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { termSymbol } from "../../theory/reduction.ts";
import { parseMoment, symbol } from "../../theory/symbols.ts";
import type { Mutant } from "./mutant.ts";

/** A change of one expression, by general rules of the ring. */
export type Operation = (expression: Polynomial) => Polynomial;

type Powers = ReadonlyMap<string, number>;

export const half = Rational.of(1, 2);
export const generator = Polynomial.generator;
export const tau = generator(symbol.learningRate);
export const overlap = (l: number): Polynomial => generator(symbol.overlap(l));

/** 0, ..., d - 1. */
export const indices = ({ expectation }: Derivation): number[] => [...Array(expectation.features).keys()];

/** The radial part of the signal, sum_m Q_m g_m. */
export function radialSignal(derivation: Derivation): Polynomial {
  return Polynomial.sum(indices(derivation).map((l) => overlap(l).multiply(generator(termSymbol.g(l)))));
}

/** A change under one constraint, none under the other. */
export function under<Stage>(
  where: Constraint,
  change: (value: Stage, derivation: Derivation) => Stage,
): (value: Stage, derivation: Derivation) => Stage {
  return (value, derivation) => (derivation.constraint === where ? change(value, derivation) : value);
}

/** Puts expressions in the place of generators. */
export function put(replacement: Readonly<Record<string, Polynomial>>): Operation {
  return (expression) => substituteDeep(expression, (name) => replacement[name]);
}

/** Writes the moments of the hidden laws another way; `undefined` keeps one. */
export function putMoments(value: (order: number, feature: number) => Polynomial | undefined): Operation {
  return (expression) =>
    substituteDeep(expression, (name) => {
      const moment = parseMoment(name);
      return moment && value(moment.order, moment.feature);
    });
}

/** What an expression may be multiplied by. */
type Factor = Polynomial | Rational | number;

export function times(factor: Factor): Operation {
  return (expression) =>
    factor instanceof Polynomial ? expression.multiply(factor) : expression.scale(factor);
}

/** Multiplies those terms of an expression in which these powers occur. */
export function scaleWhere(applies: (powers: Powers) => boolean, factor: Factor): Operation {
  return (expression) =>
    Polynomial.sum(
      expression.namedTerms().map((term) => {
        const summand = Polynomial.fromNamedTerms([term]);
        return applies(term.powers) ? times(factor)(summand) : summand;
      }),
    );
}

/** Multiplies the terms in which a generator occurs. */
export function scaleWith(name: string, factor: Factor): Operation {
  return scaleWhere((powers) => powers.has(name), factor);
}

/** Leaves out the terms in which a generator occurs. */
export function without(name: string): Operation {
  return scaleWith(name, 0);
}

/** A change of some of the terms by one operation. */
export function onTerms(
  operation: Operation,
  ...which: readonly (keyof Terms)[]
): (terms: Terms) => Partial<Terms> {
  return ({ g, f, lambda }) => ({
    ...(which.includes("g") && { g: g.map(operation) }),
    ...(which.includes("f") && { f: operation(f) }),
    ...(which.includes("lambda") && { lambda: operation(lambda) }),
  });
}

/** A change of all terms by one operation. */
export function everywhere(operation: Operation): (terms: Terms) => Partial<Terms> {
  return onTerms(operation, "g", "f", "lambda");
}

/** A change of every entry of D by one operation. */
export function onIntensity(operation: Operation): NonNullable<Mutant["intensity"]> {
  return (intensity) => intensity.map((row) => row.map(operation));
}

/** Some of the terms as they follow from another loss. */
export function fromLoss(
  change: (loss: Loss) => Partial<Loss>,
  ...which: readonly (keyof Terms)[]
): NonNullable<Mutant["terms"]> {
  return (_, { model, expectation }) =>
    onTerms((term) => term, ...which)(cavityTerms({ ...model.loss, ...change(model.loss) }, expectation));
}
