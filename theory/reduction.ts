import type { Constraint } from "./model.ts";
import { Polynomial } from "./polynomial.ts";
import { Rational } from "./rational.ts";
import { symbol } from "./symbols.ts";

/**
 * The limit's drift and diffusion in terms of one weight `w`, its row of features `u1..ud`, and the loss's
 * terms `g1..gd`, `f`, `lambda` as generators: the form in which the PDE is written.
 */
export interface Kinetics {
  /** Gamma(w, u), the drift per unit of time. */
  readonly drift: Polynomial;
  /** Lambda, the diffusion coefficient. */
  readonly diffusion: Polynomial;
}

/** Generators that stand for the derived terms until these are put in. */
export const termSymbol = {
  g: (l: number): string => `g${l + 1}`,
  f: "f",
  lambda: "lambda",
  weight: "w",
  feature: (l: number): string => `u${l + 1}`,
} as const;

const generator = Polynomial.generator;
const tau = generator(symbol.learningRate);
const w = generator(termSymbol.weight);
const half = Rational.of(1, 2);

/** Drift and diffusion of the unconstrained or spherical limit under a penalty with slope R'(w). */
export function kinetics(features: number, slope: Polynomial, constraint: Constraint): Kinetics {
  const signal = Polynomial.sum(
    Array.from({ length: features }, (_, l) =>
      generator(termSymbol.feature(l)).multiply(generator(termSymbol.g(l))),
    ),
  );
  const shrinkage = w.multiply(generator(termSymbol.f));
  const penalty = slope.multiply(generator(symbol.strength));
  const free = signal.subtract(shrinkage).subtract(penalty).multiply(tau);
  const diffusion = generator(termSymbol.lambda).multiply(tau.power(2));
  if (constraint === "free") return { drift: free, diffusion };
  // Rescaling to |w|^2 = N each step removes what would have changed the norm: drift and Ito term.
  const radial = average(w.multiply(free), "sphere").add(diffusion.scale(half));
  return { drift: free.subtract(w.multiply(radial)), diffusion };
}

/**
 * The mean over P of a polynomial in w, u and functions of w. Moments that the order parameters fix are
 * written with them (<u_l w> = Q_l, <w^2> = s, <u_l u_m> = 1 or 0); any other stays as a generator `<...>`.
 */
function average(integrand: Polynomial, constraint: Constraint): Polynomial {
  const isAveraged = (name: string): boolean =>
    name === termSymbol.weight || featureIndex(name) >= 0 || name.endsWith("(w)");
  return Polynomial.sum(
    integrand
      .collect(isAveraged)
      .map(({ powers, coefficient }) => coefficient.multiply(moment(powers, constraint))),
  );
}

function moment(powers: ReadonlyMap<string, number>, constraint: Constraint): Polynomial {
  const factors = [...powers].sort(([a], [b]) => momentRank(a) - momentRank(b) || (a < b ? -1 : 1));
  const isWeight = (name: string): boolean => name === termSymbol.weight;
  const isFeature = (name: string): boolean => featureIndex(name) >= 0;
  if (factors.length === 0) return Polynomial.one;
  const [[first, power], second] = factors as [[string, number], [string, number]?];
  if (second === undefined && power === 2) {
    if (isWeight(first)) return constraint === "sphere" ? Polynomial.one : generator(symbol.norm);
    if (isFeature(first)) return Polynomial.one;
  }
  if (factors.length === 2 && power === 1 && second![1] === 1 && isFeature(first)) {
    if (isWeight(second![0])) return generator(symbol.overlap(featureIndex(first)));
    if (isFeature(second![0])) return Polynomial.zero;
  }
  const text = factors.map(([name, exponent]) => (exponent === 1 ? name : `${name}^${exponent}`));
  return generator(`<${text.join("*")}>`);
}

/** u1, u2, ..., then w, then functions of w. */
function momentRank(name: string): number {
  const l = featureIndex(name);
  return l >= 0 ? l : name === termSymbol.weight ? 1000 : 1001;
}

/** The index of the feature that `u3` names, or -1. */
function featureIndex(name: string): number {
  const match = /^u(\d+)$/.exec(name);
  return match ? Number(match[1]) - 1 : -1;
}

/** The factors of a moment `<u1*w^3>`, by generator. */
export function momentFactors(name: string): ReadonlyMap<string, number> {
  return new Map(
    name
      .slice(1, -1)
      .split("*")
      .map((factor) => {
        const [, base, exponent = "1"] = /^(.*?)(?:\^(\d+))?$/.exec(factor)!;
        return [base!, Number(exponent)];
      }),
  );
}

/** The moment equations, still in the generators of the terms. */
export interface Reduction {
  /** One right-hand side a state variable: Q1..Qd, and s for the free constraint. */
  readonly equations: readonly Polynomial[];
  /** The moments of P that occur and are not functions of the state; empty when the equations close. */
  readonly missing: readonly string[];
}

/**
 * Puts the test functions u_l w and w^2 against the PDE: d<psi>/dt = <Gamma psi'(w) + (Lambda/2) psi''(w)>.
 */
export function reduce(kinetics: Kinetics, features: number, constraint: Constraint): Reduction {
  const evolve = (test: Polynomial): Polynomial => {
    const slope = test.derivative(termSymbol.weight);
    const curvature = slope.derivative(termSymbol.weight);
    const rate = kinetics.drift.multiply(slope).add(kinetics.diffusion.multiply(curvature).scale(half));
    return average(rate, constraint);
  };
  const tests = Array.from({ length: features }, (_, l) => generator(termSymbol.feature(l)).multiply(w));
  if (constraint === "free") tests.push(w.power(2));
  const equations = tests.map(evolve);
  const missing = new Set(
    equations.flatMap((equation) => equation.generators().filter((name) => name.startsWith("<"))),
  );
  return { equations, missing: [...missing].sort() };
}
