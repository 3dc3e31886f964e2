import type { Interval } from "../expressions/range.ts";
import type { Rational } from "../rational.ts";

/** A function of w, no polynomial, that a penalty's slope is made of. */
export interface SlopeFunction {
  /** The generator in the slope, which ends in `(w)`: by that the averages over P know it. */
  readonly name: string;
  /** Words, with formulas between backticks. */
  readonly meaning: string;
  /** A formula that the meaning ends with, where no words say it. */
  readonly definition?: { readonly text: string; readonly latex: string };
  value(w: number): number;
  /** The value at a rational number where that is rational too; undefined elsewhere. */
  exact(w: Rational): Rational | undefined;
  /** Bounds on the value at a rational number. With neither these nor exact values closure stays undecided. */
  enclosure?(w: Rational): Interval;
}
