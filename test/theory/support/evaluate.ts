import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";

/** The exact value of a polynomial; a generator without a value is an error, never zero. */
export function evaluate(polynomial: Polynomial, value: (name: string) => Rational | undefined): Rational {
  let sum = Rational.zero;
  for (const { coefficient, powers } of polynomial.namedTerms()) {
    let product = coefficient;
    for (const [name, exponent] of powers) {
      const base = value(name);
      if (base === undefined) throw new Error(`no value for ${name}`);
      product = product.multiply(base.power(exponent));
    }
    sum = sum.add(product);
  }
  return sum;
}

/** A polynomial as terms that a failing test prints readably. */
export function shown(polynomial: Polynomial): string {
  return polynomial
    .namedTerms()
    .map(({ coefficient, powers }) => [coefficient, ...[...powers].map((p) => p.join("^"))].join("*"))
    .sort()
    .join(" + ");
}

/** One polynomial that is zero exactly when the two are equal; for `expect(difference(a, b)).toBe("")`. */
export function difference(a: Polynomial, b: Polynomial): string {
  return shown(a.subtract(b));
}

/** A generator, by its short name. */
export const g = Polynomial.generator;
