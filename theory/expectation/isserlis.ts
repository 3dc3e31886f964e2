import { Polynomial } from "../polynomial.ts";
import { symbol } from "../symbols.ts";

const variance = Polynomial.generator(symbol.norm).multiply(Polynomial.generator(symbol.noiseVariance));
const covariance = Polynomial.generator(symbol.norm).multiply(Polynomial.generator(symbol.noiseCovariance));

const memo = new Map<string, Polynomial>();

/**
 * E[n^i n'^j] of the outputs' Gaussian noises, which have variances s v and covariance s c, by Isserlis'
 * theorem: the first factor is paired with each of the others in turn.
 */
export function isserlis(i: number, j: number): Polynomial {
  if (i < j) return isserlis(j, i);
  if ((i + j) % 2 === 1) return Polynomial.zero;
  if (i === 0) return Polynomial.one;
  const key = `${i},${j}`;
  let moment = memo.get(key);
  if (moment === undefined) {
    const withOwnKind =
      i >= 2
        ? isserlis(i - 2, j)
            .multiply(variance)
            .scale(i - 1)
        : Polynomial.zero;
    const withOther =
      j >= 1
        ? isserlis(i - 1, j - 1)
            .multiply(covariance)
            .scale(j)
        : Polynomial.zero;
    moment = withOwnKind.add(withOther);
    memo.set(key, moment);
  }
  return moment;
}
