import { Polynomial } from "../polynomial.ts";
import type { Rational } from "../rational.ts";

/**
 * A finite sum of terms q y^k exp(m w y), or q y^k exp(i m w y), with whole m: sines, cosines, exponentials and
 * their products with polynomials.
 */
export interface ExponentialSum {
  /** In the generators `y`, `e` = exp(w y) or exp(i w y), to any whole power, and `i`, the imaginary unit. */
  readonly sum: Polynomial;
  /** w, above zero. */
  readonly frequency: Rational;
  /** True when e = exp(i w y). */
  readonly oscillates: boolean;
}

/** The imaginary unit as a generator; `reduceImaginary` knows its square. */
export const imaginary = Polynomial.generator("i");

const powersOfImaginary = [Polynomial.one, imaginary, Polynomial.one.negate(), imaginary.negate()];

/** Replaces i^2 by -1. */
export function reduceImaginary(polynomial: Polynomial): Polynomial {
  return Polynomial.sum(
    polynomial
      .collect((name) => name === "i")
      .map(({ powers, coefficient }) => coefficient.multiply(powersOfImaginary[(powers.get("i") ?? 0) % 4]!)),
  );
}

/** What the exponent of `e` is differentiated to: w or i w. */
export function rate({ frequency, oscillates }: ExponentialSum): Polynomial {
  return (oscillates ? imaginary : Polynomial.one).scale(frequency);
}

/** The derivative by y. */
export function derivativeOfSum(phi: ExponentialSum): ExponentialSum {
  const inExponent = phi.sum.derivative("e").multiply(Polynomial.generator("e")).multiply(rate(phi));
  return { ...phi, sum: reduceImaginary(phi.sum.derivative("y").add(inExponent)) };
}
