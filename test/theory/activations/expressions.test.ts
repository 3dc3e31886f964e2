import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { polynomialActivations } from "../../../proofs-check/arbitraries/index.ts";
import { activationOf } from "../../../theory/activations/index.ts";
import { Rational } from "../../../theory/rational.ts";
import { difference, evaluate, g } from "../support/evaluate.ts";
import { runs } from "../support/property.ts";

const y = g("y");

describe("an expression in y that is a polynomial", () => {
  it("is recognized as one, whatever its form", () => {
    const cube = activationOf("(y + 1)^3 - (1 + 3*y + 3*y^2)").polynomial!;
    expect(difference(cube, y.power(3))).toBe("");
    expect(
      difference(
        activationOf("-y*(2 - y)/4").polynomial!,
        y.power(2).subtract(y.scale(2)).scale(Rational.of(1, 4)),
      ),
    ).toBe("");
    expect(activationOf("y*tanh(y)").polynomial).toBeUndefined();
    expect(activationOf("tanh").polynomial).toBeUndefined();
  });

  it("has the parity that its powers have", () => {
    const shapes = { odd: "odd", even: "even", mixed: "neither" } as const;
    for (const shape of ["odd", "even", "mixed"] as const) {
      fc.assert(
        fc.property(polynomialActivations(shape), (text) => {
          expect(activationOf(text).parity).toBe(shapes[shape]);
        }),
        runs(40),
      );
    }
  });

  it("has its doubles' values where these are read off the exact polynomial", () => {
    fc.assert(
      fc.property(polynomialActivations("mixed"), fc.integer({ min: -20, max: 20 }), (text, eighths) => {
        const { polynomial, derivative } = activationOf(text);
        const exact = evaluate(polynomial!, () => Rational.of(eighths, 8)).toNumber();
        expect(derivative(0)(eighths / 8)).toBeCloseTo(exact, 9);
      }),
      runs(100),
    );
  });

  it("keeps decimals exact", () => {
    const tenth = activationOf("0.1*y + 0.2*y - 0.3*y + y^2").polynomial!;
    expect(difference(tenth, y.power(2))).toBe("");
  });

  it("refuses numbers that a double would round, instead of rounding them", () => {
    for (const text of ["9007199254740993*y", "0.12345678901234567891*y"]) {
      expect(() => activationOf(text)).toThrow(/^activation: the number .* has more than 15 digits$/);
    }
    expect(
      difference(
        activationOf("0.000123456789012345*y").polynomial!,
        y.scale(Rational.parse("0.000123456789012345")),
      ),
    ).toBe("");
  });
});
