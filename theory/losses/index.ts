import { ModelError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { shown } from "../shown.ts";
import { alignment } from "./alignment.ts";
import { covariance } from "./covariance.ts";
import type { Loss } from "./loss.ts";
import { spectral } from "./spectral.ts";
import { userLoss } from "./user-loss.ts";

/** Every loss that a model file may name. */
export const losses: readonly Loss[] = [covariance, spectral, alignment];

/** A loss by its name, or a user's own by its two parts. @throws ModelError */
export function lossOf(given: unknown): Loss {
  const named = losses.find(({ name }) => name === given);
  if (named) return named;
  if (typeof given === "object" && given !== null && !Array.isArray(given)) {
    return userLoss(given as Readonly<Record<string, unknown>>);
  }
  const names = losses.map(({ name }) => `"${name}"`).join(", ");
  throw new ModelError(
    "loss",
    `expected one of ${names} or { "a", "b" }, found ${shown(given)}${
      typeof given === "string"
        ? didYouMean(
            given,
            losses.map(({ name }) => name),
          )
        : ""
    }`,
  );
}
