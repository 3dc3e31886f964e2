import type { Model } from "../../theory/model.ts";

/**
 * The pair of noises (a + e, a + e') that the two views of a sample see in one direction, as a linear map of
 * two standard normals. Made from the model's own numbers, apart from the derivation's symbols: a sampler that
 * shared them could not contradict them.
 */
export interface ViewNoise {
  /** Variance of each. */
  readonly variance: number;
  readonly covariance: number;
  /** n = scale z1, n' = along z1 + across z2. */
  readonly scale: number;
  readonly along: number;
  readonly across: number;
}

export function viewNoise(model: Model): ViewNoise {
  const background = model.background.toNumber();
  const augmentation = model.augmentation.toNumber();
  const variance = background + augmentation;
  const covariance = background + model.correlation.toNumber() * augmentation;
  const scale = Math.sqrt(variance);
  const along = scale === 0 ? 0 : covariance / scale;
  return { variance, covariance, scale, along, across: Math.sqrt(Math.max(0, variance - along * along)) };
}
