import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { positiveRationals, rationals } from "../../../proofs-check/arbitraries/index.ts";
import { activationOf } from "../../../theory/activations/index.ts";
import { smallestRealRoot } from "../../../theory/expressions/real-roots.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import type { Rational } from "../../../theory/rational.ts";
import { g } from "../support/evaluate.ts";
import { runs } from "../support/property.ts";

describe("an activation with a pole or a branch point", () => {
  it.each([
    ["1/(y-0.01)", "0.01"],
    ["1/(y-1000)", "1000"],
    ["1/(y^2-2)", "-1.41421356"],
    ["1/(y - 0.013)^2", "0.013"],
    ["log(y)", "0"],
    ["sqrt(1-y^2)", "-1"],
    ["y^(1/3)", "0"],
    ["y^y", "0"],
    ["tanh(1/(y+2))", "-2"],
    ["1/(exp(y)-3/2)", "0.405465108"],
    ["1/(1-cos(y))", "0"],
    ["1/(1-cos(y-0.3))", "-37.39911"],
    ["log(tanh(y-0.3))", "0.3"],
    ["sqrt(-1)*y", "0"],
    ["(-1-y^2)^0.5", "0"],
    ["(-1)^y", "0"],
    ["y/0", "0"],
    ["1/(y-y)", "0"],
  ])("%s is refused at y = %s", (text, place) => {
    expect(() => activationOf(text)).toThrow(new RegExp(`^activation: .* is singular at y = ${place}$`));
  });

  it.each([
    "y/(1+y^2)",
    "sqrt(1+y^2)",
    "log(1+exp(y))",
    "1/cosh(y)",
    "y/(1+exp(-y))",
    "tanh(y)/(2+sin(y))",
    "1/(1.001-cos(y))",
    "y/(1+y*tanh(y))",
    "(1+y^2)^(1/3)",
    "2^(-y^2)",
    "y/(-1-y^2)",
    "1/(-2-cos(y))",
    "y + (-2-y^2)^(-2)",
  ])("%s is none", (text) => {
    const { derivative } = activationOf(text);
    for (const order of [0, 1, 2, 3]) expect(Number.isFinite(derivative(order)(0.3))).toBe(true);
  });

  it.each([
    ["y^1000", /degree 1000/],
    ["(y+1)^64", /degree 64 is above the limit of 12/],
    ["(((y+1)^12)^12)^12", /degree 1728/],
    [Array(120).fill("(y+1)").join("").slice(0, 495), /degree/],
    ["((2^64)^64)^64*y", /not finite/],
    ["9^9^9^9*y", /not finite/],
    ["1e300*1e300*y", /outside the range of double precision/],
    ["1e-300*1e-300*y", /outside the range of double precision/],
    ["exp(exp(exp(y)))", /not finite at y/],
    [`${"(".repeat(150)}y${")".repeat(150)}`, /nested/],
    ["1/(1-tanh(y-0.123))", /cannot be told/],
  ])("%s is refused before it costs anything", (text, message) => {
    expect(() => activationOf(text)).toThrow(message);
    expect(() => activationOf(text)).toThrow(/^activation: [^\n]*$/);
  });
});

describe("the smallest real root of a polynomial", () => {
  const y = g("y");
  const from = (root: Rational): Polynomial => y.subtract(Polynomial.constant(root));

  it("is that of its factors, multiple roots or not", () => {
    fc.assert(
      fc.property(
        fc.array(rationals(9), { minLength: 1, maxLength: 5 }),
        positiveRationals(5),
        (roots, c) => {
          const irreducible = y.power(2).add(Polynomial.constant(c));
          const polynomial = Polynomial.product(roots.map(from)).multiply(irreducible);
          const least = Math.min(...roots.map((root) => root.toNumber()));
          expect(smallestRealRoot(polynomial, "y")!.toNumber()).toBeCloseTo(least, 9);
        },
      ),
      runs(100),
    );
  });

  it("is absent where a sum of squares and a positive number stays", () => {
    fc.assert(
      fc.property(fc.array(rationals(9), { maxLength: 4 }), positiveRationals(50), (roots, c) => {
        const square = Polynomial.product(roots.map(from)).power(2);
        expect(smallestRealRoot(square.add(Polynomial.constant(c)), "y")).toBeUndefined();
      }),
      runs(100),
    );
  });
});
