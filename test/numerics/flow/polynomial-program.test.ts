import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { polynomialProgram } from "../../../numerics/flow/polynomial-program.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";

/** Dyadic numbers keep doubles exact: what the program says must be what the exact algebra says. */
const small = fc.integer({ min: -8, max: 8 });
const names = ["x", "y", "E[c1*phi'(y)]"];
const term = fc.tuple(small, fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 }));

function polynomialOf(terms: readonly (readonly [number, readonly number[]])[]): Polynomial {
  return Polynomial.sum(
    terms.map(([coefficient, exponents]) =>
      Polynomial.product(names.map((name, i) => Polynomial.generator(name, exponents[i]))).scale(coefficient),
    ),
  );
}

function exactValue(polynomial: Polynomial, at: readonly number[]): number {
  const value = polynomial.substitute((name) => Polynomial.constant(Rational.of(at[names.indexOf(name)]!)));
  return value.asConstant()!.toNumber();
}

function programValues(polynomials: readonly Polynomial[], at: readonly number[]): number[] {
  const out = new Float64Array(polynomials.length);
  polynomialProgram(polynomials, names).evaluate(Float64Array.from(at), out);
  return [...out];
}

describe("generated code of polynomials", () => {
  it("has their exact values at integers", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(term, { maxLength: 6 }), { minLength: 1, maxLength: 4 }),
        fc.tuple(small, small, small),
        (all, at) => {
          const polynomials = all.map(polynomialOf);
          const exact = polynomials.map((polynomial) => exactValue(polynomial, at) + 0);
          expect(programValues(polynomials, at).map((value) => value + 0)).toEqual(exact);
        },
      ),
      { seed: 17, numRuns: 200 },
    );
  });

  it("divides by negative powers, as of the norm in the free variant", () => {
    const x = Polynomial.generator("x");
    const all = [
      x.inverse(),
      x.power(3).inverse().scale(5),
      x.inverse().multiply(Polynomial.generator("y", 2)),
    ];
    expect(programValues(all, [2, 3, 1])).toEqual([1 / 2, 5 / 8, 9 / 2]);
  });

  it("adds up sums that are cut into several functions", () => {
    // All 1331 monomials of exponents to 10, and another polynomial behind them.
    const exponents = Array.from({ length: 1331 }, (_, i) => [
      i % 11,
      Math.floor(i / 11) % 11,
      Math.floor(i / 121),
    ]);
    const long = polynomialOf(exponents.map((own, i) => [(i % 7) + 1, own]));
    expect(long.namedTerms()).toHaveLength(1331);
    const at = [2, -1, 1];
    expect(programValues([long, Polynomial.generator("y")], at)).toEqual([exactValue(long, at), -1]);
  });

  it("keeps the coefficients of models whose code is the same", () => {
    const [first, second] = [3, 5].map((factor) =>
      polynomialProgram([Polynomial.generator("x").scale(factor)], names),
    );
    const out = new Float64Array(1);
    second!.evaluate(Float64Array.of(2, 0, 0), out);
    first!.evaluate(Float64Array.of(2, 0, 0), out);
    expect(out[0]).toBe(6);
  });

  it("refuses a generator without a value", () => {
    expect(() => polynomialProgram([Polynomial.generator("z")], names)).toThrow("no value is known for z");
  });

  it("runs nothing that a name says", () => {
    const hostile = "x]; globalThis.pwned = 1; v[0";
    const program = polynomialProgram([Polynomial.generator(hostile)], [hostile]);
    const out = new Float64Array(1);
    program.evaluate(Float64Array.of(7), out);
    expect(out[0]).toBe(7);
    expect("pwned" in globalThis).toBe(false);
  });
});
