import type { ModelInput } from "../theory/model.ts";

/** What is known of a claim's statement inside its scope. */
export type Verdict = "proved" | "supported" | "refuted" | "inconclusive";

/** What is known of the letter's own wording, which names no scope. */
export type AsStated = "holds" | "fails" | "open";

/** Whether one piece of evidence speaks for the statement, against it, or not at all. */
export type Outcome = "holds" | "fails" | "undecided";

interface EvidenceBase {
  /** What was checked, one line. */
  readonly about: string;
  readonly outcome: Outcome;
}

/** An exact equality of canonical forms. */
export interface IdentityEvidence extends EvidenceBase {
  readonly kind: "identity";
  /** How many equalities were compared. */
  readonly count: number;
  /** The first that fails. */
  readonly failure?: string;
}

/** A document that says what it proves and holds all that is needed to check it: see `driftproof check`. */
export interface CertificateDocument {
  /** How it is checked. */
  readonly kind: string;
  readonly statement: string;
}

/** A certificate that can be checked without this suite. */
export interface ProofEvidence extends EvidenceBase {
  readonly kind: "proof";
  readonly certificate: CertificateDocument;
}

/** A statement checked on many random or systematic cases. */
export interface PropertyEvidence extends EvidenceBase {
  readonly kind: "property";
  readonly cases: number;
  readonly seed?: number;
  /** The smallest failing case. */
  readonly failure?: string;
}

/** A statistical test on simulated SGD: equivalence within a margin, or a difference of known sign. */
export interface SimulationEvidence extends EvidenceBase {
  readonly kind: "simulation";
  readonly sampler: string;
  readonly estimate: number;
  /** What the theory predicts for the estimate. */
  readonly expected: number;
  /** Confidence interval of the estimate at level 1 - alpha. */
  readonly interval: readonly [number, number];
  /** Half the width of the equivalence region about `expected`; 0 for tests of a sign. */
  readonly margin: number;
  /** The test's size: the probability of a wrong rejection. */
  readonly alpha: number;
  /** The probability that the test decides for the statement if it is exactly true. */
  readonly power: number;
  /** The smallest error of `expected` that an equivalence test refutes with 99 % power. */
  readonly resolution?: number;
  readonly samples: number;
  readonly seed: number;
}

/** Exact numbers at which a statement is false. */
export interface CounterexampleEvidence extends EvidenceBase {
  readonly kind: "counterexample";
  readonly model: ModelInput;
  /** The quantities that anyone can recompute, by name. */
  readonly values: Readonly<Record<string, string | number>>;
}

export type Evidence =
  | IdentityEvidence
  | ProofEvidence
  | PropertyEvidence
  | SimulationEvidence
  | CounterexampleEvidence;

/** A set of models and states on which a claim's statement holds, or on which it fails. */
export interface Region {
  readonly where: string;
  readonly statement: "holds" | "fails";
  /** `proved` by identities and proofs alone; `supported` by evaluation and simulation. */
  readonly known: "proved" | "supported";
  /** What this rests on: places in the claim's list of evidence, from 0. */
  readonly evidence: readonly number[];
}

/** One claim's entry in the ledger. */
export interface ClaimResult {
  readonly id: string;
  readonly model: string;
  readonly statement: string;
  readonly scope: string;
  /** Where what is known reaches further than the scope, or is known in several ways. */
  readonly regions?: readonly Region[];
  readonly verdict: Verdict;
  readonly asStated: AsStated;
  readonly evidence: readonly Evidence[];
  /** The command that reproduces this entry alone. */
  readonly replay: string;
  readonly seconds: number;
}

/**
 * The verdict on the statement inside its scope. Anything against it refutes; anything undecided, or nothing at
 * all, leaves it open; a proof or identity that covers the statement proves it, and everything else that holds
 * supports it. Counterexamples concern the letter's wording outside the scope and do not enter.
 * @param provedByIdentity whether the identities and proofs in the list are the whole statement.
 */
export function verdictOf(evidence: readonly Evidence[], provedByIdentity = false): Verdict {
  const inside = evidence.filter(({ kind }) => kind !== "counterexample");
  if (inside.some(({ outcome }) => outcome === "fails")) return "refuted";
  if (inside.length === 0 || inside.some(({ outcome }) => outcome === "undecided")) return "inconclusive";
  const exact = inside.some(({ kind }) => kind === "identity" || kind === "proof");
  return provedByIdentity && exact ? "proved" : "supported";
}

/** 0 all hold, 1 something refuted, 3 something inconclusive and nothing refuted. */
export function exitCodeOf(results: readonly ClaimResult[]): number {
  if (results.some(({ verdict }) => verdict === "refuted")) return 1;
  return results.some(({ verdict }) => verdict === "inconclusive") ? 3 : 0;
}
