import { type Coefficients, cauchyBound } from "../../../theory/expressions/sturm.ts";
import { Rational } from "../../../theory/rational.ts";

/** Two numbers, equal where they are a root. */
export type Bracket = readonly [low: Rational, high: Rational];

/** The width of a bracket is less than this part of the root, as a power of two. */
const digits = 50n;
/** No root is so near 0, as a power of two and a part of the bound, that its bracket is halved more often. */
const deepest = 400n;

/**
 * Brackets that hold all positive roots of a polynomial, in increasing order; one may hold none or several. By Descartes' rule
 * of signs on halved intervals: of polynomials of high degree far faster than a count by Sturm's theorem. Source: G. Collins,
 * A. Akritas, Polynomial real root isolation using Descartes' rule of signs, SYMSAC 1976.
 */
export function positiveRootBrackets(p: Coefficients): Bracket[] {
  if (p.length < 2) return [];
  const { numerator, denominator } = cauchyBound(p);
  const exponent = BigInt((numerator / denominator).toString(2).length);
  const found: Bracket[] = [];
  // The parts at `index` of 2^depth equal ones, with the polynomial in the coordinate that runs from 0 to 1 there.
  const stack = [{ q: withoutRootAtZero(onUnit(p, exponent)), depth: 0n, index: 0n }];
  for (let part = stack.pop(); part; part = stack.pop()) {
    const { depth, index } = part;
    const at = (k: bigint): Rational => Rational.of(k << exponent, 1n << depth);
    const q = withoutRootAtZero(part.q);
    if (q.length < part.q.length) found.push([at(index), at(index)]);
    if (signChanges(shifted(q.toReversed())) === 0) continue;
    if (index >> digits > 0n || depth > deepest) {
      found.push([at(index), at(index + 1n)]);
      continue;
    }
    const left = q.map((c, k) => c << BigInt(q.length - 1 - k));
    stack.push({ q: shifted(left), depth: depth + 1n, index: 2n * index + 1n });
    stack.push({ q: left, depth: depth + 1n, index: 2n * index });
  }
  return found;
}

/** A multiple of p(2^exponent x) in whole numbers. */
function onUnit(p: Coefficients, exponent: bigint): bigint[] {
  const multiple = p.reduce((product, { denominator }) => product * denominator, 1n);
  return p.map(
    ({ numerator, denominator }, k) => ((numerator * multiple) / denominator) << (exponent * BigInt(k)),
  );
}

function withoutRootAtZero(q: readonly bigint[]): readonly bigint[] {
  return q.slice(q.findIndex((c) => c !== 0n));
}

/** The coefficients of q(x + 1). */
function shifted(q: readonly bigint[]): bigint[] {
  const sum = [...q];
  for (let i = 0; i < q.length; i++) {
    for (let k = q.length - 2; k >= i; k--) sum[k] = sum[k]! + sum[k + 1]!;
  }
  return sum;
}

function signChanges(q: readonly bigint[]): number {
  const signs = q.filter((c) => c !== 0n).map((c) => c > 0n);
  return signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length;
}
