import type { Derivation } from "./derive.ts";
import type { Model } from "./model.ts";
import { Polynomial } from "./polynomial.ts";
import { Rational } from "./rational.ts";
import { termSymbol } from "./reduction.ts";
import { coefficientsIn, linearRoot, primitive, quadraticRoots, type Root } from "./roots.ts";
import { signOf } from "./sign.ts";
import { symbol } from "./symbols.ts";
import { withValues } from "./values.ts";

/** The norm at which the uninformative state Q = 0 of the free variant stands still. */
export interface StationaryNorm {
  /** What is zero at a stationary norm: the rate of s at Q = 0 over tau, without the powers of s that it shares. */
  readonly equation: Polynomial;
  /** s^power for each nonzero norm that the equation allows, where that has a formula and may be positive. */
  readonly roots: readonly Root[];
  readonly power: number;
  /** Why there is no formula, where there is none. */
  readonly reason?: string;
}

/** The free variant's rate of s at Q = 0; undefined on the sphere. */
export function normRate({ expectation, variables, ode }: Derivation): Polynomial | undefined {
  const at = variables.indexOf(symbol.norm);
  return at < 0 ? undefined : expectation.atOrigin(ode[at]!);
}

/**
 * The stationary norms at Q = 0. The trivial one, s = 0, is divided out where it is seen to be a root; means over
 * the noise that stay whole vanish there too, but not as written.
 * @param numbers a model whose numbers take the place of all symbols but s.
 * @returns undefined on the sphere.
 */
export function stationaryNorm(derivation: Derivation, numbers?: Model): StationaryNorm | undefined {
  const rate = normRate(derivation);
  if (rate === undefined) return undefined;
  const overTau = rate.multiply(Polynomial.generator(symbol.learningRate, -1));
  const shared = Math.min(...overTau.namedTerms().map(({ powers }) => powers.get(symbol.norm) ?? 0));
  const equation = overTau.multiply(Polynomial.generator(symbol.norm, -Math.max(0, shared)));
  const shown = numbers ? withValues(numbers, equation) : equation;
  return { equation: shown, ...solved(shown) };
}

function solved(equation: Polynomial): Omit<StationaryNorm, "equation"> {
  const none = (reason: string) => ({ roots: [], power: 1, reason });
  if (equation.generators().some((name) => name.includes("("))) {
    return none("s is inside means or functions");
  }
  const [cleared] = primitive([equation]) as [Polynomial];
  const list = coefficientsIn(cleared, symbol.norm);
  const powers = list.flatMap((coefficient, k) => (k > 0 && !coefficient.isZero ? [k] : []));
  if (powers.length === 0) return none("s is not in it: no norm but zero is stationary, or all are");
  const power = powers.reduce((a, b) => greatestDivisor(a, b));
  const degree = powers.at(-1)! / power;
  if (degree > 2) return none(`its degree in ${power === 1 ? "s" : `s^${power}`} is ${degree}`);
  const [k, b, a] = [list[0]!, list[power]!, list[2 * power]];
  if (a === undefined) {
    const [slope, constant] = signOf(b) === -1 ? [b.negate(), k.negate()] : [b, k];
    return { roots: [linearRoot(slope, constant)], power };
  }
  const [minus, plus] = quadraticRoots(a, b, k);
  const [first, last] = [signOf(a), signOf(k)];
  // Roots of opposite signs: the positive one is the one with the sign of a.
  if (first && last && first !== last) return { roots: [first > 0 ? plus : minus], power };
  return { roots: [minus, plus], power };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/**
 * An eigenvalue at Q = 0 in the direction of an overlap with f eliminated by the stationarity of s, which gives it the
 * sphere's form tau dg_l/dQ_l - tau^2 lambda / (2 s). Equal to the eigenvalue wherever s is stationary.
 */
export function atStationaryNorm(eigenvalue: Polynomial, rate: Polynomial): Polynomial {
  return eigenvalue.subtract(rate.multiply(Polynomial.generator(symbol.norm, -1)).scale(Rational.of(1, 2)));
}

/** The same with lambda at Q = 0 as a letter. */
export function withLetterLambda(derivation: Derivation, reduced: Polynomial): Polynomial {
  const weight = Polynomial.generator(symbol.learningRate, 2)
    .multiply(Polynomial.generator(symbol.norm, -1))
    .scale(Rational.of(1, 2));
  const lambda = derivation.expectation.atOrigin(derivation.terms.lambda);
  const slope = reduced.add(weight.multiply(lambda));
  return slope.subtract(weight.multiply(Polynomial.generator(termSymbol.lambda)));
}
