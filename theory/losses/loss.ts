import { Polynomial } from "../polynomial.ts";

/**
 * A pairwise loss L = (1/B) sum_i a(z_i, zp_i) + 1/(B(B-1)) sum_{i != j} b(z_i, zp_j) in the outputs
 * z = phi(y) and zp = phi(y') of the two branches. Both parts are polynomials in the generators `z`, `zp`.
 */
export interface Loss {
  readonly name: string;
  readonly a: Polynomial;
  readonly b: Polynomial;
}

/** The output of the first branch, as a generator. */
export const z = Polynomial.generator("z");
/** The output of the second branch. */
export const zp = Polynomial.generator("zp");
