import { Rational } from "../rational.ts";
import type { FunctionName } from "./functions.ts";
import { exponentOf } from "./polynomial.ts";
import { pi, type Tree } from "./tree.ts";

/** Powers above this are left to doubles. */
const highestPower = 64;

/** The functions that take rationals to rationals. */
const rationalFunctions: Readonly<Partial<Record<FunctionName, (x: Rational) => Rational>>> = {
  abs: (x) => (x.sign < 0 ? x.negate() : x),
  sign: (x) => Rational.of(x.sign),
};

/**
 * The exact value of a function of one variable at a rational number; undefined where it is irrational, infinite,
 * or not seen to be rational.
 */
export function rationalValue(tree: Tree, x: Rational): Rational | undefined {
  const of = (part: Tree): Rational | undefined => rationalValue(part, x);
  switch (tree.kind) {
    case "number":
      return tree.value;
    case "symbol":
      return tree.name === pi ? undefined : x;
    case "sum":
      return combined(tree.terms.map(of), (a, b) => a.add(b));
    case "product":
      return combined(tree.factors.map(of), (a, b) => a.multiply(b));
    case "quotient":
      return combined([of(tree.above), of(tree.below)], (a, b) => (b.isZero ? undefined : a.divide(b)));
    case "power": {
      const base = of(tree.base);
      const n = exponentOf(tree.exponent);
      if (!base || n === undefined || Math.abs(n) > highestPower || (base.isZero && n < 0)) return undefined;
      return base.power(n);
    }
    case "call": {
      const argument = of(tree.argument);
      return argument && rationalFunctions[tree.name]?.(argument);
    }
  }
}

function combined(
  values: readonly (Rational | undefined)[],
  join: (a: Rational, b: Rational) => Rational | undefined,
): Rational | undefined {
  return values.reduce((a, b) => a && b && join(a, b));
}
