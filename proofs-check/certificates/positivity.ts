import type { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import type { Certificate } from "./certificate.ts";
import type { Monomial, Range } from "./statement.ts";

/** The question whether a polynomial is positive (strict) or not negative on a box, prepared for either method. */
export interface Question {
  readonly polynomial: Polynomial;
  /** The domain's variables in order; the exponents of `terms` follow it. */
  readonly variables: readonly string[];
  readonly ranges: readonly Range[];
  readonly terms: readonly Monomial[];
  readonly strict: boolean;
}

/** A bound on the work of one attempt. */
export interface Budget {
  /** Cells that subdivision may look at. Default 4096. */
  readonly cells?: number;
  /** Coefficients that all these cells may have together. Default 500,000. */
  readonly coefficients?: number;
}

/** A point of the domain where the polynomial is negative or, for a strict statement, zero. */
export interface Refutation {
  readonly outcome: "fails";
  readonly point: Readonly<Record<string, Rational>>;
  readonly value: Rational;
}

/** What came of it; outcomes as in the ledger. */
export type Attempt<Proven = Certificate> =
  | { readonly outcome: "holds"; readonly certificate: Proven }
  | Refutation
  | { readonly outcome: "undecided"; readonly reason: string };

/** The exact value at a point, coordinates in the order of the variables. */
function valueAtPoint({ terms }: Pick<Question, "terms">, point: readonly Rational[]): Rational {
  const values = terms.map(({ coefficient, exponents }) =>
    exponents.reduce(
      (product, k, i) => (k === 0 ? product : product.multiply(point[i]!.power(k))),
      coefficient,
    ),
  );
  return values.reduce((sum, value) => sum.add(value), Rational.zero);
}

/** The refutation by a point, if it is one. */
export function refutedAt(question: Question, point: readonly Rational[]): Refutation | undefined {
  const value = valueAtPoint(question, point);
  if (value.sign > 0 || (value.isZero && !question.strict)) return undefined;
  return {
    outcome: "fails",
    point: Object.fromEntries(question.variables.map((name, i) => [name, point[i]!])),
    value,
  };
}

/** A polynomial's terms in these variables by falling degree, as they are written. */
export function termsOf(polynomial: Polynomial, variables: readonly string[]): Monomial[] {
  const degree = ({ exponents }: Monomial): number => exponents.reduce((sum, k) => sum + k, 0);
  const terms = polynomial.namedTerms().map(({ coefficient, powers }) => ({
    coefficient,
    exponents: variables.map((name) => powers.get(name) ?? 0),
  }));
  return terms.sort((a, b) => {
    const i = a.exponents.findIndex((k, at) => k !== b.exponents[at]);
    return degree(b) - degree(a) || (b.exponents[i] ?? 0) - (a.exponents[i] ?? 0);
  });
}
