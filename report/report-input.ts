import type { ClaimResult } from "../proofs-check/ledger.ts";
import type { Derivation } from "../theory/derive.ts";
import type { Figure } from "./figures/figure.ts";

/** One model of a report: its equations and the pictures made of it. */
export interface ModelReport {
  readonly derivation: Derivation;
  readonly figures: readonly Figure[];
}

/** Everything that a report shows. */
export interface ReportInput {
  readonly results: readonly ClaimResult[];
  readonly models: readonly ModelReport[];
  /** Of driftproof. */
  readonly version: string;
  readonly seed: number;
  /** Wall-clock time of the whole run. */
  readonly seconds: number;
  /** The command that made the report. */
  readonly command: string;
}
