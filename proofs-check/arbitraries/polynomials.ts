import fc from "fast-check";
import { Polynomial } from "../../theory/polynomial.ts";
import { nonZeroRationals } from "./rationals.ts";

interface PolynomialShape {
  /** The most terms, before equal ones are gathered. */
  readonly terms?: number;
  readonly lowest?: number;
  readonly highest?: number;
}

/** Sparse polynomials in these generators, with exponents from `lowest` (0) to `highest` (3); they shrink to 0. */
export function polynomials(
  generators: readonly string[],
  { terms = 4, lowest = 0, highest = 3 }: PolynomialShape = {},
): fc.Arbitrary<Polynomial> {
  const exponent = lowest < 0 ? fc.integer({ min: lowest, max: highest }) : fc.nat({ max: highest });
  const term = fc
    .tuple(nonZeroRationals(), fc.tuple(...generators.map(() => exponent)))
    .map(([coefficient, exponents]) =>
      Polynomial.product(exponents.map((power, i) => Polynomial.generator(generators[i]!, power))).scale(
        coefficient,
      ),
    );
  return fc.array(term, { maxLength: terms }).map((list) => Polynomial.sum(list));
}
