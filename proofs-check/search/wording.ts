import type { Model } from "../../theory/model.ts";
import type { ModelOptions } from "../arbitraries/models.ts";

/** A claim's wording without a scope, as something that a model can contradict. */
export interface Wording {
  /** One sentence that a single model can prove wrong. */
  readonly sentence: string;
  /** The models to draw from, where that is not any with discrete laws on the sphere. */
  readonly models?: ModelOptions;
  /**
   * Above zero where the model contradicts the sentence, as a share of the larger of the two that it compares. Undefined
   * where the sentence says nothing about the model.
   */
  margin(model: Model): number | undefined;
  /** The numbers that show it, by name. */
  values(model: Model): Readonly<Record<string, number | string>>;
}
