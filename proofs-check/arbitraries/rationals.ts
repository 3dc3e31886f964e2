import fc from "fast-check";
import { Rational } from "../../theory/rational.ts";

/** Rationals with numerator and denominator of at most a digit or so; they shrink to 0 and to integers. */
export function rationals(largest = 9): fc.Arbitrary<Rational> {
  return fc
    .tuple(fc.integer({ min: -largest, max: largest }), fc.integer({ min: 1, max: largest }))
    .map(([numerator, denominator]) => Rational.of(numerator, denominator));
}

/** Small rationals other than zero; they shrink to 1. */
export function nonZeroRationals(largest = 9): fc.Arbitrary<Rational> {
  return fc
    .tuple(fc.boolean(), fc.integer({ min: 1, max: largest }), fc.integer({ min: 1, max: largest }))
    .map(([negative, numerator, denominator]) => Rational.of(negative ? -numerator : numerator, denominator));
}

/** Small rationals above zero; they shrink to 1. */
export function positiveRationals(largest = 9): fc.Arbitrary<Rational> {
  return fc
    .tuple(fc.integer({ min: 1, max: largest }), fc.integer({ min: 1, max: largest }))
    .map(([numerator, denominator]) => Rational.of(numerator, denominator));
}
