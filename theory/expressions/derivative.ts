import { Rational } from "../rational.ts";
import { functions } from "./functions.ts";
import { number, numberOf, power, product, quotient, sum, type Tree } from "./tree.ts";

/**
 * The derivative by one symbol. Parts that a tree shares are differentiated once and stay shared, so that the size
 * grows by a factor with each order, and not with the number of ways through the tree.
 */
export function derivativeOf(tree: Tree, name: string): Tree {
  const known = new Map<Tree, Tree>();
  const of = (part: Tree): Tree => {
    let derivative = known.get(part);
    if (derivative === undefined) known.set(part, (derivative = differentiate(part)));
    return derivative;
  };
  const differentiate = (part: Tree): Tree => {
    switch (part.kind) {
      case "number":
        return number(0);
      case "symbol":
        return number(part.name === name ? 1 : 0);
      case "sum":
        return sum(part.terms.map(of));
      case "product":
        return productRule(part.factors);
      case "quotient": {
        const { above, below } = part;
        // a'/b - (a/b) (b'/b)
        const second = quotient(of(below), below);
        return sum([quotient(of(above), below), product([number(-1), part, second])]);
      }
      case "power":
        return powerRule(part);
      case "call":
        return product([of(part.argument), functions[part.name].derivative(part.argument)]);
    }
  };
  /** Half by half, so that a product of n factors costs n log n. */
  const productRule = (factors: readonly Tree[]): Tree => {
    if (factors.length === 1) return of(factors[0]!);
    const middle = factors.length >> 1;
    const halves = [factors.slice(0, middle), factors.slice(middle)] as const;
    const [left, right] = [product(halves[0]), product(halves[1])];
    return sum([product([productRule(halves[0]), right]), product([left, productRule(halves[1])])]);
  };
  const powerRule = (part: Tree & { kind: "power" }): Tree => {
    const { base, exponent } = part;
    const n = numberOf(exponent);
    if (n) return product([exponent, power(base, number(n.subtract(Rational.one))), of(base)]);
    const logarithm: Tree = { kind: "call", name: "log", argument: base };
    const grows = product([of(exponent), logarithm]);
    return product([part, sum([grows, product([exponent, quotient(of(base), base)])])]);
  };
  return of(tree);
}
