import { parseExponential } from "./exponential.ts";
import { type NamedTerm, Polynomial } from "./polynomial.ts";
import { Rational, rationalSquareRoot } from "./rational.ts";
import { isPositive } from "./sign.ts";

/** (rational + coefficient sqrt(radicand)) / denominator. A root of a linear equation has the coefficient zero. */
export interface Root {
  readonly rational: Polynomial;
  /** A number times a product of positive symbols. */
  readonly coefficient: Polynomial;
  readonly radicand: Polynomial;
  readonly denominator: Polynomial;
}

/** The coefficients of an expression by the power of `name`, constant first. */
export function coefficientsIn(expression: Polynomial, name: string): Polynomial[] {
  const list: Polynomial[] = new Array(Math.max(0, expression.degree(name)) + 1).fill(Polynomial.zero);
  for (const { powers, coefficient } of expression.collect((other) => other === name)) {
    const exponent = powers.get(name) ?? 0;
    if (exponent < 0) throw new RangeError(`${name} divides: multiply by its power first`);
    list[exponent] = coefficient;
  }
  return list;
}

/**
 * Expressions divided by the symbols and the positive number that all of their terms share, so that no symbol divides
 * and the coefficients are whole. Only symbols that are positive are divided by, or any with `all`.
 */
export function primitive(expressions: readonly Polynomial[], all = false): Polynomial[] {
  const terms = expressions.flatMap((expression) => expression.namedTerms());
  if (terms.length === 0) return [...expressions];
  // Exponentials never vanish, and read best where they were.
  const names = new Set(
    terms.flatMap(({ powers }) => [...powers.keys()]).filter((name) => !parseExponential(name)),
  );
  const shared = Polynomial.product(
    [...names].map((name) => {
      const lowest = Math.min(...terms.map(({ powers }) => powers.get(name) ?? 0));
      return Polynomial.generator(name, all || isPositive(name) ? lowest : 2 * Math.floor(lowest / 2));
    }),
  );
  const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
  const multiple = terms.reduce((m, { coefficient: { denominator: d } }) => (m * d) / gcd(m, d), 1n);
  const divisor = terms.reduce(
    (d, { coefficient }) => gcd(d, (coefficient.numerator * multiple) / coefficient.denominator),
    0n,
  );
  const factor = Rational.of(multiple, divisor);
  return expressions.map((expression) => expression.multiply(shared.inverse()).scale(factor));
}

/** The root of slope x + constant, with the sign of slope in its denominator. */
export function linearRoot(slope: Polynomial, constant: Polynomial): Root {
  return simplified({
    rational: constant.negate(),
    coefficient: Polynomial.zero,
    radicand: Polynomial.zero,
    denominator: slope,
  });
}

/** The roots of a x^2 + b x + k: with the minus sign, then with the plus sign. */
export function quadraticRoots(a: Polynomial, b: Polynomial, k: Polynomial): [Root, Root] {
  const half = b.scale(Rational.of(1, 2));
  const { outside, inside } = squareFactor(half.power(2).subtract(a.multiply(k)));
  const square = inside.asConstant();
  const whole = square?.equals(Rational.one) ?? false;
  const root = (sign: 1 | -1): Root =>
    simplified({
      rational: whole ? outside.scale(sign).subtract(half) : half.negate(),
      coefficient: whole ? Polynomial.zero : outside.scale(sign),
      radicand: whole ? Polynomial.zero : inside,
      denominator: a,
    });
  return [root(-1), root(1)];
}

/** Writes an expression as outside^2 times inside, with what can be seen to be a square outside. */
function squareFactor(expression: Polynomial): { outside: Polynomial; inside: Polynomial } {
  if (expression.isZero) return { outside: Polynomial.zero, inside: Polynomial.one };
  const [whole] = primitive([expression]) as [Polynomial];
  const [{ coefficient, powers }] = quotientTerm(expression, whole).namedTerms() as [NamedTerm];
  // n/d = (n d)/d^2, and of n d what is a square.
  let inside = coefficient.numerator * coefficient.denominator;
  let outside = 1n;
  for (let prime = 2n; prime < 1000n && prime * prime <= inside; prime++) {
    while (inside % (prime * prime) === 0n) {
      inside /= prime * prime;
      outside *= prime;
    }
  }
  const root = rationalSquareRoot(Rational.of(inside));
  if (root.denominator === 1n && root.numerator ** 2n === inside) {
    [inside, outside] = [1n, outside * root.numerator];
  }
  // The square root of rho^2 would not be rho.
  const half = (name: string, exponent: number): number => (isPositive(name) ? Math.floor(exponent / 2) : 0);
  const halves = [...powers].map(([name, e]) => Polynomial.generator(name, half(name, e)));
  const rests = [...powers].map(([name, e]) => Polynomial.generator(name, e - 2 * half(name, e)));
  return {
    outside: Polynomial.product(halves).scale(Rational.of(outside, coefficient.denominator)),
    inside: Polynomial.product(rests).multiply(whole).scale(Rational.of(inside)),
  };
}

/** The single term by which `expression` exceeds `whole`, a multiple of it. */
function quotientTerm(expression: Polynomial, whole: Polynomial): Polynomial {
  const first = (of: Polynomial): Polynomial => Polynomial.fromNamedTerms(of.namedTerms().slice(0, 1));
  return first(expression).multiply(first(whole).inverse());
}

function simplified(root: Root): Root {
  const { rational, coefficient, denominator } = root;
  const [r, m, d] = primitive([rational, coefficient, denominator], coefficient.isZero);
  return { rational: r!, coefficient: m!, radicand: root.radicand, denominator: d! };
}

/** (root - by) / divisor, again as a root. `divisor` is positive. */
export function shiftedRoot(root: Root, by: Polynomial, divisor: Polynomial): Root {
  return simplified({
    ...root,
    rational: root.rational.subtract(by.multiply(root.denominator)),
    denominator: root.denominator.multiply(divisor),
  });
}
