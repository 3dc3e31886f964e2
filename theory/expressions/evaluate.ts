import { functions } from "./functions.ts";
import { numberOf, pi, type Tree, wholeNumber } from "./tree.ts";

/**
 * A tree as a function of one number. Shared parts are computed once: a derivative of higher order is a small
 * graph and a huge tree.
 */
export function evaluatorOf(tree: Tree, variable: string): (x: number) => number {
  const places = new Map<Tree, number>();
  const steps: ((values: Float64Array) => number)[] = [];
  const place = (part: Tree): number => {
    let at = places.get(part);
    if (at === undefined) {
      const step = stepOf(part);
      at = steps.push(step) - 1;
      places.set(part, at);
    }
    return at;
  };
  const stepOf = (part: Tree): ((values: Float64Array) => number) => {
    switch (part.kind) {
      case "number": {
        const value = part.value.toNumber();
        return () => value;
      }
      case "symbol": {
        if (part.name === pi) return () => Math.PI;
        if (part.name === variable) return (values) => values[values.length - 1]!;
        throw new RangeError(`no value is known for ${part.name}`);
      }
      case "sum": {
        const terms = part.terms.map(place);
        return (values) => {
          let sum = 0;
          for (const term of terms) sum += values[term]!;
          return sum;
        };
      }
      case "product": {
        const factors = part.factors.map(place);
        return (values) => {
          let product = 1;
          for (const factor of factors) product *= values[factor]!;
          return product;
        };
      }
      case "quotient": {
        const [above, below] = [place(part.above), place(part.below)];
        return (values) => values[above]! / values[below]!;
      }
      case "power": {
        const base = place(part.base);
        const constant = numberOf(part.exponent);
        const n = constant && wholeNumber(constant);
        if (n !== undefined) return (values) => values[base]! ** n;
        const exponent = place(part.exponent);
        return (values) => values[base]! ** values[exponent]!;
      }
      case "call": {
        const argument = place(part.argument);
        const { value } = functions[part.name];
        return (values) => value(values[argument]!);
      }
    }
  };
  const last = place(tree);
  const values = new Float64Array(steps.length + 1);
  return (x) => {
    values[steps.length] = x;
    for (let i = 0; i < steps.length; i++) values[i] = steps[i]!(values);
    return values[last]!;
  };
}
