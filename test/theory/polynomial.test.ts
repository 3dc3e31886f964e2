import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { polynomials, rationals } from "../../proofs-check/arbitraries/index.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { difference, evaluate, g, shown } from "./support/evaluate.ts";
import { runs } from "./support/property.ts";

const names = ["x", "y", "z"];
const any = polynomials(names);
const laurent = polynomials(names, { lowest: -2 });

describe("the ring of Laurent polynomials", () => {
  it("is a commutative ring", () => {
    fc.assert(
      fc.property(laurent, laurent, laurent, (a, b, c) => {
        expect(difference(a.add(b), b.add(a))).toBe("");
        expect(difference(a.multiply(b), b.multiply(a))).toBe("");
        expect(difference(a.add(b).add(c), a.add(b.add(c)))).toBe("");
        expect(difference(a.multiply(b).multiply(c), a.multiply(b.multiply(c)))).toBe("");
        expect(difference(a.multiply(b.add(c)), a.multiply(b).add(a.multiply(c)))).toBe("");
        expect(a.subtract(a).isZero && a.multiply(Polynomial.zero).isZero).toBe(true);
        expect(a.multiply(Polynomial.one).equals(a)).toBe(true);
      }),
      runs(200),
    );
  });

  it("has one form for one polynomial: equal exactly when the difference is zero", () => {
    fc.assert(
      fc.property(laurent, laurent, (a, b) => {
        expect(a.equals(b)).toBe(a.subtract(b).isZero);
        const square = a.add(b).power(2);
        const expanded = a.power(2).add(a.multiply(b).scale(2)).add(b.power(2));
        expect(square.equals(expanded)).toBe(true);
        expect(square.namedTerms().every(({ coefficient }) => !coefficient.isZero)).toBe(true);
      }),
      runs(200),
    );
  });

  it("adds and multiplies as the values do", () => {
    const value = fc.tuple(rationals(), rationals(), rationals());
    fc.assert(
      fc.property(any, any, value, (a, b, point) => {
        const at = (p: Polynomial): Rational => evaluate(p, (name) => point[names.indexOf(name)]);
        expect(at(a.add(b)).equals(at(a).add(at(b)))).toBe(true);
        expect(at(a.multiply(b)).equals(at(a).multiply(at(b)))).toBe(true);
      }),
      runs(200),
    );
  });

  it("inverts single terms, cancels their powers and refuses sums", () => {
    const term = g("x", -2).multiply(g("y", 3)).scale(Rational.of(-2, 3));
    expect(term.multiply(term.inverse()).equals(Polynomial.one)).toBe(true);
    expect(g("x", -1).multiply(g("x")).asConstant()?.equals(Rational.one)).toBe(true);
    expect(() => g("x").add(g("y")).inverse()).toThrow(RangeError);
    expect(() => Polynomial.zero.inverse()).toThrow(RangeError);
  });
});

describe("the derivative", () => {
  it("is linear and obeys Leibniz, for negative powers too", () => {
    fc.assert(
      fc.property(laurent, laurent, rationals(), (a, b, c) => {
        const d = (p: Polynomial): Polynomial => p.derivative("x");
        expect(difference(d(a.add(b.scale(c))), d(a).add(d(b).scale(c)))).toBe("");
        expect(
          difference(
            d(a.multiply(b)),
            d(a)
              .multiply(b)
              .add(a.multiply(d(b))),
          ),
        ).toBe("");
        expect(difference(d(a.derivative("y")), d(a).derivative("y"))).toBe("");
      }),
      runs(200),
    );
    expect(shown(g("x", -2).derivative("x"))).toBe("-2*x^-3");
    expect(g("y").derivative("x").isZero).toBe(true);
  });
});

describe("substitution", () => {
  it("is a homomorphism", () => {
    fc.assert(
      fc.property(any, any, any, any, (a, b, forX, forY) => {
        const into = (p: Polynomial): Polynomial =>
          p.substitute((name) => (name === "x" ? forX : name === "y" ? forY : undefined));
        expect(difference(into(a.add(b)), into(a).add(into(b)))).toBe("");
        expect(difference(into(a.multiply(b)), into(a).multiply(into(b)))).toBe("");
      }),
      runs(100),
    );
  });

  it("replaces all generators at once, so that a swap swaps", () => {
    const swap = (p: Polynomial): Polynomial =>
      p.substitute((name) => (name === "x" ? g("y") : name === "y" ? g("x") : undefined));
    expect(shown(swap(g("x").subtract(g("y", 2))))).toBe(shown(g("y").subtract(g("x", 2))));
    fc.assert(
      fc.property(laurent, (a) => {
        expect(difference(swap(swap(a)), a)).toBe("");
      }),
      runs(100),
    );
  });

  it("obeys the chain rule", () => {
    fc.assert(
      fc.property(any, polynomials(["t"]), polynomials(["t"]), (a, x, y) => {
        const into = (p: Polynomial): Polynomial =>
          p.substitute((name) => (name === "x" ? x : name === "y" ? y : undefined));
        const chain = into(a.derivative("x"))
          .multiply(x.derivative("t"))
          .add(into(a.derivative("y")).multiply(y.derivative("t")));
        expect(difference(into(a).derivative("t"), chain)).toBe("");
      }),
      runs(100),
    );
  });
});

describe("taking apart", () => {
  it("collects into parts that make the whole again", () => {
    fc.assert(
      fc.property(laurent, (a) => {
        const parts = a.collect((name) => name !== "y");
        const whole = parts.map(({ powers, coefficient }) =>
          Polynomial.product([...powers].map(([name, power]) => g(name, power))).multiply(coefficient),
        );
        expect(difference(Polynomial.sum(whole), a)).toBe("");
        for (const { powers, coefficient } of parts) {
          expect(powers.has("y")).toBe(false);
          expect(coefficient.generators().every((name) => name === "y")).toBe(true);
        }
        const keys = parts.map(({ powers }) => JSON.stringify([...powers].sort()));
        expect(new Set(keys).size).toBe(keys.length);
      }),
      runs(200),
    );
  });

  it("adds degrees under multiplication", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        if (a.isZero || b.isZero) return;
        expect(a.multiply(b).degree("x")).toBe(a.degree("x") + b.degree("x"));
      }),
      runs(100),
    );
    expect(Polynomial.zero.degree("x")).toBe(Number.NEGATIVE_INFINITY);
  });
});
