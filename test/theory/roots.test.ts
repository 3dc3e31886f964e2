import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exponential, mergeExponentials, parseExponential } from "../../theory/exponential.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import {
  coefficientsIn,
  linearRoot,
  primitive,
  quadraticRoots,
  type Root,
  shiftedRoot,
} from "../../theory/roots.ts";
import { isPositive, signOf } from "../../theory/sign.ts";
import { difference, evaluate, g, shown } from "./support/evaluate.ts";
import { runs } from "./support/property.ts";

const n = (value: number | Rational): Polynomial => Polynomial.constant(value);
const of = (...parts: Polynomial[]): Polynomial => Polynomial.sum(parts);
const [tau, s, rho, x] = [g("tau"), g("s"), g("rho"), g("x")];
const parts = ({ rational, coefficient, radicand, denominator }: Root): string[] =>
  [rational, coefficient, radicand, denominator].map(shown);

describe("expressions without what their terms share", () => {
  it.each<[string, Polynomial[], Polynomial[]]>([
    ["nothing", [n(0)], [n(0)]],
    ["fractions", [of(tau.scale(Rational.of(1, 2)), n(Rational.of(3, 4)))], [of(tau.scale(2), n(3))]],
    ["a number, not its sign", [tau.scale(-6), n(-4)], [tau.scale(-3), n(-2)]],
    ["a positive symbol's power", [tau.power(3), tau.power(2).multiply(s)], [tau, s]],
    ["a positive symbol that divides", [of(g("tau", -1), s)], [of(n(1), tau.multiply(s))]],
    ["an even power of another symbol", [rho.power(3), rho.power(2).scale(2)], [rho, n(2)]],
    ["not an odd one", [rho, rho.power(2)], [rho, rho.power(2)]],
    ["an odd power that divides, whole", [g("rho", -1)], [rho]],
    ["not an exponential", [exponential(s.scale(-1))], [exponential(s.scale(-1))]],
  ])("%s", (_, given, expected) => {
    expect(primitive(given).map(shown)).toEqual(expected.map(shown));
  });

  it("of any sign, where that does not matter", () => {
    expect(primitive([rho, rho.power(2)], true).map(shown)).toEqual([n(1), rho].map(shown));
  });
});

describe("coefficients by a symbol", () => {
  it("stand in the order of its powers", () => {
    const list = coefficientsIn(of(n(3), x.power(2).multiply(tau), x.power(2)), "x");
    expect(list.map(shown)).toEqual([n(3), n(0), of(tau, n(1))].map(shown));
    expect(coefficientsIn(n(0), "x").map(shown)).toEqual([""]);
    expect(() => coefficientsIn(g("x", -1), "x")).toThrow(RangeError);
  });
});

describe("the roots of an equation", () => {
  it("are written in lowest terms, squares outside of the root", () => {
    expect(parts(linearRoot(tau.scale(4), tau.scale(2)))).toEqual(["-1", "", "", "2"]);
    const roots = (a: Polynomial, b: Polynomial, k: Polynomial) => quadraticRoots(a, b, k).map(parts);
    expect(roots(n(1), n(-3), n(2))).toEqual([
      ["1", "", "", "1"],
      ["2", "", "", "1"],
    ]);
    expect(roots(n(1), n(0), n(-8))).toEqual([
      ["", "-2", "2", "1"],
      ["", "2", "2", "1"],
    ]);
    expect(roots(n(3), n(0), n(Rational.of(-1, 2)))).toEqual([
      ["", "-1", "6", "6"],
      ["", "1", "6", "6"],
    ]);
    expect(roots(n(1), n(-2), n(1))).toEqual([
      ["1", "", "", "1"],
      ["1", "", "", "1"],
    ]);
    // tau is positive and leaves the root; rho may be negative and stays.
    expect(roots(n(1), n(0), tau.power(2).multiply(s).scale(-1))).toEqual([
      ["", "-1*tau^1", "1*s^1", "1"],
      ["", "1*tau^1", "1*s^1", "1"],
    ]);
    expect(roots(n(1), n(0), rho.power(2).scale(-4))[1]).toEqual(["", "2", "1*rho^2", "1"]);
    // A square of a prime above the table's.
    expect(roots(n(1), n(0), n(-(1009 ** 2)))[1]).toEqual(["1009", "", "", "1"]);
  });

  it("solve it, shifted and scaled or not", () => {
    const small = fc.integer({ min: -6, max: 6 });
    fc.assert(
      fc.property(
        fc.tuple(small, small, small),
        small,
        fc.integer({ min: 1, max: 5 }),
        ([a, b, k], by, size) => {
          fc.pre(a !== 0);
          const values = new Map([
            ["x0", k],
            ["x1", b],
            ["x2", a],
          ]);
          const number = (p: Polynomial): number =>
            evaluate(p, (name) => Rational.of(values.get(name)!)).toNumber();
          const rootValue = ({ rational, coefficient, radicand, denominator }: Root): number =>
            (number(rational) +
              (coefficient.isZero ? 0 : number(coefficient) * Math.sqrt(number(radicand)))) /
            number(denominator);
          for (const [A, B, K] of [
            [n(a), n(b), n(k)],
            [g("x2"), g("x1"), g("x0")],
          ] as const) {
            // Where a letter is zero, what was divided by is.
            if (A.asConstant() === undefined && (b === 0 || k === 0)) continue;
            const [lower, upper] = quadraticRoots(A, B, K);
            const [first, second] = [rootValue(lower), rootValue(upper)];
            if (b * b < 4 * a * k) {
              expect(first).toBeNaN();
              continue;
            }
            expect(first + second).toBeCloseTo(-b / a, 9);
            expect(first * second).toBeCloseTo(k / a, 9);
            expect((second - first) * a).toBeGreaterThanOrEqual(0);
            expect(rootValue(shiftedRoot(upper, n(by), n(size)))).toBeCloseTo((second - by) / size, 9);
          }
        },
      ),
      runs(150),
    );
  });
});

