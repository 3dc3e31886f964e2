import { type Coefficients, coefficientsOf, valueAt } from "../../../theory/expressions/sturm.ts";
import type { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { coefficientsIn } from "../../../theory/roots.ts";

/**
 * The resultant of two polynomials in two generators, as the coefficients of a polynomial in the one that is kept (none where
 * it vanishes): it is zero wherever some value of the other makes both polynomials zero. The determinant of Sylvester's matrix
 * at as many whole numbers as its degree needs, interpolated.
 */
export function resultant(p: Polynomial, q: Polynomial, eliminated: string, kept: string): Coefficients {
  const [first, second] = [p, q].map((polynomial) =>
    coefficientsIn(polynomial, eliminated).map((coefficient) => coefficientsOf(coefficient, kept)),
  ) as [Coefficients[], Coefficients[]];
  const [m, n] = [first.length - 1, second.length - 1];
  const degree = (list: readonly Coefficients[]): number =>
    Math.max(0, ...list.map(({ length }) => length - 1));
  const count = n * degree(first) + m * degree(second) + 1;
  const values = Array.from({ length: count }, (_, k) => {
    const at = (list: readonly Coefficients[]): Rational[] =>
      list.map((c) => valueAt(c, Rational.of(k))).reverse();
    return determinant(sylvester(at(first), at(second)));
  });
  return interpolated(values);
}

/** From coefficients, the leading one first: a shifted row of the first polynomial's for each degree of the second, and the other way round. */
function sylvester(p: readonly Rational[], q: readonly Rational[]): Rational[][] {
  const [m, n] = [p.length - 1, q.length - 1];
  const rows = (of: readonly Rational[], count: number): Rational[][] =>
    Array.from({ length: count }, (_, shift) =>
      Array.from({ length: m + n }, (_, column) => of[column - shift] ?? Rational.zero),
    );
  return [...rows(p, n), ...rows(q, m)];
}

function determinant(matrix: Rational[][]): Rational {
  let product = Rational.one;
  for (let k = 0; k < matrix.length; k++) {
    const pivot = matrix.findIndex((row, i) => i >= k && !row[k]!.isZero);
    if (pivot < 0) return Rational.zero;
    if (pivot !== k) {
      [matrix[k], matrix[pivot]] = [matrix[pivot]!, matrix[k]!];
      product = product.negate();
    }
    const top = matrix[k]!;
    product = product.multiply(top[k]!);
    for (const row of matrix.slice(k + 1)) {
      if (row[k]!.isZero) continue;
      const factor = row[k]!.divide(top[k]!);
      for (let j = k; j < row.length; j++) row[j] = row[j]!.subtract(factor.multiply(top[j]!));
    }
  }
  return product;
}

/** The polynomial with given values at 0, 1, 2, ..., by Newton's divided differences. */
function interpolated(values: readonly Rational[]): Coefficients {
  const differences = [...values];
  for (let order = 1; order < differences.length; order++) {
    for (let k = differences.length - 1; k >= order; k--) {
      differences[k] = differences[k]!.subtract(differences[k - 1]!).divide(Rational.of(order));
    }
  }
  // Horner's scheme: p <- p (x - k) + difference.
  let p: Rational[] = [];
  for (let k = differences.length - 1; k >= 0; k--) {
    const shifted = [Rational.zero, ...p];
    p = shifted.map((c, i) => (i < p.length ? c.subtract(p[i]!.multiply(Rational.of(k))) : c));
    p[0] = p[0]!.add(differences[k]!);
  }
  while (p.at(-1)?.isZero) p.pop();
  return p;
}
