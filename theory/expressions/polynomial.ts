import { ModelError } from "../errors.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { numberOf, pi, type Tree, wholeNumber } from "./tree.ts";

/** Intermediate results of a higher degree than this are not multiplied out, even if the excess cancels. */
const highestIntermediate = 64;

/**
 * The polynomial that a tree is in its symbols, or undefined. What it would cost is known before it is expanded.
 * @param path the field that an error names.
 * @throws ModelError for a polynomial of a degree that is out of reach.
 */
export function polynomialOf(tree: Tree, path: string): Polynomial | undefined {
  const degree = degreeBound(tree, new Map());
  if (degree === undefined) return undefined;
  if (degree > highestIntermediate) {
    throw new ModelError(path, `a polynomial of degree ${degree} is out of reach`);
  }
  return expanded(tree);
}

/** The degrees of parts: what a tree shares is looked at once. */
type Degrees = Map<Tree, number | undefined>;

/** A bound on the total degree by the shape alone; undefined for what is no polynomial with rational coefficients. */
function degreeBound(tree: Tree, known: Degrees): number | undefined {
  if (!known.has(tree)) known.set(tree, boundOf(tree, known));
  return known.get(tree);
}

function boundOf(tree: Tree, known: Degrees): number | undefined {
  switch (tree.kind) {
    case "number":
      return 0;
    case "symbol":
      return tree.name === pi ? undefined : 1;
    case "sum":
      return combined(tree.terms, known, Math.max);
    case "product":
      return combined(tree.factors, known, (a, b) => a + b);
    case "quotient":
      return isNonZeroNumber(tree.below) ? degreeBound(tree.above, known) : undefined;
    case "power": {
      const n = exponentOf(tree.exponent);
      const base = degreeBound(tree.base, known);
      if (n === undefined || n < 0 || base === undefined) return undefined;
      // A power of a number that was not folded is too long to be one.
      return base === 0 ? undefined : n * base;
    }
    case "call":
      return undefined;
  }
}

function combined(
  parts: readonly Tree[],
  known: Degrees,
  join: (a: number, b: number) => number,
): number | undefined {
  let degree = 0;
  for (const part of parts) {
    const own = degreeBound(part, known);
    if (own === undefined) return undefined;
    degree = join(degree, own);
  }
  return degree;
}

/** The whole number that an exponent is. */
export function exponentOf(tree: Tree): number | undefined {
  const value = numberOf(tree);
  return value && wholeNumber(value);
}

function isNonZeroNumber(tree: Tree): boolean {
  return numberOf(tree)?.isZero === false;
}

function expanded(tree: Tree): Polynomial {
  switch (tree.kind) {
    case "number":
      return Polynomial.constant(tree.value);
    case "symbol":
      return Polynomial.generator(tree.name);
    case "sum":
      return Polynomial.sum(tree.terms.map(expanded));
    case "product":
      return Polynomial.product(tree.factors.map(expanded));
    case "quotient":
      return expanded(tree.above).scale(Rational.one.divide(numberOf(tree.below)!));
    case "power":
      return expanded(tree.base).power(exponentOf(tree.exponent)!);
    case "call":
      throw new RangeError("a function is no polynomial");
  }
}
