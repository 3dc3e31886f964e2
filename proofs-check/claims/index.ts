import type { Claim } from "./claim.ts";
import { closure } from "./closure.ts";
import { fluctuations } from "./fluctuations.ts";
import { learnability } from "./learnability.ts";
import { limitOde } from "./limit-ode.ts";
import { limitPde } from "./limit-pde.ts";
import { noiseBenefit } from "./noise-benefit.ts";
import { noiseSimilarity } from "./noise-similarity.ts";
import { noiseVariance } from "./noise-variance/noise-variance.ts";
import { oneStep } from "./one-step.ts";
import { selection } from "./selection/selection.ts";
import { stability } from "./stability.ts";

/** Every claim, in the order of the theory: each stands on those before it. */
export const claims: readonly Claim[] = [
  oneStep,
  limitPde,
  closure,
  limitOde,
  fluctuations,
  stability,
  learnability,
  selection,
  noiseVariance,
  noiseSimilarity,
  noiseBenefit,
];
