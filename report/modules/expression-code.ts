import type { Polynomial } from "../../theory/polynomial.ts";
import type { Rational } from "../../theory/rational.ts";
import { arrange, type Factor, type Product, type Sum } from "../../theory/render/arrange.ts";
import { decimalOrFraction } from "../../theory/render/text.ts";

/** How the parts of an expression are called. */
export interface PartNames {
  /** A generator to a positive power. */
  power(generator: string, exponent: number): string;
  /** exp of an expression. */
  exponential(argument: Polynomial): string;
}

const width = 100;

/** An expression as arithmetic that TypeScript and Python both read; a long one on lines of its own, in parentheses. */
export function expressionCode(expression: Polynomial, names: PartNames): string {
  return sumCode(arrange(expression), names);
}

/** What an expression's code is made of, with all repetitions: powers of generators, and exponentials. */
export function partsOf(expression: Polynomial): Exclude<Factor, { sum: Sum }>[] {
  const inSum = (sum: Sum): Exclude<Factor, { sum: Sum }>[] =>
    sum.flatMap(({ factors }) =>
      factors.flatMap((factor) => ("sum" in factor ? inSum(factor.sum) : [factor])),
    );
  return inSum(arrange(expression));
}

/** A number as a literal or a ratio of two; one with many digits as the nearest double. */
export function numberCode(value: Rational): string {
  const { numerator, denominator } = numberParts(value);
  return denominator === "1" ? numerator : `${numerator}/${denominator}`;
}

function numberParts(value: Rational): { numerator: string; denominator: string } {
  const parts = decimalOrFraction(value);
  return parts.numerator.length + parts.denominator.length <= 18
    ? parts
    : { numerator: String(value.toNumber()), denominator: "1" };
}

function sumCode(sum: Sum, names: PartNames): string {
  const line = inline(sum, names);
  return line.length <= width ? line : `(\n${indent(lines(sum, names))}\n)`;
}

function inline(sum: Sum, names: PartNames): string {
  if (sum.length === 0) return "0";
  return sum
    .map((product, i) =>
      signed(product, i === 0, (part) => productCode(part, names, (s) => inline(s, names))),
    )
    .join("");
}

/** One product a line. */
function lines(sum: Sum, names: PartNames): string {
  const inner = (part: Sum): string => {
    const line = inline(part, names);
    return line.length <= width ? line : `\n${indent(lines(part, names))}\n`;
  };
  return sum
    .map((product, i) => signed(product, i === 0, (part) => productCode(part, names, inner)).trim())
    .join("\n");
}

function signed(product: Product, first: boolean, write: (product: Product) => string): string {
  const negative = product.coefficient.sign < 0;
  const text = write(negative ? { ...product, coefficient: product.coefficient.negate() } : product);
  if (!first) return ` ${negative ? "-" : "+"} ${text}`;
  // `-x**2` is an error in JavaScript.
  return negative ? `${/^[\w[\]]+\*\*/.test(text) ? "-1*" : "-"}${text}` : text;
}

function productCode(
  { coefficient, factors }: Product,
  names: PartNames,
  inner: (sum: Sum) => string,
): string {
  const write = (factor: Factor): string => {
    if ("sum" in factor) return `(${inner(factor.sum)})`;
    if ("exponentialOf" in factor) return names.exponential(factor.exponentialOf);
    return names.power(factor.name, Math.abs(factor.exponent));
  };
  const above = factors.filter(({ exponent }) => exponent > 0).map(write);
  const below = factors.filter(({ exponent }) => exponent < 0).map(write);
  const { numerator, denominator } = numberParts(coefficient);
  if (numerator !== "1" || above.length === 0) above.unshift(numerator);
  if (denominator !== "1") below.unshift(denominator);
  const product = above.join("*");
  if (below.length === 0) return product;
  return `${product}/${below.length === 1 ? below[0] : `(${below.join("*")})`}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
