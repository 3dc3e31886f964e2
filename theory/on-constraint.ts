import { substituteDeep } from "./function-generators.ts";
import type { Constraint } from "./model.ts";
import { Polynomial } from "./polynomial.ts";
import { symbol } from "./symbols.ts";

/** An expression on the states that a constraint leaves: on the sphere s is 1. */
export function onConstraint(expression: Polynomial, constraint: Constraint): Polynomial {
  if (constraint === "free") return expression;
  return substituteDeep(expression, (name) => (name === symbol.norm ? Polynomial.one : undefined));
}
