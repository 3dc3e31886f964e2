import type { Polynomial } from "../polynomial.ts";
import type { Rational } from "../rational.ts";
import type { Quotient } from "../stability.ts";
import { compounds } from "../symbols.ts";
import { arrange, type Factor, type Product, type Sum } from "./arrange.ts";

/**
 * An expression in + - * / ^ and the plain names of its symbols; what a compound symbol stands for is spelled
 * out, so that any computer algebra system reads the result. Exact.
 */
export function toText(expression: Polynomial): string {
  return sumText(arrange(expression));
}

/** A quotient in the same form. */
export function quotientText({ numerator, denominator }: Quotient): string {
  const constant = denominator.asConstant();
  if (constant) return toText(numerator.scale(constant.power(-1)));
  return `(${toText(numerator)})/(${toText(denominator)})`;
}

function sumText(sum: Sum): string {
  if (sum.length === 0) return "0";
  return sum
    .map((product, i) => {
      const negative = product.coefficient.sign < 0;
      const text = productText(
        negative ? { ...product, coefficient: product.coefficient.negate() } : product,
      );
      return i === 0 ? `${negative ? "-" : ""}${text}` : ` ${negative ? "-" : "+"} ${text}`;
    })
    .join("");
}

function productText({ coefficient, factors }: Product): string {
  const above: string[] = [];
  const below: string[] = [];
  for (const factor of factors) (factor.exponent > 0 ? above : below).push(factorText(factor));
  const { numerator, denominator } = decimalOrFraction(coefficient);
  if (numerator !== "1" || above.length === 0) above.unshift(numerator);
  if (denominator !== "1") below.unshift(denominator);
  const product = above.join("*");
  if (below.length === 0) return product;
  return `${product}/${below.length === 1 ? below[0] : `(${below.join("*")})`}`;
}

function factorText(factor: Factor): string {
  if ("sum" in factor) return `(${sumText(factor.sum)})`;
  if ("exponentialOf" in factor)
    return `exp(${toText(factor.exponentialOf).replace(/^\(([^()]*)\)$/, "$1")})`;
  const compound = compounds.get(factor.name);
  const base = compound
    ? factor.name === "B-1"
      ? "(B - 1)"
      : `(${sumText(plainSum(compound))})`
    : factor.name;
  const exponent = Math.abs(factor.exponent);
  return exponent === 1 ? base : `${base}^${exponent}`;
}

/** The compound's terms as they were defined: nu + rho*eta, not collected. */
function plainSum(compound: Polynomial): Sum {
  return compound.namedTerms().map(({ coefficient, powers }) => ({
    coefficient,
    factors: [...powers]
      .map(([name, exponent]) => ({ name, exponent }))
      .sort((a, b) => b.name.localeCompare(a.name, "en")),
  }));
}

/** Short finite decimals as people write them (0.3), other numbers as fractions; both are exact. */
export function decimalOrFraction(value: Rational): { numerator: string; denominator: string } {
  const decimal = finiteDecimal(value);
  return decimal !== undefined
    ? { numerator: decimal, denominator: "1" }
    : { numerator: `${value.numerator}`, denominator: `${value.denominator}` };
}

function finiteDecimal(value: Rational): string | undefined {
  if (value.denominator === 1n) return `${value.numerator}`;
  // Halves and quarters read better as fractions; longer decimals do not read at all.
  if (value.denominator <= 9n) return undefined;
  for (let places = 1; places <= 12; places++) {
    const scaled = value.numerator * 10n ** BigInt(places);
    if (scaled % value.denominator !== 0n) continue;
    const digits = `${scaled / value.denominator}`;
    const negative = digits.startsWith("-");
    const padded = digits.replace("-", "").padStart(places + 1, "0");
    return `${negative ? "-" : ""}${padded.slice(0, -places)}.${padded.slice(-places)}`;
  }
  return undefined;
}
