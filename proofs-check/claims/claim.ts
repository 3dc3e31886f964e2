import type { Model } from "../../theory/model.ts";
import type { AsStated, Evidence, Region } from "../ledger.ts";
import type { Wording } from "../search/wording.ts";

/** What a claim may use besides its model. */
export interface ClaimContext {
  /** All randomness derives from it. */
  readonly seed: number;
  /** More samples and larger dimensions, for minutes instead of seconds. */
  readonly thorough: boolean;
  /** Reports the fraction of the claim's work that is done, 0 to 1. */
  readonly progress?: (fraction: number) => void;
}

/** What the checks of a claim found. */
export interface Findings {
  /** The set on which the statement is judged, in words and numbers. */
  readonly scope: string;
  /** The parts of the scope, and what is known outside it. */
  readonly regions?: readonly Region[];
  readonly evidence: readonly Evidence[];
  readonly asStated: AsStated;
  /** True when the identities among the evidence cover the whole statement. */
  readonly provedByIdentity?: boolean;
}

/**
 * A claim of the theory. To add one: put an object of this shape into a file of its own and list it in index.ts;
 * `verify`, the report and the exit code follow.
 */
export interface Claim {
  readonly id: string;
  /** One sentence that is true or false. */
  readonly statement: string;
  /** The same in symbols, without delimiters. */
  readonly latex: string;
  /** Where the letter says it. */
  readonly source: string;
  /** What is assumed beside the model. */
  readonly hypotheses: readonly string[];
  /** The kinds of evidence that \`check\` may gather, and what each is about. */
  readonly checks: readonly { readonly kind: Evidence["kind"]; readonly about: string }[];
  /** The letter's wording where one model can contradict it: what \`search\` looks for. */
  readonly wording?: Wording;
  check(model: Model, context: ClaimContext): Findings;
}
