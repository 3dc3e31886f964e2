import { numberEnclosure, productEnclosure, sumEnclosure } from "../../../theory/expressions/enclosure.ts";
import type { Interval } from "../../../theory/expressions/range.ts";
import type { Polynomial } from "../../../theory/polynomial.ts";

/** An interval a variable. */
export type Box = readonly Interval[];

/** Intervals that hold every value of a polynomial on boxes, rounding included. */
export class BoxPolynomial {
  private readonly terms: readonly {
    readonly coefficient: Interval;
    readonly exponents: readonly number[];
  }[];

  private readonly degrees: readonly number[];

  /** @param variables what the coordinates of a box are; the polynomial has no other generators. */
  constructor(polynomial: Polynomial, variables: readonly string[]) {
    this.terms = polynomial.namedTerms().map(({ coefficient, powers }) => ({
      coefficient: numberEnclosure(coefficient),
      exponents: variables.map((name) => powers.get(name) ?? 0),
    }));
    this.degrees = variables.map((_, i) => Math.max(0, ...this.terms.map(({ exponents }) => exponents[i]!)));
  }

  range(box: Box): Interval {
    const powers = box.map((side, i) => powersOf(side, this.degrees[i]!));
    let sum: Interval = [0, 0];
    for (const { coefficient, exponents } of this.terms) {
      let term = coefficient;
      for (const [i, exponent] of exponents.entries()) {
        if (exponent > 0) term = productEnclosure(term, powers[i]![exponent - 1]!);
      }
      sum = sumEnclosure(sum, term);
    }
    return sum;
  }
}

/** The powers 1 to `degree`. Even ones are not negative, which a product of the interval with itself would not know. */
function powersOf(base: Interval, degree: number): Interval[] {
  const powers: Interval[] = [];
  const [low, high] = base;
  const sizes: Interval =
    low <= 0 && high >= 0
      ? [0, Math.max(-low, high)]
      : [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))];
  let size: Interval = [1, 1];
  for (let k = 1; k <= degree; k++) {
    size = productEnclosure(size, sizes);
    const [least, most] = [Math.max(0, size[0]), size[1]];
    if (k % 2 === 0 || low >= 0) powers.push([least, most]);
    else if (high <= 0) powers.push([-most, -least]);
    else powers.push(productEnclosure(powers[k - 2] ?? [1, 1], base));
  }
  return powers;
}
