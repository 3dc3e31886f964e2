import { bifurcation } from "./bifurcation.ts";
import { density, densityL1, densityL2 } from "./density.ts";
import { driftCurve } from "./drift-curve.ts";
import { errorRate } from "./error-rate.ts";
import { kurtosisBorder } from "./kurtosis-border.ts";
import { noiseRegion } from "./noise-region.ts";
import { noiseStrength } from "./noise-strength.ts";
import { phasePortrait } from "./phase-portrait.ts";
import type { FigureRecipe } from "./recipe.ts";
import { selectionProbability } from "./selection-probability.ts";
import { similarityPaths } from "./similarity-paths.ts";
import { structure } from "./structure.ts";
import { trajectories } from "./trajectories.ts";

/** All figures of a report, in its order: the letter's first. */
export const figureRecipes: readonly FigureRecipe[] = [
  structure,
  trajectories,
  driftCurve,
  phasePortrait,
  similarityPaths,
  noiseStrength,
  bifurcation,
  kurtosisBorder,
  selectionProbability,
  noiseRegion,
  densityL2,
  densityL1,
  density,
  errorRate,
];
