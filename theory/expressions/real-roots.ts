import type { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { cauchyBound, coefficientsOf, signAt, signChanges, sturmChain } from "./sturm.ts";

/**
 * The smallest real root of a polynomial in one generator, to about 12 digits; undefined when it has none. Whether
 * there is one is decided exactly, by Sturm's theorem.
 */
export function smallestRealRoot(polynomial: Polynomial, generator: string): Rational | undefined {
  const coefficients = coefficientsOf(polynomial, generator);
  if (coefficients.length < 2) return undefined;
  const chain = sturmChain(coefficients);
  const bound = cauchyBound(coefficients);
  let [low, high] = [bound.negate(), bound];
  const below = signChanges(chain, low);
  if (below === signChanges(chain, high)) return undefined;
  const half = Rational.of(1, 2);
  for (let step = 0; step < 60; step++) {
    const middle = low.add(high).multiply(half);
    const isRoot = signAt(coefficients, middle) === 0;
    // The theorem counts the roots in (low, middle].
    if (below > signChanges(chain, middle)) high = middle;
    else low = middle;
    if (isRoot && below - signChanges(chain, middle) === 1) return middle;
  }
  return high;
}
