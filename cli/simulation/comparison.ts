import { type OrderParameters, type Prediction, predict } from "../../numerics/fluctuations/prediction.ts";
import type { Start } from "../../numerics/samplers/sampler.ts";
import { DriftproofError } from "../../theory/errors.ts";
import type { Model } from "../../theory/model.ts";
import { trustedFlow } from "../trusted-flow.ts";

/** The theory beside simulated means. */
export interface Comparison extends Prediction {
  /** (mean - prediction) in predicted standard errors, sd/sqrt(runs); null where no spread is predicted. */
  readonly deviation: {
    readonly Q: readonly (readonly (number | null)[])[];
    readonly s: readonly (number | null)[];
  };
}

/** What the theory predicts, or in one line why it predicts nothing. */
export function predictionOf(
  model: Model,
  start: Start,
  times: readonly number[],
  dimension: number,
): Prediction | string {
  try {
    const { Q, s, sd } = predict(trustedFlow(model), start, times, dimension);
    return { Q, s, sd };
  } catch (error) {
    // The simulation stands without it.
    if (!(error instanceof DriftproofError)) throw error;
    return error.message;
  }
}

/** Compares the means over so many runs with their prediction. */
export function compare(mean: OrderParameters, prediction: Prediction, runs: number): Comparison {
  const { Q, s, sd } = prediction;
  const off = (seen: number, expected: number, spread: number): number | null =>
    spread > 0 ? (seen - expected) / (spread / Math.sqrt(runs)) : null;
  return {
    ...prediction,
    deviation: {
      Q: Q.map((row, i) => row.map((value, l) => off(mean.Q[i]![l]!, value, sd.Q[i]![l]!))),
      s: s.map((value, i) => off(mean.s[i]!, value, sd.s[i]!)),
    },
  };
}
