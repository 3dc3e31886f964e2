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
  const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
  const absolute = (a: bigint): bigint => (a < 0n ? -a : a);
  const [common, multiple] = p.reduce<[bigint, bigint]>(
    ([n, d], { numerator, denominator }) => [
      gcd(n, absolute(numerator)),
      (d * denominator) / gcd(d, denominator),
    ],
    [0n, 1n],
  );
  const scale = Rational.of(multiple, common);
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
  return p.reduceRight((value, coefficient) => value.multiply(x).add(coefficient), Rational.zero);
}

export function signChanges(chain: readonly Coefficients[], x: Rational): number {
  const signs = chain.map((p) => valueAt(p, x).sign).filter((sign) => sign !== 0);
  return signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length;
}
