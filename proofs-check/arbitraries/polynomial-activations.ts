import fc from "fast-check";
import type { Rational } from "../../theory/rational.ts";
import { nonZeroRationals, rationals } from "./rationals.ts";

export type Shape = "odd" | "even" | "mixed";

/**
 * Polynomial activations as a model file writes them, e.g. `"2*y + (1/10)*y^3"`: odd, even, or with powers of
 * both kinds, of degree `highest` (5) at most. They shrink to `y`, `y^2`, `y + y^2`.
 */
export function polynomialActivations(shape: Shape, highest = 5): fc.Arbitrary<string> {
  const first = shape === "even" ? 2 : 1;
  const step = shape === "mixed" ? 1 : 2;
  const powers = Array.from({ length: Math.floor((highest - first) / step) + 1 }, (_, k) => first + k * step);
  // The lowest power of each parity that the shape asks for stays, so that the shape is what it says.
  const kept = new Set(shape === "mixed" ? [1, 2] : [first]);
  const coefficients = fc.tuple(
    ...powers.map((power) => (kept.has(power) ? nonZeroRationals(5) : rationals(5))),
  );
  return coefficients.map((list) =>
    list
      .flatMap((coefficient, i) => (coefficient.isZero ? [] : [monomial(coefficient, powers[i]!)]))
      .join(" + "),
  );
}

function monomial(coefficient: Rational, power: number): string {
  const base = power === 1 ? "y" : `y^${power}`;
  return `${coefficient}` === "1" ? base : `(${coefficient})*${base}`;
}
