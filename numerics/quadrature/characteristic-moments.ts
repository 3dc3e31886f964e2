import type { HiddenLaw } from "../../theory/laws/law.ts";
import { pointwise } from "./signal-functions.ts";
import { tiltedMoments } from "./tilted-moments.ts";
import { uniformTable } from "./uniform-table.ts";

/** E[c^j exp(i x c)] for j = 0, ..., highest as cheap functions of x. */
export interface CharacteristicMoments {
  /** They hold for |x| <= reach. */
  readonly reach: number;
  readonly error: number;
  /** Writes the real part of moment j at 2 j and the imaginary one after it. */
  evaluate(x: number, out: Float64Array): void;
}

/**
 * Tabulates them.
 * @throws ConvergenceError for a law with values so large that they oscillate too fast.
 */
export function characteristicMoments(law: HiddenLaw, highest: number, reach: number): CharacteristicMoments {
  const moments = tiltedMoments(law, true, highest);
  const [re, im] = [new Float64Array(highest + 1), new Float64Array(highest + 1)];
  // Of a symmetric law every other part is zero, and its rounding errors have no table.
  const parts = Array.from({ length: 2 * (highest + 1) }, (_, part) => part).filter(
    (part) => !law.symmetric || (part >> 1) % 2 === part % 2,
  );
  const functions = (x: number, out: Float64Array): void => {
    moments.evaluate(x, re, im);
    for (let p = 0; p < parts.length; p++) {
      const part = parts[p]!;
      out[p] = (part % 2 === 0 ? re : im)[part >> 1]!;
    }
  };
  const table = uniformTable(pointwise(functions, parts.length), parts.length, reach);
  const values = new Float64Array(parts.length);
  return {
    reach,
    error: table.error,
    evaluate(x, out) {
      table.evaluate(x, values, values.length);
      for (let p = 0; p < parts.length; p++) out[parts[p]!] = values[p]!;
    },
  };
}
