import { ModelError, UnsupportedError } from "../errors.ts";
import { divisorOf, functionDefinition, functionOf } from "../function-generators.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { functions } from "./functions.ts";
import { exponentOf } from "./polynomial.ts";
import { numberOf, type Tree } from "./tree.ts";

/** More terms than this in one product are not multiplied out. */
const mostTerms = 30_000;
const highestPower = 64;
/** The same for a single term. */
const highestTermPower = 1000;

/**
 * An expression as an element of the ring. What is a Laurent polynomial of the symbols is expanded; sums that are
 * divided by, and functions, become generators.
 * @param lookup what a symbol stands for.
 * @throws ModelError naming `path` for a division by zero or an expression too long to expand.
 */
export function ringElement(tree: Tree, lookup: (name: string) => Polynomial, path: string): Polynomial {
  const times = (a: Polynomial, b: Polynomial): Polynomial => {
    if (a.size * b.size > mostTerms)
      throw new ModelError(path, "has too many terms when it is multiplied out");
    return a.multiply(b);
  };
  const powerOf = (base: Polynomial, n: number): Polynomial => {
    const highest = base.size > 1 ? highestPower : highestTermPower;
    if (n > highest) throw new ModelError(path, `a power of ${n} is above the limit of ${highest}`);
    if (base.size === 1) return Polynomial.product(Array.from({ length: n }, () => base));
    let result = Polynomial.one;
    for (let k = 0; k < n; k++) result = times(result, base);
    return result;
  };
  const element = (part: Tree): Polynomial => {
    switch (part.kind) {
      case "number":
        return Polynomial.constant(part.value);
      case "symbol":
        return lookup(part.name);
      case "sum":
        return Polynomial.sum(part.terms.map(element));
      case "product":
        return part.factors.map(element).reduce(times);
      case "quotient":
        return times(element(part.above), inverse(part.below));
      case "call":
        return functionOf(part.name, element(part.argument));
      case "power":
        return power(part.base, part.exponent);
    }
  };
  const power = (base: Tree, exponent: Tree): Polynomial => {
    const n = exponentOf(exponent);
    if (n !== undefined) return n >= 0 ? powerOf(element(base), n) : powerOf(inverse(base), -n);
    const twice = numberOf(exponent)?.multiply(Rational.of(2));
    if (twice?.denominator === 1n) {
      const root = functionOf("sqrt", element(base));
      const times2 = Number(twice.numerator);
      return powerOf(times2 < 0 ? divisorOf(root).inverse() : root, Math.abs(times2));
    }
    return functionOf("exp", times(element(exponent), functionOf("log", element(base))));
  };
  /** Factor by factor, so that each sum that is divided by is one generator. */
  const inverse = (part: Tree): Polynomial => {
    switch (part.kind) {
      case "product":
        return part.factors.map(inverse).reduce(times);
      case "quotient":
        return times(inverse(part.above), element(part.below));
      case "power": {
        const n = exponentOf(part.exponent);
        if (n !== undefined && n > 0) return powerOf(inverse(part.base), n);
        break;
      }
    }
    return divisorOf(element(part)).inverse();
  };
  try {
    return element(tree);
  } catch (error) {
    if (error instanceof UnsupportedError) throw new ModelError(path, error.message);
    throw error;
  }
}

/**
 * The derivative of a generator that is a function of an element, by the chain rule; undefined for other generators.
 * @param inner the derivative of an element by the same variable.
 */
export function functionDerivative(
  generator: string,
  inner: (element: Polynomial) => Polynomial,
): Polynomial | undefined {
  const definition = functionDefinition(generator);
  if (!definition) return undefined;
  const { name, argument } = definition;
  const slope = inner(argument);
  if (name === undefined || slope.isZero) return slope;
  const own = Polynomial.generator(generator);
  // Its own derivative, under the name that it has.
  if (name === "exp") return slope.multiply(own);
  const outer = functions[name].derivative({ kind: "symbol", name: "u" });
  return slope.multiply(ringElement(outer, () => argument, name));
}
