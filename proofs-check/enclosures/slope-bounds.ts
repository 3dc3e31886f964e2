import { supremum } from "./tanh-polynomial.ts";
import type { VarianceSlope, VarianceTerm } from "./variance-slope.ts";

/** More than E|z^2 - 1| of a standard normal z, which is 4 times its density at 1. */
const meanSecondScore = 0.968;

/** Bounds of an expression's second derivatives, by whether a term has the factor 1/(B - 1). */
export interface Curvature {
  /** By one of the two signals S, S' of the kernel (see SlopeGrid). */
  readonly signal: readonly [number, number];
  readonly covariance: readonly [number, number];
}

/**
 * Bounds the kernel's second derivatives, from those of its means A = E f(S + n) g(S + n').
 *
 * A shift of S is one of the Gaussian (n + n') / 2 of variance (v + c) / 2, whose second score gives
 * |A_SS| <= sup|f| sup|g| E|z^2 - 1| / ((v + c) / 2). By c, Mehler's series A = sum_k (c/v)^k a_k b_k with sum a_k^2 <= sup|f|^2
 * gives |A_c| <= sup|f| sup|g| max_k (k+1) r^k / v and |A_cc| <= sup|f| sup|g| max_k (k+1)(k+2) r^k / v^2 for |c| <= r v.
 * @param covariances the least and the largest c; v + c must stay above zero, and |c| below v.
 */
export function curvatureOf(
  { functions, pairs }: VarianceSlope,
  terms: readonly VarianceTerm[],
  noise: number,
  [low, high]: readonly [number, number],
): Curvature {
  const covariance = Math.max(Math.abs(low), Math.abs(high));
  const ratio = covariance / noise;
  const sizes = pairs.map(([f, g]) => supremum(functions[f]!) * supremum(functions[g]!));
  const score = meanSecondScore / ((noise + low) / 2);
  const first = largestTerm((k) => (k + 1) * ratio ** k) / noise;
  const second = largestTerm((k) => (k + 1) * (k + 2) * ratio ** k) / noise ** 2;
  const signal: [number, number] = [0, 0];
  const cross: [number, number] = [0, 0];
  for (const { coefficient, noise: power, cross: exponent, partner, means } of terms) {
    const size = means.reduce(
      (product, mean) => product * sizes[mean]!,
      Math.abs(coefficient.toNumber()) * noise ** power,
    );
    // Half of the symmetric kernel has S in a term's first mean, half in its second.
    signal[partner] += (size * covariance ** exponent * score * means.length) / 2;
    const [slope, bend] = means.length === 2 ? [2 * first, 2 * second + 2 * first ** 2] : [first, second];
    cross[partner] +=
      size *
      (covariance ** exponent * bend +
        2 * powerDerivative(covariance, exponent, 1) * slope +
        powerDerivative(covariance, exponent, 2));
  }
  const outward = ([x, y]: readonly [number, number]) => [x * (1 + 1e-9), y * (1 + 1e-9)] as const;
  return { signal: outward(signal), covariance: outward(cross) };
}

/** The largest of a sequence that rises and then falls. */
function largestTerm(term: (k: number) => number): number {
  let k = 0;
  while (term(k + 1) > term(k)) k++;
  return term(k);
}

/** The derivative of x^exponent. */
function powerDerivative(x: number, exponent: number, order: number): number {
  if (order > exponent) return 0;
  let factor = 1;
  for (let i = 0; i < order; i++) factor *= exponent - i;
  return factor * x ** (exponent - order);
}
