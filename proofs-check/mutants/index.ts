import { drift } from "./kinds/drift.ts";
import { hiddenMoments } from "./kinds/hidden-moments.ts";
import { intensity } from "./kinds/intensity.ts";
import { lossTerms } from "./kinds/loss-terms.ts";
import { noiseSymbols } from "./kinds/noise-symbols.ts";
import { reduction } from "./kinds/reduction.ts";
import { sampleMeans } from "./kinds/sample-means.ts";
import type { Mutant } from "./mutant.ts";

/**
 * Wrong theories, in the order of the derivation's stages: symbols, moments, terms of the loss, means over a sample,
 * drift and diffusion, the reduction to Q and s, the fluctuations. Whatever judges theories by simulation alone has to
 * refute all that differ from the true one (`scoreMutants`).
 */
export const mutants: readonly Mutant[] = [
  ...noiseSymbols,
  ...hiddenMoments,
  ...lossTerms,
  ...sampleMeans,
  ...drift,
  ...reduction,
  ...intensity,
];
