import type { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";

/** Coefficients, constant first; the last is not zero. */
export type Coefficients = readonly Rational[];

/** The coefficients of a polynomial in one generator alone. */
export function coefficientsOf(polynomial: Polynomial, generator: string): Coefficients {
  if (polynomial.isZero) return [];
  const coefficients: Rational[] = new Array(polynomial.degree(generator) + 1).fill(Rational.zero);
  for (const { coefficient, powers } of polynomial.namedTerms())
    coefficients[powers.get(generator) ?? 0] = coefficient;
  return coefficients;
}

/** p, p', and then the negated remainders, each scaled by a positive number. */
export function sturmChain(p: Coefficients): Coefficients[] {
  const chain: Coefficients[] = [primitive(p), primitive(derivative(p))];
  for (;;) {
    const next = remainder(chain.at(-2)!, chain.at(-1)!);
    if (next.length === 0) return chain;
    chain.push(primitive(next.map((coefficient) => coefficient.negate())));
  }
}

export function derivative(p: Coefficients): Rational[] {
  return p.slice(1).map((coefficient, k) => coefficient.multiply(Rational.of(k + 1)));
}

function remainder(p: Coefficients, q: Coefficients): Rational[] {
  return dividedBy(p, q).remainder;
}

/** Quotient and remainder of a division by a polynomial that is not zero. */
export function dividedBy(p: Coefficients, q: Coefficients): { quotient: Rational[]; remainder: Rational[] } {
  const rest = [...p];
  const quotient: Rational[] = [];
  const leading = q.at(-1)!;
  while (rest.length >= q.length) {
    const factor = rest.at(-1)!.divide(leading);
    const shift = rest.length - q.length;
    if (!factor.isZero) {
      for (const [i, coefficient] of q.entries())
        rest[i + shift] = rest[i + shift]!.subtract(factor.multiply(coefficient));
    }
    quotient.unshift(factor);
    rest.pop();
  }
  while (rest.at(-1)?.isZero) rest.pop();
  return { quotient, remainder: rest };
}

/** Without this the remainders' coefficients double their digits at every step. */
function primitive(p: Coefficients): Coefficients {
  const common = p.reduce((sum, { numerator }) => divisor(sum, numerator < 0n ? -numerator : numerator), 0n);
  const scale = Rational.of(commonDenominator(p), common);
  return p.map((coefficient) => coefficient.multiply(scale));
}

/** All real roots lie strictly within this distance of 0. */
export function cauchyBound(p: Coefficients): Rational {
  const leading = p.at(-1)!;
  const largest = p.slice(0, -1).reduce((bound, coefficient) => {
    const ratio = coefficient.divide(leading);
    const size = ratio.sign < 0 ? ratio.negate() : ratio;
    return size.compare(bound) > 0 ? size : bound;
  }, Rational.zero);
  return largest.add(Rational.one);
}

export function valueAt(p: Coefficients, x: Rational): Rational {
  const { value, scale } = scaledValue(p, x);
  return Rational.of(value, scale);
}

/** The sign of the value, for which nothing is brought to lowest terms. */
export function signAt(p: Coefficients, x: Rational): -1 | 0 | 1 {
  const { value } = scaledValue(p, x);
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}

export function signChanges(chain: readonly Coefficients[], x: Rational): number {
  const signs = chain.map((p) => signAt(p, x)).filter((sign) => sign !== 0);
  return signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length;
}

/** The value times a positive number: Horner's rule for integers, in the numerator and the denominator of x. */
function scaledValue(p: Coefficients, x: Rational): { value: bigint; scale: bigint } {
  const { integers, common } = integersOf(p);
  let value = 0n;
  let power = 1n;
  for (let k = integers.length - 1; k >= 0; k--) {
    value = value * x.numerator + integers[k]! * power;
    if (k > 0) power *= x.denominator;
  }
  return { value, scale: common * power };
}

interface Integers {
  /** The coefficients times `common`, which is positive. */
  readonly integers: readonly bigint[];
  readonly common: bigint;
}

/** A root is bracketed by some hundred values of one polynomial. */
const knownIntegers = new WeakMap<Coefficients, Integers>();

function integersOf(p: Coefficients): Integers {
  let known = knownIntegers.get(p);
  if (known === undefined) {
    const common = commonDenominator(p);
    const integers = p.map(({ numerator, denominator }) => numerator * (common / denominator));
    knownIntegers.set(p, (known = { integers, common }));
  }
  return known;
}

function commonDenominator(p: Coefficients): bigint {
  return p.reduce(
    (multiple, { denominator }) => multiple * (denominator / divisor(multiple, denominator)),
    1n,
  );
}

/** The greatest common divisor of two numbers that are not negative. */
function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}
