import { Rational } from "../../theory/rational.ts";

/** A symbol, or a list in parentheses. */
type Node = string | readonly Node[];

/** The lists and symbols of an answer in SMT-LIB's syntax; undefined for one that is cut off. */
function parse(text: string): Node[] | undefined {
  const stack: Node[][] = [[]];
  for (const [token] of text.matchAll(/[()]|[^\s()]+/g)) {
    if (token === "(") stack.push([]);
    else if (token === ")") {
      const list = stack.pop()!;
      if (stack.length === 0) return undefined;
      stack.at(-1)!.push(list);
    } else stack.at(-1)!.push(token);
  }
  return stack.length === 1 ? stack[0] : undefined;
}

/**
 * The rational values of answers to `(get-value (...))`, the first of each name. An irrational value has none; one that Z3 has cut after some decimals (it
 * marks it with a question mark) is read as the decimal.
 */
export function readValues(text: string): ReadonlyMap<string, Rational> {
  const values = new Map<string, Rational>();
  for (const list of parse(text) ?? []) {
    for (const pair of typeof list === "string" ? [] : list) {
      const value = typeof pair === "string" || pair.length !== 2 ? undefined : rational(pair[1]!);
      if (value && typeof pair[0] === "string" && !values.has(pair[0])) values.set(pair[0], value);
    }
  }
  return values;
}

function rational(node: Node): Rational | undefined {
  if (typeof node === "string") {
    return /^\d+(\.\d*)?\??$/.test(node) ? Rational.parse(node.replace("?", "")) : undefined;
  }
  const [operator, ...operands] = node;
  const [first, second] = operands.map(rational);
  if (operator === "-" && first && operands.length === 1) return first.negate();
  if (operator === "/" && first && second && !second.isZero) return first.divide(second);
  return undefined;
}
