import fc from "fast-check";
import { expect, it } from "vitest";
import { isolateRoots } from "../../../theory/expressions/isolate-roots.ts";
import { coefficientsOf, valueAt } from "../../../theory/expressions/sturm.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";

const y = Polynomial.generator("y");
const one = Rational.one;

/** A rational in [-2, 2] with a small denominator. */
const number = fc
  .tuple(fc.integer({ min: -24, max: 24 }), fc.integer({ min: 12, max: 17 }))
  .map(([n, d]) => Rational.of(n, d));

const planted = fc.record({
  roots: fc.uniqueArray(fc.tuple(number, fc.integer({ min: 1, max: 3 })), {
    maxLength: 4,
    selector: ([root]) => `${root}`,
  }),
  k: fc.integer({ min: 1, max: 9 }),
  scale: fc.constantFrom(-3, 2),
});

it("finds planted roots in [-1, 1] with their multiplicities, and no other", () => {
  fc.assert(
    fc.property(planted, ({ roots, k, scale }) => {
      // y^2 + y + k has no real root for k of at least 1.
      const complexPair = y.power(2).add(y).add(Polynomial.constant(k));
      const factors = roots.map(([root, multiplicity]) =>
        y.subtract(Polynomial.constant(root)).power(multiplicity),
      );
      const polynomial = Polynomial.product([...factors, complexPair]).scale(Rational.of(scale, 5));
      const p = coefficientsOf(polynomial, "y");
      const expected = roots
        .filter(([root]) => root.multiply(root).compare(one) <= 0)
        .sort(([a], [b]) => a.compare(b));
      const found = isolateRoots(p, one.negate(), one);
      expect(found.length).toBe(expected.length);
      for (const [i, { low, high, multiplicity, slopeSign }] of found.entries()) {
        const [root, times] = expected[i]!;
        expect(low.compare(root)).toBeLessThanOrEqual(0);
        expect(high.compare(root)).toBeGreaterThanOrEqual(0);
        expect(high.subtract(low).toNumber()).toBeLessThan(1e-18);
        expect(multiplicity).toBe(times);
        const beside = Polynomial.constant(root.add(Rational.of(1, 10n ** 9n)));
        const value = polynomial.substitute(() => beside).asConstant()!;
        expect(valueAt(p, beside.asConstant()!)).toEqual(value);
        expect(slopeSign).toBe(times === 1 ? value.sign : 0);
      }
    }),
    { numRuns: 60, seed: 5 },
  );
});
