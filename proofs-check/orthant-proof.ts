import { Polynomial } from "../theory/polynomial.ts";
import { provePositive } from "./certificates/prove-positive.ts";
import type { ProofEvidence } from "./ledger.ts";
import { refuteOverReals, type SolverAttempt } from "./z3/refute-over-reals.ts";
import { type RealQuery, smt2Text } from "./z3/smt2.ts";
import { solverEvidence } from "./z3/solver-evidence.ts";

export interface OrthantStatement {
  readonly polynomial: Polynomial;
  /** What the polynomial and its letters mean. */
  readonly about: string;
  /** The letters that are above zero; all others may also be zero. */
  readonly inner: ReadonlySet<string>;
  /** > 0 or only >= 0. */
  readonly strict: boolean;
}

/** Z3 decides polynomials of so few terms at once, and longer ones seldom. */
const solverTerms = 12;
const timeoutSeconds = 20;

/**
 * Proofs that a polynomial is positive where none of its letters is negative: a certificate of its coefficients' signs, and
 * for a short polynomial Z3's answer to the negated statement. Undefined where there is no certificate.
 */
export function orthantProof(statement: OrthantStatement): ProofEvidence[] | undefined {
  const { polynomial, about, inner, strict } = statement;
  const letters = polynomial.generators();
  if (letters.some((letter) => !/^[a-z]+\d*$/.test(letter))) return undefined;
  const domain = Object.fromEntries(
    letters.map((letter) => [letter, inner.has(letter) ? "(0, inf)" : "[0, inf)"]),
  );
  const attempt = provePositive(polynomial, domain, { strict, cells: 1 });
  if (attempt.outcome !== "holds") return undefined;
  const byCertificate: ProofEvidence = {
    kind: "proof",
    about,
    outcome: "holds",
    certificate: attempt.certificate,
  };
  if (polynomial.size > solverTerms) return [byCertificate];
  const query: RealQuery = {
    declarations: letters,
    assumptions: letters.map((letter) => ({
      polynomial: Polynomial.generator(letter),
      relation: inner.has(letter) ? ">" : ">=",
    })),
    negatedClaim: { polynomial, relation: strict ? "<=" : "<" },
  };
  return [byCertificate, solverEvidence(`Once more by a solver. ${about}`, query, answerTo(query))];
}

/** A solver takes a second to start, and several models ask the same. */
const answers = new Map<string, SolverAttempt>();

function answerTo(query: RealQuery): SolverAttempt {
  const text = smt2Text(query);
  const answer = answers.get(text) ?? refuteOverReals(query, { timeoutSeconds });
  answers.set(text, answer);
  return answer;
}
