import { Polynomial } from "../polynomial.ts";
import type { Activation } from "./activation.ts";

/** A function that phi is built from, with its derivative as a polynomial in `y` and the other elements. */
interface Element {
  value(y: number): number;
  /** The same function of y in + - * / and the names sqrt, exp, tanh, ..., for modules written in other languages. */
  readonly text: string;
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
  const nth = (order: number): Polynomial => {
    while (derivatives.length <= order) derivatives.push(differentiate(derivatives.at(-1)!));
    return derivatives[order]!;
  };
  const values = names.map((name) => given.elements[name]!.value);
  const elements = new Float64Array(names.length + 1);
  const programs: Program[] = [];
  const program = (order: number): Program => (programs[order] ??= flatten(nth(order), [...names, "y"]));
  const evaluateElements = (y: number): void => {
    for (let e = 0; e < names.length; e++) elements[e] = values[e]!(y);
    elements[names.length] = y;
  };
  return {
    name: given.name,
    text: given.text,
    latex: given.latex,
    parity: given.parity,
    kinks: [],
    ring: {
      derivative: nth,
      elements: names.map((name) => ({ name, text: given.elements[name]!.text })),
    },
    derivative(order) {
      const own = program(order);
      return (y) => {
        evaluateElements(y);
        return run(own, elements);
      };
    },
    jet(y, out) {
      evaluateElements(y);
      for (let order = 0; order < out.length; order++) out[order] = run(program(order), elements);
    },
  };
}

/** Terms as flat lists: the coefficient, then a list of factors, each once a power. */
interface Program {
  readonly coefficients: readonly number[];
  readonly factors: readonly (readonly number[])[];
}

function flatten(polynomial: Polynomial, variables: readonly string[]): Program {
  const terms = polynomial.namedTerms();
  return {
    coefficients: terms.map(({ coefficient }) => coefficient.toNumber()),
    factors: terms.map(({ powers }) =>
      [...powers].flatMap(([name, exponent]) => new Array<number>(exponent).fill(variables.indexOf(name))),
    ),
  };
}

function run({ coefficients, factors }: Program, values: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < coefficients.length; t++) {
    let product = coefficients[t]!;
    const list = factors[t]!;
    for (let i = 0; i < list.length; i++) product *= values[list[i]!]!;
    sum += product;
  }
  return sum;
}
