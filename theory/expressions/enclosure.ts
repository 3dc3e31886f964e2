import type { Rational } from "../rational.ts";
import { type Interval, plus, rangeOf, times } from "./range.ts";
import type { Tree } from "./tree.ts";

/**
 * How far, relative to its size, an operation on doubles may be off. Arithmetic keeps to 2^-53, the functions to a few
 * times that, and a power by way of logarithm and exponential to 2^-43.
 */
const relativeError = 2 ** -40;
const smallest = 1e-300;

/** The interval with what rounding may have taken away. */
function outward([low, high]: Interval): Interval {
  return [low - Math.abs(low) * relativeError - smallest, high + Math.abs(high) * relativeError + smallest];
}

/** An interval that holds the value of a function of one variable at a rational number, rounding included. */
export function enclosureOf(tree: Tree, x: Rational): Interval {
  return rangeOf(tree, numberEnclosure(x), () => {}, outward);
}

export function numberEnclosure(x: Rational): Interval {
  const value = x.toNumber();
  return outward([value, value]);
}

export function sumEnclosure(a: Interval, b: Interval): Interval {
  return outward(plus(a, b));
}

/** Exact: rounding is symmetric. */
export function negatedEnclosure([low, high]: Interval): Interval {
  return [-high, -low];
}

export function productEnclosure(a: Interval, b: Interval): Interval {
  return outward(times(a, b));
}
