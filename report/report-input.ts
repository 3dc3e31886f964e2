import type { ClaimResult } from "../proofs-check/ledger.ts";
import type { Derivation } from "../theory/derive.ts";
import type { DrawnFigure } from "./figures/draw-figure.ts";

/** One model of a report: its equations and the pictures made of it. */
export interface ModelReport {
  readonly derivation: Derivation;
  readonly figures: readonly DrawnFigure[];
}

/** How a report came to be. */
export interface Provenance {
  /** Of driftproof. */
  readonly version: string;
  /** Of its sources, where they are a checkout. */
  readonly commit?: string;
  readonly seed: number;
  /** Wall-clock time of the whole run. */
  readonly seconds: number;
  /** The command that made the report. */
  readonly command: string;
  /** When it was made, in ISO format. */
  readonly date: string;
  /** Processor, memory, system. */
  readonly machine: string;
}

/** Everything that a report shows. */
export interface ReportInput extends Provenance {
  readonly results: readonly ClaimResult[];
  readonly models: readonly ModelReport[];
}

/** A report's account of how it was made, as lines of a table. */
export function provenanceRows(made: Provenance): (readonly [what: string, value: string])[] {
  return [
    ["command", made.command],
    ["driftproof", made.commit === undefined ? made.version : `${made.version}, commit ${made.commit}`],
    ["seed", String(made.seed)],
    ["made at", made.date],
    ["time", `${Number(made.seconds.toPrecision(4))} s`],
    ["machine", made.machine],
    ["Node.js", process.version],
  ];
}
