import { Rational } from "../rational.ts";
import type { FunctionName } from "./functions.ts";

/** A checked expression: what is not of these shapes was refused when it was read. Nothing in it is code. */
export type Tree =
  | { readonly kind: "number"; readonly value: Rational }
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "sum"; readonly terms: readonly Tree[] }
  | { readonly kind: "product"; readonly factors: readonly Tree[] }
  | { readonly kind: "quotient"; readonly above: Tree; readonly below: Tree }
  | { readonly kind: "power"; readonly base: Tree; readonly exponent: Tree }
  | { readonly kind: "call"; readonly name: FunctionName; readonly argument: Tree };

/** The ratio of a circle's circumference to its diameter: the one symbol that every expression may contain. */
export const pi = "pi";

/** Numbers with more bits than this are left unfolded: powers of powers would fill the memory. */
const longestNumber = 2048;

export function number(value: Rational | number): Tree {
  return { kind: "number", value: value instanceof Rational ? value : Rational.of(value) };
}

/** The exact number that a tree is, undefined for any other tree. */
export function numberOf(tree: Tree): Rational | undefined {
  return tree.kind === "number" ? tree.value : undefined;
}

/** A sum without zeros, its numbers added up. */
export function sum(terms: readonly Tree[]): Tree {
  const { constant, rest } = split(terms, Rational.zero, (a, b) => a.add(b));
  const kept = constant.isZero ? rest : [...rest, number(constant)];
  return kept.length === 0 ? number(0) : kept.length === 1 ? kept[0]! : { kind: "sum", terms: kept };
}

/** A product without ones, its numbers multiplied; zero where a factor is. */
export function product(factors: readonly Tree[]): Tree {
  const { constant, rest } = split(factors, Rational.one, (a, b) => a.multiply(b));
  if (constant.isZero) return number(0);
  const kept = constant.equals(Rational.one) ? rest : [number(constant), ...rest];
  return kept.length === 0 ? number(1) : kept.length === 1 ? kept[0]! : { kind: "product", factors: kept };
}

export function quotient(above: Tree, below: Tree): Tree {
  const [a, b] = [numberOf(above), numberOf(below)];
  // A division by zero stays, to be refused where the field's name is known.
  if (b?.isZero) return { kind: "quotient", above, below };
  if (a && b) return number(a.divide(b));
  if (a?.isZero) return above;
  return b?.equals(Rational.one) ? above : { kind: "quotient", above, below };
}

export function power(base: Tree, exponent: Tree): Tree {
  const [b, e] = [numberOf(base), numberOf(exponent)];
  if (e?.isZero) return number(1);
  if (e?.equals(Rational.one)) return base;
  const n = e && wholeNumber(e);
  if (b && n !== undefined && Math.abs(n) <= 64 && bits(b) * Math.abs(n) <= longestNumber) {
    if (!b.isZero || n > 0) return number(b.power(n));
  }
  return { kind: "power", base, exponent };
}

/** The double that an exact whole number is; undefined for fractions and for numbers beyond the doubles' range. */
export function wholeNumber(value: Rational): number | undefined {
  if (value.denominator !== 1n) return undefined;
  const n = Number(value.numerator);
  return Number.isSafeInteger(n) ? n : undefined;
}

function bits({ numerator, denominator }: Rational): number {
  return Math.max(numerator.toString(2).length, denominator.toString(2).length);
}

function split(
  list: readonly Tree[],
  neutral: Rational,
  join: (a: Rational, b: Rational) => Rational,
): { constant: Rational; rest: Tree[] } {
  let constant = neutral;
  const rest: Tree[] = [];
  for (const tree of list) {
    if (tree.kind === "number" && bits(tree.value) + bits(constant) <= 2 * longestNumber) {
      constant = join(constant, tree.value);
    } else rest.push(tree);
  }
  return { constant, rest };
}
