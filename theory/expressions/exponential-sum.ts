import { type ExponentialSum, imaginary, reduceImaginary } from "../activations/exponential-sum.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import type { FunctionName } from "./functions.ts";
import { exponentOf } from "./polynomial.ts";
import { numberOf, type Tree } from "./tree.ts";

/**
 * The most powers of e, those with a factor y counted twice: beyond, formulas are longer than anyone reads. For the same
 * reason nothing above the first power of y is taken: means of products of six factors occur.
 */
const mostTerms = 6;
/** Intermediate results beyond this are not multiplied out, even if the excess cancels. */
const mostIntermediate = 64;

/** e^k to what sin, cos, ... are made of: the coefficients of e^k and e^-k. */
const half = Polynomial.constant(Rational.of(1, 2));
const halfOverI = imaginary.scale(Rational.of(-1, 2));
const waves: Partial<Record<FunctionName, readonly [plus: Polynomial, minus: Polynomial]>> = {
  sin: [halfOverI, halfOverI.negate()],
  cos: [half, half],
  exp: [Polynomial.one, Polynomial.zero],
  cosh: [half, half],
  sinh: [half, half.negate()],
};

/**
 * The sum of exponentials that a tree in one variable is, undefined for any other tree: one with another function,
 * with a shifted argument as in sin(y + 1), with oscillating and growing exponentials mixed, or of many terms.
 */
export function exponentialSumOf(tree: Tree, variable: string): ExponentialSum | undefined {
  const calls = callsIn(tree);
  const slopes = calls.map(({ argument }) => slopeOf(argument, variable));
  const oscillates = calls.every(({ name }) => name === "sin" || name === "cos");
  const grows = calls.every(({ name }) => name === "exp" || name === "cosh" || name === "sinh");
  if (calls.length === 0 || oscillates === grows || slopes.some((slope) => slope === undefined))
    return undefined;
  const base = (slopes as Rational[]).reduce(commonMeasure);
  const sum = expanded(tree, variable, base);
  if (sum === undefined || sum.degree("y") > 1) return undefined;
  const powersOfE = new Set(sum.namedTerms().map(({ powers }) => powers.get("e") ?? 0));
  if (powersOfE.size * (1 + sum.degree("y")) > mostTerms) return undefined;
  // sin(y)^2 has the frequency 2 alone.
  const exponents = sum.namedTerms().map(({ powers }) => Rational.of(powers.get("e") ?? 0));
  const step = exponents.reduce(commonMeasure, Rational.zero);
  if (step.isZero) return undefined;
  const n = step.toNumber();
  return {
    sum: Polynomial.fromNamedTerms(
      sum.namedTerms().map(({ coefficient, powers }) => ({
        coefficient,
        powers: new Map(
          [...powers].map(([name, exponent]) => [name, name === "e" ? exponent / n : exponent]),
        ),
      })),
    ),
    frequency: base.multiply(step),
    oscillates,
  };
}

function callsIn(tree: Tree): (Tree & { kind: "call" })[] {
  switch (tree.kind) {
    case "number":
    case "symbol":
      return [];
    case "sum":
      return tree.terms.flatMap(callsIn);
    case "product":
      return tree.factors.flatMap(callsIn);
    case "quotient":
      return [tree.above, tree.below].flatMap(callsIn);
    case "power":
      return [tree.base, tree.exponent].flatMap(callsIn);
    case "call":
      return [tree];
  }
}

/** a of a tree that is a times the variable. */
function slopeOf(tree: Tree, variable: string): Rational | undefined {
  switch (tree.kind) {
    case "symbol":
      return tree.name === variable ? Rational.one : undefined;
    case "product": {
      const numbers = tree.factors.map(numberOf);
      const rest = tree.factors.filter((_, i) => numbers[i] === undefined);
      const slope = rest.length === 1 ? slopeOf(rest[0]!, variable) : undefined;
      return slope && numbers.reduce<Rational>((a, b) => (b ? a.multiply(b) : a), slope);
    }
    case "quotient": {
      const below = numberOf(tree.below);
      return below && !below.isZero ? slopeOf(tree.above, variable)?.divide(below) : undefined;
    }
    default:
      return undefined;
  }
}

/** The largest number of which both are whole multiples; never negative. */
function commonMeasure(a: Rational, b: Rational): Rational {
  const gcd = (x: bigint, y: bigint): bigint => (y === 0n ? (x < 0n ? -x : x) : gcd(y, x % y));
  const [p, q] = [a.numerator * b.denominator, b.numerator * a.denominator];
  return Rational.of(gcd(p, q), a.denominator * b.denominator);
}

function expanded(tree: Tree, variable: string, base: Rational): Polynomial | undefined {
  const of = (part: Tree): Polynomial | undefined => expanded(part, variable, base);
  const all = (parts: readonly Tree[], join: (a: Polynomial, b: Polynomial) => Polynomial) =>
    parts
      .slice(1)
      .reduce<Polynomial | undefined>(
        (joined, part) => within(joined, joined && of(part), join),
        of(parts[0]!),
      );
  switch (tree.kind) {
    case "number":
      return Polynomial.constant(tree.value);
    case "symbol":
      return tree.name === variable ? Polynomial.generator("y") : undefined;
    case "sum":
      return all(tree.terms, (a, b) => a.add(b));
    case "product":
      return all(tree.factors, times);
    case "quotient": {
      const below = numberOf(tree.below);
      return below && !below.isZero ? of(tree.above)?.scale(Rational.one.divide(below)) : undefined;
    }
    case "power": {
      const n = exponentOf(tree.exponent);
      if (n === undefined || n < 1 || n > mostIntermediate) return undefined;
      const factor = of(tree.base);
      let power = factor;
      for (let k = 1; k < n; k++) power = within(power, factor, times);
      return power;
    }
    case "call": {
      const [plus, minus] = waves[tree.name]!;
      const k = slopeOf(tree.argument, variable)!.divide(base).toNumber();
      return plus.multiply(Polynomial.generator("e", k)).add(minus.multiply(Polynomial.generator("e", -k)));
    }
  }
}

function times(a: Polynomial, b: Polynomial): Polynomial {
  return reduceImaginary(a.multiply(b));
}

/** Joins two parts as long as both are known and the result stays small. */
function within(
  a: Polynomial | undefined,
  b: Polynomial | undefined,
  join: (a: Polynomial, b: Polynomial) => Polynomial,
): Polynomial | undefined {
  const joined = a && b && join(a, b);
  return joined && joined.size <= mostIntermediate ? joined : undefined;
}