describe("an exponential's name", () => {
  it("is read back, and products are joined where they are alike", () => {
    const inside = s.multiply(g("v")).scale(Rational.of(-1, 2));
    expect(shown(exponential(inside))).toBe("1*exp(-1/2*s*v)^1");
    expect(shown(exponential(n(2)))).toBe("1*exp(2)^1");
    expect(shown(exponential(n(0)))).toBe("1");
    expect(difference(parseExponential("exp(-1/2*s*v)")!, inside)).toBe("");
    for (const name of ["exp(s)", "exp(-1/2*s^2)", "expo(1)", "Q1", "xexp(1)", "exp(1)x"])
      expect(parseExponential(name)).toBeUndefined();
    expect(() => exponential(of(s, n(1)))).toThrow(RangeError);
    expect(() => exponential(s.power(2))).toThrow(RangeError);
    const product = exponential(s.scale(2))
      .power(3)
      .multiply(exponential(s.scale(-5)))
      .multiply(tau);
    expect(difference(mergeExponentials(product), tau.multiply(exponential(s)))).toBe("");
    expect(shown(mergeExponentials(exponential(s).multiply(exponential(s.scale(-1)))))).toBe("1");
    const apart = exponential(s).multiply(exponential(tau));
    expect(difference(mergeExponentials(apart), apart)).toBe("");
  });
});

describe("a sign", () => {
  it.each<[string, boolean]>([
    ["s", true],
    ["B-1", true],
    ["m4_2", true],
    ["m3_1", false],
    ["rho", false],
    ["Q1", false],
    ["c", false],
    ["exp(-1/2*s)", true],
    ["E[phi'(y)^2]", true],
    ["E[phi'(y)]", false],
    ["E[phi(y)^2*phi'(y')^2]", true],
    ["E[phi(y)^2*phi'(y')]", false],
    ["E[c1^2*phi(y)^2]", true],
    ["E[c1*phi(y)^2]", false],
  ])("of %s is certain: %s", (name, certain) => {
    expect(isPositive(name)).toBe(certain);
  });

  it("follows from that of a multiple which is known", () => {
    const known = of(rho, n(2));
    expect(signOf(known)).toBeUndefined();
    expect(signOf(known.multiply(tau).scale(-3), [known])).toBe(-1);
    expect(signOf(known.multiply(tau), [of(rho, n(3)), known])).toBe(1);
    expect(signOf(known.multiply(rho), [known])).toBeUndefined();
    expect([signOf(n(0)), signOf(n(-2)), signOf(of(tau, s))]).toEqual([0, -1, 1]);
    expect(signOf(of(tau, s.scale(-1)))).toBeUndefined();
    // v^2 - c^2 may vanish at |rho| = 1, and c/v has both signs.
    expect(signOf(of(g("v", 2), g("c", 2).scale(-1)))).toBe(1);
    expect(signOf(of(g("v"), g("c", 2).multiply(g("v", -1)).scale(-1)))).toBe(1);
    expect(signOf(of(g("v"), g("c", 2).scale(-1)))).toBeUndefined();
  });
});
