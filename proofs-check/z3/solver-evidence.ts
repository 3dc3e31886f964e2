import type { CertificateDocument, ProofEvidence } from "../ledger.ts";
import type { SolverAttempt } from "./refute-over-reals.ts";
import { queryStatement, type RealQuery } from "./smt2.ts";

/** A solver's answer with the query, which any other solver can be asked again. */
export interface SolverCertificate extends CertificateDocument {
  readonly kind: "smt2";
  /** The file: SMT-LIB 2 text. */
  readonly query: string;
  readonly solver: string;
}

/** The ledger's record of a solver's answer; `about` says what the query and its letters mean. */
export function solverEvidence(about: string, query: RealQuery, attempt: SolverAttempt): ProofEvidence {
  const certificate: SolverCertificate = {
    kind: "smt2",
    statement: queryStatement(query),
    query: attempt.smt2,
    solver: attempt.solver,
  };
  return { kind: "proof", about: `${about}${remark(attempt)}`, outcome: attempt.outcome, certificate };
}

function remark(attempt: SolverAttempt): string {
  if (attempt.outcome === "holds") return "";
  if (attempt.outcome === "undecided") return ` Undecided: ${attempt.reason}.`;
  const point = Object.entries(attempt.point).map(([name, value]) => `${name} = ${value}`);
  return ` False at ${point.join(", ")}.`;
}
