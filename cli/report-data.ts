import type { ClaimResult } from "../proofs-check/ledger.ts";
import { drawAll, type FigureChoice } from "../report/figures/draw-all.ts";
import type { ReportInput } from "../report/report-input.ts";
import { derive } from "../theory/derive.ts";
import type { Model } from "../theory/model.ts";
import type { Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { progressBar } from "./progress.ts";
import { provenanceOf } from "./provenance.ts";
import { threadOptions, type WorkerOptions } from "./thread-options.ts";

interface ReportDataOptions extends CommonOptions, WorkerOptions {
  readonly figures: FigureChoice;
  /** `performance.now()` when the run began. */
  readonly started: number;
  readonly command: string;
}

/** All that a report shows: verdicts, each model's equations and figures, and how it came to be. */
export async function reportInput(
  models: readonly Model[],
  results: readonly ClaimResult[],
  options: ReportDataOptions,
  io: Io,
): Promise<ReportInput> {
  const { seed, figures: choice } = options;
  const derivations = models.map((model) => derive(model));
  const bar = progressBar(io.stderr);
  const figures = await drawAll(derivations, {
    ...threadOptions(options),
    choice,
    seed,
    progress: (done) => bar.update(done, "figures"),
  }).finally(bar.clear);
  return {
    results,
    models: derivations.map((derivation, i) => ({ derivation, figures: figures[i]! })),
    ...provenanceOf(options),
  };
}
