import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resultant } from "../../../numerics/fixed-points/certified/resultant.ts";
import { positiveRootBrackets } from "../../../numerics/fixed-points/certified/root-brackets.ts";
import { signAtRoot } from "../../../numerics/fixed-points/certified/sign-at-root.ts";
import { rationals } from "../../../proofs-check/arbitraries/rationals.ts";
import { isolateRoots } from "../../../theory/expressions/isolate-roots.ts";
import { type Coefficients, coefficientsOf } from "../../../theory/expressions/sturm.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";

const [x, y] = [Polynomial.generator("x"), Polynomial.generator("y")];
const number = (value: Rational | number): Polynomial => Polynomial.constant(value);

describe("the resultant", () => {
  /** A root x = a + b y of one of the polynomials. */
  const root = fc.tuple(rationals(3), rationals(3)).map(([a, b]): Polynomial => y.scale(b).add(number(a)));

  it("of polynomials with given roots is the product of the roots' differences", () => {
    fc.assert(
      fc.property(
        fc.array(root, { maxLength: 3 }),
        fc.array(root, { maxLength: 3 }),
        fc.tuple(rationals(3), rationals(3)),
        (first, second, [a, b]) => {
          fc.pre(!a.isZero && !b.isZero);
          const of = (roots: readonly Polynomial[], leading: Rational): Polynomial =>
            Polynomial.product(roots.map((at) => x.subtract(at))).scale(leading);
          const expected = Polynomial.product(first.flatMap((r) => second.map((t) => r.subtract(t)))).scale(
            a.power(second.length).multiply(b.power(first.length)),
          );
          const found = resultant(of(first, a), of(second, b), "x", "y");
          expect(found.map(String)).toEqual(coefficientsOf(expected, "y").map(String));
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });

  it("vanishes where the leading coefficients do together, and everywhere with a common factor", () => {
    const leading = resultant(y.multiply(x).add(number(1)), y.multiply(x).add(number(2)), "x", "y");
    // Res(a x + b, c x + d) = a d - b c.
    expect(leading.map(String)).toEqual(["0", "1"]);
    const factor = x.subtract(y);
    expect(resultant(factor.multiply(x), factor.multiply(y), "x", "y")).toEqual([]);
  });
});

describe("the sign of h at a root of p", () => {
  const coefficients = (...list: number[]): Coefficients => list.map((c) => Rational.of(c));
  // sqrt 2, between 1 and 2.
  const p = coefficients(-2, 0, 1);
  const at = isolateRoots(p, Rational.one, Rational.of(2), Rational.one)[0]!;

  it.each([
    ["zero for a multiple of p", coefficients(-4, -2, 2, 1), 0],
    ["zero for no polynomial", [], 0],
    ["that of a constant", coefficients(-3), -1],
    // 99/70 and 140/99 are a hair above and below sqrt 2.
    ["of a root close above", coefficients(-99, 70), -1],
    ["of a root close below", coefficients(-140, 99), 1],
    ["with both beside it", coefficients(-99 * -140, 99 * -99 - 70 * 140, 70 * 99), -1],
  ])("is %s", (_, h, sign) => {
    expect(signAtRoot(h, p, at)).toBe(sign);
  });
});

describe("brackets of the positive roots", () => {
  const root = fc.tuple(fc.integer({ min: -6, max: 60 }), fc.integer({ min: 1, max: 9 }));

  it("are about all of them, multiple ones too, and about nothing else", () => {
    fc.assert(
      fc.property(fc.array(root, { maxLength: 5 }), fc.nat(3), (list, complex) => {
        // x^2 - x + 1 has no real root; by its signs it might have two.
        const pair = x.power(2).subtract(x).add(number(1)).power(complex);
        const p = Polynomial.product(list.map(([n, d]) => x.scale(d).subtract(number(n)))).multiply(pair);
        const brackets = positiveRootBrackets(coefficientsOf(p, "x"));
        const roots = list.filter(([n]) => n > 0).map(([n, d]) => Rational.of(n, d));
        const holds = ([low, high]: (typeof brackets)[number], at: Rational): boolean =>
          low.compare(at) <= 0 && high.compare(at) >= 0;
        for (const at of roots) expect(brackets.some((bracket) => holds(bracket, at))).toBe(true);
        for (const bracket of brackets) {
          expect(roots.some((at) => holds(bracket, at))).toBe(true);
          const [low, high] = bracket.map((end) => end.toNumber()) as [number, number];
          expect(high - low).toBeLessThanOrEqual(2 ** -49 * high);
        }
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});
