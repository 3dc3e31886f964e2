import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { readValues } from "./read-values.ts";
import { type Constraint, type RealQuery, smt2Text } from "./smt2.ts";
import { ask, bundledZ3, type Solver, type TimeLimit } from "./solver.ts";

/** What a solver made of a query. `smt2` is the query's file: any other solver can be asked again. */
export type SolverAttempt = { readonly smt2: string; readonly solver: string } & (
  | { readonly outcome: "holds" }
  | { readonly outcome: "fails"; readonly point: Readonly<Record<string, Rational>> }
  | { readonly outcome: "undecided"; readonly reason: string }
);

export interface SolverOptions extends TimeLimit {
  /** Default: the bundled Z3. */
  readonly solver?: Solver;
}

/**
 * Asks a solver for real numbers that satisfy the assumptions and contradict the claim. `holds`: there are none (`unsat`).
 * `fails`: a point that satisfies all constraints, evaluated here exactly, whatever the solver says. `undecided`, with the reason:
 * anything else, such as a time-out, a solver that is absent, or a point with irrational coordinates only. Blocks until done.
 * @throws RangeError for a query that cannot be written (see `smt2Text`).
 */
export function refuteOverReals(
  query: RealQuery,
  { solver = bundledZ3, ...limit }: SolverOptions,
): SolverAttempt {
  const smt2 = smt2Text(query);
  const base = { smt2, solver: solver.name };
  const undecided = (reason: string): SolverAttempt => ({ ...base, outcome: "undecided", reason });
  const values = query.declarations.length === 0 ? "" : `(get-value (${query.declarations.join(" ")}))\n`;
  const decimals = "(set-option :pp.decimal true)\n(set-option :pp.decimal_precision 30)\n";
  const asked = ask(solver, `${smt2}${values}${decimals}${values}`, limit);
  if ("reason" in asked) return undecided(asked.reason);
  const [verdict = "", ...rest] = asked.answer.split("\n");
  if (verdict.trim() === "unsat") return { ...base, outcome: "holds" };
  if (verdict.trim() !== "sat") {
    const said = verdict.trim() === "" ? "nothing" : `"${verdict.trim().slice(0, 100)}"`;
    return undecided(`${solver.name} says ${said} within ${limit.timeoutSeconds} s`);
  }
  // Exact values where it printed them, its decimals elsewhere: what counts is that they satisfy the query.
  const point = readValues(rest.join("\n").replaceAll(")\n(", ") ("));
  const coordinates = query.declarations.map((name) => [name, point.get(name) ?? Rational.zero] as const);
  const found = new Map(coordinates);
  return [...query.assumptions, query.negatedClaim].every((constraint) => satisfied(constraint, found))
    ? { ...base, outcome: "fails", point: Object.fromEntries(coordinates) }
    : undecided(`${solver.name} found a point, but none with rational coordinates near it`);
}

function satisfied({ polynomial, relation }: Constraint, point: ReadonlyMap<string, Rational>): boolean {
  const value = polynomial
    .substitute((name) => (point.has(name) ? Polynomial.constant(point.get(name)!) : undefined))
    .asConstant();
  if (!value) return false;
  const { sign } = value;
  return { ">": sign > 0, ">=": sign >= 0, "=": sign === 0, "<": sign < 0, "<=": sign <= 0 }[relation];
}
