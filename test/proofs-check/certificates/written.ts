import { parseTree } from "../../../theory/expressions/parse.ts";
import { ringElement } from "../../../theory/expressions/ring-element.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import type { Rational } from "../../../theory/rational.ts";

/** A polynomial as it is written. */
export function written(text: string): Polynomial {
  const reading = { path: "text", variables: "letters", knows: () => true, longest: 10_000 };
  return ringElement(parseTree(text, reading), (name) => Polynomial.generator(name), "text");
}

/** The value at a point, by substitution. */
export function evaluated(polynomial: Polynomial, point: Readonly<Record<string, Rational>>): Rational {
  return polynomial.substitute((name) => Polynomial.constant(point[name]!)).asConstant()!;
}
