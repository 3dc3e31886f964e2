import type { HiddenLaw } from "../../theory/laws/law.ts";
import { mirrored, pointwise } from "./signal-functions.ts";
import { tiltedMoments } from "./tilted-moments.ts";
import { uniformTable } from "./uniform-table.ts";

/** The real or imaginary part of E[c^exponent exp(i x c)]. */
export interface MomentPart {
  readonly exponent: number;
  readonly imaginary: boolean;
}

/** The parts of E[c^j exp(i x c)], j = 0, ..., highest, that are not zero: of a symmetric law one a moment. */
export function momentParts(law: HiddenLaw, highest: number): readonly MomentPart[] {
  return Array.from({ length: highest + 1 }, (_, exponent) => [
    { exponent, imaginary: false },
    { exponent, imaginary: true },
  ])
    .flat()
    .filter(({ exponent, imaginary }) => !law.symmetric || (exponent % 2 === 1) === imaginary);
}

/** Characteristic moments as cheap functions of x. */
export interface CharacteristicMoments {
  /** They hold for 0 <= x <= reach. */
  readonly reach: number;
  readonly error: number;
  /** Writes the values at x = 0, step, ..., (points - 1) step: that of part p at point i is number p points + i. */
  evaluateGrid(step: number, points: number, out: Float64Array): void;
}

/**
 * Tabulates them.
 * @throws ConvergenceError for a law with values so large that they oscillate too fast.
 */
export function characteristicMoments(
  law: HiddenLaw,
  parts: readonly MomentPart[],
  reach: number,
): CharacteristicMoments {
  const length = 1 + Math.max(...parts.map(({ exponent }) => exponent));
  const moments = tiltedMoments(law, true, length - 1);
  const [re, im] = [new Float64Array(length), new Float64Array(length)];
  const functions = (x: number, out: Float64Array): void => {
    moments.evaluate(x, re, im);
    parts.forEach(({ exponent, imaginary }, p) => {
      out[p] = (imaginary ? im : re)[exponent]!;
    });
  };
  const sample = mirrored(
    pointwise(functions, parts.length),
    parts.map(({ imaginary }) => (imaginary ? -1 : 1)),
  );
  const { error, evaluateGrid } = uniformTable(sample, parts.length, reach);
  return { reach, error, evaluateGrid };
}
