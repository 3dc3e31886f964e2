import { alignment } from "./alignment.ts";
import { covariance } from "./covariance.ts";
import type { Loss } from "./loss.ts";
import { spectral } from "./spectral.ts";

/** Every loss that a model file may name. */
export const losses: readonly Loss[] = [covariance, spectral, alignment];
