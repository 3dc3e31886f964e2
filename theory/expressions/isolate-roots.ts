import { Rational } from "../rational.ts";
import { type Coefficients, derivative, dividedBy, signAt, signChanges, sturmChain } from "./sturm.ts";

/** One real root, the only one strictly between two rationals that are none, or `low` itself where they are equal. */
export interface IsolatedRoot {
  readonly low: Rational;
  readonly high: Rational;
  readonly multiplicity: number;
  /** The sign of the derivative at the root, 0 at a multiple root. */
  readonly slopeSign: number;
}

/** A squarefree polynomial and its Sturm chain. */
interface Squarefree {
  readonly p: Coefficients;
  readonly chain: readonly Coefficients[];
}

const half = Rational.of(1, 2);

/**
 * All distinct real roots of a polynomial (not zero) in [from, to], in increasing order. Their number is exact, by
 * Sturm's theorem.
 * @param width no bracket is wider.
 */
export function isolateRoots(
  p: Coefficients,
  from: Rational,
  to: Rational,
  width = Rational.of(1n, 1n << 64n),
): IsolatedRoot[] {
  if (p.length < 2) return [];
  // The common divisor of p and p', and of that and its own derivative, and so on: each takes one off every multiplicity.
  const divisors: Squarefree[] = [];
  for (let divisor = p; divisor.length > 1; divisor = sturmChain(divisor).at(-1)!) {
    divisors.push(squarefree(divisor));
  }
  const simple = divisors[0]!;
  const brackets = [
    ...(signAt(simple.p, from) === 0 ? [[from, from] as const] : []),
    ...(from.compare(to) < 0 ? between(simple, from, to) : []),
    ...(from.compare(to) < 0 && signAt(simple.p, to) === 0 ? [[to, to] as const] : []),
  ];
  return brackets.map((bracket) => {
    const [low, high] = refined(simple.p, bracket, width);
    const multiplicity = divisors.filter((divisor) => hasRoot(divisor, low, high)).length;
    const slopeSign = low.equals(high) ? signAt(derivative(p), low) : signAt(p, high);
    return { low, high, multiplicity, slopeSign: multiplicity > 1 ? 0 : slopeSign };
  });
}

function squarefree(p: Coefficients): Squarefree {
  const simple = dividedBy(p, sturmChain(p).at(-1)!).quotient;
  return { p: simple, chain: sturmChain(simple) };
}

type Bracket = readonly [low: Rational, high: Rational];

/** Brackets of the roots strictly between two numbers. */
function between(simple: Squarefree, low: Rational, high: Rational): Bracket[] {
  // The theorem counts the roots in (low, high].
  const atHigh = signAt(simple.p, high) === 0 ? 1 : 0;
  const count = signChanges(simple.chain, low) - signChanges(simple.chain, high) - atHigh;
  if (count === 0) return [];
  if (count === 1 && atHigh === 0 && signAt(simple.p, low) !== 0) return [[low, high]];
  const middle = low.add(high).multiply(half);
  return [
    ...between(simple, low, middle),
    ...(signAt(simple.p, middle) === 0 ? [[middle, middle] as const] : []),
    ...between(simple, middle, high),
  ];
}

/** A bracket bisected down to a width; to its root where that is met. */
function refined(p: Coefficients, [from, to]: Bracket, width: Rational): Bracket {
  let [low, high] = [from, to];
  const above = signAt(p, high);
  while (high.subtract(low).compare(width) > 0) {
    const middle = low.add(high).multiply(half);
    const sign = signAt(p, middle);
    if (sign === 0) return [middle, middle];
    if (sign === above) high = middle;
    else low = middle;
  }
  return [low, high];
}

function hasRoot({ p, chain }: Squarefree, low: Rational, high: Rational): boolean {
  return low.equals(high) ? signAt(p, low) === 0 : signChanges(chain, low) - signChanges(chain, high) > 0;
}
