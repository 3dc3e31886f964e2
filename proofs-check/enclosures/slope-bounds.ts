import { supremum } from "./tanh-polynomial.ts";
import type { VarianceSlope, VarianceTerm } from "./variance-slope.ts";

/** More than (E|z|)^2 = 2/pi and than E|z^2 - 1|, which is 4 times the density at 1, of a standard normal z. */
const [squaredMean, meanSecondScore] = [0.637, 0.968];

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
 * |A_SS| <= sup|f| sup|g| E|z^2 - 1| / ((v + c) / 2). By c, A_c = E f'(y) g'(y') and A_cc = E f''(y) g''(y'). What n and n' have each to
 * itself is Gaussian of variance v - |c|, so that |A_c| <= sup|f| sup|g| (E|z|)^2 / (v - |c|) and
 * |A_cc| <= sup|f| sup|g| (E|z^2 - 1|)^2 / (v - |c|)^2.
 * @param covariances the least and the largest c; v + c must stay above zero, and |c| below v.
 */
export function curvatureOf(
  { functions, pairs }: VarianceSlope,
  terms: readonly VarianceTerm[],
  noise: number,
  [low, high]: readonly [number, number],
): Curvature {
  const covariance = Math.max(Math.abs(low), Math.abs(high));
  const sizes = pairs.map(([f, g]) => supremum(functions[f]!) * supremum(functions[g]!));
  const score = meanSecondScore / ((noise + low) / 2);
  const first = squaredMean / (noise - covariance);
  const second = (meanSecondScore / (noise - covariance)) ** 2;
  const signal: [number, number] = [0, 0];
  const cross: [number, number] = [0, 0];
  for (const { coefficient, noise: power, cross: exponent, partner, means } of terms) {
    const size = means.reduce(
      (product, mean) => product * sizes[mean]!,
      Math.abs(coefficient.toNumber()) * noise ** power,
    );
    // Half of the symmetric kernel has S in a term's first mean, half in its second.
    signal[partner] += (size * covariance ** exponent * score * means.length) / 2;
    // first^2 is below half of second, so that (A B)_cc = A_cc B + 2 A_c B_c + A B_cc is below three times second.
    const [slope, bend] = [means.length * first, (2 * means.length - 1) * second];
    cross[partner] +=
      size *
      (covariance ** exponent * bend +
        2 * powerDerivative(covariance, exponent, 1) * slope +
        powerDerivative(covariance, exponent, 2));
  }
  const outward = ([x, y]: readonly [number, number]) => [x * (1 + 1e-9), y * (1 + 1e-9)] as const;
  return { signal: outward(signal), covariance: outward(cross) };
}

/** The derivative of x^exponent. */
function powerDerivative(x: number, exponent: number, order: number): number {
  if (order > exponent) return 0;
  let factor = 1;
  for (let i = 0; i < order; i++) factor *= exponent - i;
  return factor * x ** (exponent - order);
}
