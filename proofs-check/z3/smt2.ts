import type { Polynomial } from "../../theory/polynomial.ts";
import type { Rational } from "../../theory/rational.ts";
import { termsOf } from "../certificates/positivity.ts";
import { polynomialText } from "../certificates/statement.ts";

/** A polynomial compared with 0. */
export interface Constraint {
  readonly polynomial: Polynomial;
  readonly relation: ">" | ">=" | "=" | "<" | "<=";
}

/** Real numbers that satisfy the assumptions and the negated claim are asked for; without any, the claim is proved. */
export interface RealQuery {
  /** Every variable of the constraints. */
  readonly declarations: readonly string[];
  readonly assumptions: readonly Constraint[];
  readonly negatedClaim: Constraint;
}

/**
 * The query as an SMT-LIB 2 file that any solver for nonlinear real arithmetic reads; `unsat` proves the claim.
 * @throws RangeError for a name that is no plain symbol, an undeclared variable, or a negative exponent.
 */
export function smt2Text(query: RealQuery): string {
  const { declarations, assumptions, negatedClaim } = query;
  const bad = declarations.find((name) => !/^[A-Za-z][A-Za-z0-9_]*$/.test(name));
  if (bad !== undefined) throw new RangeError(`${bad} is no plain name: replace it first`);
  const assertion = (constraint: Constraint): string =>
    `(assert ${constraintText(constraint, declarations)})`;
  return [
    `; ${queryStatement(query)}`,
    "; That is proved when the answer is unsat; the last assertion is the negated claim.",
    "(set-logic QF_NRA)",
    ...declarations.map((name) => `(declare-const ${name} Real)`),
    ...assumptions.map(assertion),
    assertion(negatedClaim),
    "(check-sat)",
    "",
  ].join("\n");
}

/** What `unsat` proves, in words. */
export function queryStatement({ declarations, assumptions, negatedClaim }: RealQuery): string {
  const written = [...assumptions, negatedClaim].map(
    ({ polynomial, relation }) =>
      `${polynomialText(termsOf(polynomial, declarations), declarations)} ${relation} 0`,
  );
  return `No real ${declarations.join(", ")} satisfy ${written.join(" and ")}.`;
}

function constraintText({ polynomial, relation }: Constraint, declarations: readonly string[]): string {
  const terms = polynomial.namedTerms().map(({ coefficient, powers }) => {
    const factors = [...powers].flatMap(([name, exponent]) => {
      if (!declarations.includes(name)) throw new RangeError(`${name} is not declared`);
      if (exponent < 0) throw new RangeError(`${name} has a negative exponent: multiply by it first`);
      return new Array<string>(exponent).fill(name);
    });
    return applied("*", [rationalText(coefficient), ...factors]);
  });
  return `(${relation} ${terms.length === 0 ? "0.0" : applied("+", terms)} 0.0)`;
}

function applied(operator: string, operands: readonly string[]): string {
  return operands.length === 1 ? operands[0]! : `(${operator} ${operands.join(" ")})`;
}

function rationalText({ numerator, denominator }: Rational): string {
  const size = numerator < 0n ? -numerator : numerator;
  const value = denominator === 1n ? `${size}.0` : `(/ ${size}.0 ${denominator}.0)`;
  return numerator < 0n ? `(- ${value})` : value;
}
