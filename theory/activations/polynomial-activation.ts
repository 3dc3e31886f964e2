import { ModelError } from "../errors.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import type { Activation } from "./activation.ts";

/** Expectations of degree-n activations need moments up to order 4n of c; beyond this they stop being useful. */
const maximalDegree = 12;

/** Horner coefficients, constant first, as doubles. */
function coefficients(polynomial: Polynomial): number[] {
  const list: number[] = new Array(Math.max(polynomial.degree("y"), 0) + 1).fill(0);
  for (const { coefficient, powers } of polynomial.namedTerms()) {
    list[powers.get("y") ?? 0] = coefficient.toNumber();
  }
  return list;
}

function horner(list: readonly number[]): (y: number) => number {
  return (y) => {
    let value = 0;
    for (let k = list.length - 1; k >= 0; k--) value = value * y + list[k]!;
    return value;
  };
}

/**
 * An activation given by its polynomial in the generator `y`.
 * @throws ModelError when it is constant or of too high a degree.
 */
export function polynomialActivation(
  name: string,
  polynomial: Polynomial,
  shown: { text: string; latex: string },
): Activation {
  const degree = polynomial.degree("y");
  if (degree < 1) throw new ModelError("activation", `${name} does not depend on y`);
  if (degree > maximalDegree) {
    throw new ModelError("activation", `degree ${degree} is above the limit of ${maximalDegree}`);
  }
  const flipped = polynomial.substitute((generator) =>
    generator === "y" ? Polynomial.generator("y").scale(-1) : undefined,
  );
  return {
    name,
    ...shown,
    parity: flipped.equals(polynomial) ? "even" : flipped.equals(polynomial.negate()) ? "odd" : "neither",
    polynomial,
    kinks: [],
    derivative(order) {
      let derivative = polynomial;
      for (let k = 0; k < order; k++) derivative = derivative.derivative("y");
      return horner(coefficients(derivative));
    },
  };
}

/** The polynomial in y with these integer coefficients, constant first. */
export function polynomialInY(...integers: readonly number[]): Polynomial {
  return Polynomial.sum(
    integers.map((coefficient, k) => Polynomial.generator("y", k).scale(Rational.of(coefficient))),
  );
}
