import { type Coefficients, derivative } from "../../theory/expressions/sturm.ts";
import { Rational } from "../../theory/rational.ts";

/** The strip |Im y| <= width about the real axis, where |tanh y| <= bound. On the axis itself |tanh y| <= 1. */
export const strip = {
  width: 1,
  // |tanh(x + iy)|^2 = (sinh^2 x + sin^2 y) / (sinh^2 x + cos^2 y) <= max(1, tan y)^2.
  bound: 1.5575,
} as const;

/** dt/dy of t = tanh(y). */
const slope: Coefficients = [Rational.one, Rational.zero, Rational.of(-1)];

/** d/dy of a polynomial in t. */
export function slopeOf(polynomial: Coefficients): Coefficients {
  return product(derivative(polynomial), slope);
}

export function product(a: Coefficients, b: Coefficients): Coefficients {
  const result: Rational[] = new Array(Math.max(0, a.length + b.length - 1)).fill(Rational.zero);
  for (const [i, x] of a.entries())
    for (const [j, y] of b.entries()) result[i + j] = result[i + j]!.add(x.multiply(y));
  return result;
}

/** sum_k |p_k| bound^k: what a polynomial in t does not exceed where |t| <= bound. */
export function sizeWithin(polynomial: Coefficients, bound: number): number {
  const size = polynomial.reduce((sum, p, k) => sum + Math.abs(p.toNumber()) * bound ** k, 0);
  return size * roundingFactor;
}

/** Far more than the rounding of the few operations on doubles below can take away. */
const roundingFactor = 1 + 1e-9;

/**
 * An upper bound of |p| on -1 <= t <= 1. Within 1/pieces of a node it is at most |p| + |p'|/pieces there, plus half
 * the square of that distance times a bound of |p''|.
 */
export function supremum(polynomial: Coefficients, pieces = 1000): number {
  const [p, first, second] = [
    polynomial,
    derivative(polynomial),
    derivative(derivative(polynomial)),
  ] as const;
  const [values, slopes] = [p, first].map((q) => q.map((coefficient) => coefficient.toNumber()));
  const radius = 1 / pieces;
  let largest = 0;
  for (let i = 0; i < pieces; i++) {
    const t = -1 + (2 * i + 1) * radius;
    largest = Math.max(largest, Math.abs(horner(values!, t)) + Math.abs(horner(slopes!, t)) * radius);
  }
  return (largest + (sizeWithin(second, 1) * radius ** 2) / 2) * roundingFactor;
}

export function horner(coefficients: readonly number[], t: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * t + coefficients[k]!;
  return value;
}
