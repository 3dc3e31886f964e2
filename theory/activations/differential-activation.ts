import { Polynomial } from "../polynomial.ts";
import type { Activation } from "./activation.ts";

/** A function that phi is built from, with its derivative as a polynomial in `y` and the other elements. */
interface Element {
  value(y: number): number;
  readonly derivative: Polynomial;
}

/**
 * A smooth activation in a differential ring: phi is a polynomial in elements whose derivatives are again
 * polynomials in the elements, so that every phi^(k) is derived exactly and none is typed in.
 */
export function differentialActivation(given: {
  readonly name: string;
  readonly text: string;
  readonly latex: string;
  readonly parity: Activation["parity"];
  readonly phi: Polynomial;
  readonly elements: Readonly<Record<string, Element>>;
}): Activation {
  const names = Object.keys(given.elements);
  const derivatives: Polynomial[] = [given.phi];
  const differentiate = (p: Polynomial): Polynomial =>
    Polynomial.sum([
      p.derivative("y"),
      ...names.map((name) => p.derivative(name).multiply(given.elements[name]!.derivative)),
    ]);
  return {
    name: given.name,
    text: given.text,
    latex: given.latex,
    parity: given.parity,
    kinks: [],
    derivative(order) {
      while (derivatives.length <= order) derivatives.push(differentiate(derivatives.at(-1)!));
      return evaluator(derivatives[order]!, given.elements);
    },
  };
}

function evaluator(
  polynomial: Polynomial,
  elements: Readonly<Record<string, Element>>,
): (y: number) => number {
  const terms = polynomial.namedTerms().map(({ coefficient, powers }) => ({
    coefficient: coefficient.toNumber(),
    factors: [...powers].map(([name, exponent]) => ({
      value: name === "y" ? (y: number) => y : elements[name]!.value,
      exponent,
    })),
  }));
  const [only] = terms;
  if (terms.length === 1 && only!.factors.length === 1 && only!.factors[0]!.exponent === 1) {
    const { value } = only!.factors[0]!;
    const { coefficient } = only!;
    return coefficient === 1 ? value : (y) => coefficient * value(y);
  }
  return (y) => {
    let sum = 0;
    for (const { coefficient, factors } of terms) {
      let product = coefficient;
      for (const { value, exponent } of factors) product *= value(y) ** exponent;
      sum += product;
    }
    return sum;
  };
}
