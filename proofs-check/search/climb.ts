import type { ModelInput } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { isAllowed, type NumberField, numberAt, numberFields, withNumber } from "./number-fields.ts";

/** A model file and how much it contradicts the wording. */
export interface Candidate {
  readonly input: ModelInput;
  readonly margin: number;
}

/** The margin of a model file, -Infinity where the wording says nothing about it. */
export type Margin = (input: ModelInput) => number;

/**
 * Moves one number at a time, by ever smaller factors, while the margin grows and is not yet enough.
 * @param evaluations how many model files may be tried.
 */
export function climb(start: Candidate, margin: Margin, enough: number, evaluations: number): Candidate {
  let best = start;
  let left = evaluations;
  for (let factor = 4; factor > 1.1; factor = Math.sqrt(factor)) {
    for (;;) {
      const before = best;
      for (const field of numberFields(best.input)) {
        for (const value of neighbours(field, numberAt(best.input, field), factor)) {
          if (left-- <= 0 || best.margin >= enough) return best;
          const input = withNumber(best.input, field, value);
          const reached = margin(input);
          if (reached > best.margin) best = { input, margin: reached };
        }
      }
      if (best === before) break;
    }
  }
  return best;
}

function neighbours(field: NumberField, value: Rational, factor: number): Rational[] {
  const x = value.toNumber();
  const span = "high" in field.range && field.range.low < 0 ? (field.range.high - field.range.low) / 8 : 0;
  const moved = span > 0 ? [x - span * (factor - 1), x + span * (factor - 1)] : [x / factor, x * factor];
  const whole = "wholeFrom" in field.range;
  return moved
    .map((y) => (whole ? Rational.of(Math.round(y)) : Rational.parse(y.toPrecision(3))))
    .filter((y) => isAllowed(field, y) && !y.equals(value));
}
