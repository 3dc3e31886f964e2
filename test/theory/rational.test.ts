import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nonZeroRationals, positiveRationals, rationals } from "../../proofs-check/arbitraries/index.ts";
import { ModelError } from "../../theory/errors.ts";
import { Rational, rationalSquareRoot } from "../../theory/rational.ts";
import { runs } from "./support/property.ts";

const R = Rational.parse;
const any = rationals(99);

describe("the field of rationals", () => {
  it("is a commutative ring", () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(a.add(b).equals(b.add(a))).toBe(true);
        expect(a.multiply(b).equals(b.multiply(a))).toBe(true);
        expect(
          a
            .add(b)
            .add(c)
            .equals(a.add(b.add(c))),
        ).toBe(true);
        expect(
          a
            .multiply(b)
            .multiply(c)
            .equals(a.multiply(b.multiply(c))),
        ).toBe(true);
        expect(a.multiply(b.add(c)).equals(a.multiply(b).add(a.multiply(c)))).toBe(true);
        expect(a.add(Rational.zero).equals(a) && a.multiply(Rational.one).equals(a)).toBe(true);
        expect(a.subtract(a).isZero && a.add(a.negate()).isZero).toBe(true);
      }),
      runs(300),
    );
  });

  it("divides by everything but zero", () => {
    fc.assert(
      fc.property(any, nonZeroRationals(99), (a, b) => {
        expect(a.divide(b).multiply(b).equals(a)).toBe(true);
        expect(b.power(-3).multiply(b.power(3)).equals(Rational.one)).toBe(true);
        expect(b.power(5).equals(b.multiply(b).multiply(b).multiply(b).multiply(b))).toBe(true);
      }),
      runs(200),
    );
    expect(() => Rational.one.divide(Rational.zero)).toThrow(RangeError);
    expect(() => Rational.of(1, 0)).toThrow(RangeError);
  });

  it("keeps lowest terms and a positive denominator, so that equality is equality of parts", () => {
    expect(`${Rational.of(6, -4)}`).toBe("-3/2");
    expect(`${Rational.of(0, -7)}`).toBe("0");
    expect(Rational.of(10, 4).equals(Rational.of(-5, -2))).toBe(true);
  });

  it("is ordered as differences are signed", () => {
    fc.assert(
      fc.property(any, any, positiveRationals(), (a, b, c) => {
        expect(a.compare(b)).toBe(a.subtract(b).sign);
        expect(a.multiply(c).compare(b.multiply(c))).toBe(a.compare(b));
      }),
      runs(200),
    );
  });
});

describe("reading numbers", () => {
  it("takes decimals for what they say, not for the nearest double", () => {
    expect(`${R("1.2")}`).toBe("6/5");
    expect(`${R(1.2)}`).toBe("6/5");
    expect(R(0.1).add(R(0.2)).equals(R(0.3))).toBe(true);
    expect(`${R("-.5")}`).toBe("-1/2");
    expect(`${R("2.50")}`).toBe("5/2");
    expect(`${R("1.5/3")}`).toBe("1/2");
    expect(R("1e-20").multiply(R("1e20")).equals(Rational.one)).toBe(true);
    expect(R(1e-7).equals(Rational.of(1, 10_000_000))).toBe(true);
  });

  it("reads back what it writes", () => {
    fc.assert(
      fc.property(any, (a) => {
        expect(R(`${a}`).equals(a)).toBe(true);
      }),
      runs(200),
    );
  });

  it.each(["", "abc", "1/0", "1/2/3", "0x10", "--1", "1e999", "NaN", "Infinity", ".", "1,5", "1 2"])(
    "refuses %j, naming the field",
    (text) => {
      expect(() => R(text, "batch")).toThrow(ModelError);
      expect(() => R(text, "batch")).toThrow(/^batch: /);
    },
  );
});

describe("the nearest double", () => {
  it("agrees with the division of doubles where these are exact", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), (n, d) => {
        expect(Rational.of(n, d).toNumber()).toBe(n / d);
      }),
      runs(200),
    );
  });

  it("survives numerators and denominators beyond the range of doubles", () => {
    const huge = Rational.of(7).power(500);
    expect(Math.abs(huge.divide(Rational.of(7).power(499)).toNumber() - 7)).toBe(0);
    const ratio = Rational.of(3n ** 900n + 1n, 3n ** 899n);
    expect(Math.abs(ratio.toNumber() / 3 - 1)).toBeLessThan(2 ** -51);
    const tiny = Rational.of(-(3n ** 700n), 3n ** 900n + 2n);
    expect(Math.abs(tiny.toNumber() / -(3 ** -200) - 1)).toBeLessThan(1e-13);
  });
});

describe("the double of a long quotient", () => {
  it("is within one unit in the last place", () => {
    const long = fc.bigInt({ min: 1n << 90n, max: 1n << 120n });
    fc.assert(
      fc.property(long, long, (n, d) => {
        const value = Rational.of(n, d).toNumber();
        const exponent = Math.floor(Math.log2(value)) - 52;
        const unit = Rational.of(2).power(exponent);
        const error = Rational.of(n, d)
          .divide(unit)
          .subtract(Rational.of(BigInt(value / 2 ** exponent)));
        expect(error.compare(Rational.of(-1))).toBeGreaterThanOrEqual(0);
        expect(error.compare(Rational.one)).toBeLessThanOrEqual(0);
      }),
      runs(2000),
    );
  });

  it("does not vanish while it is in the range of doubles", () => {
    expect(Rational.of(10n ** 4n, 10n ** 309n + 1n).toNumber()).toBeGreaterThan(0);
  });
});

describe("the square root", () => {
  it("is exact on squares", () => {
    fc.assert(
      fc.property(positiveRationals(999), (a) => {
        expect(rationalSquareRoot(a.multiply(a)).equals(a)).toBe(true);
      }),
      runs(200),
    );
    expect(rationalSquareRoot(Rational.zero).isZero).toBe(true);
    expect(`${rationalSquareRoot(R("1.44"))}`).toBe("6/5");
  });

  it("squares back to within 1e-39 where the root is irrational", () => {
    const tolerance = Rational.parse("1e-39");
    fc.assert(
      fc.property(positiveRationals(99_999), (a) => {
        const root = rationalSquareRoot(a);
        const error = root.multiply(root).divide(a).subtract(Rational.one);
        const size = error.sign < 0 ? error.negate() : error;
        expect(size.compare(tolerance)).toBeLessThan(0);
      }),
      runs(200),
    );
  });
});
