import type { HiddenLaw } from "../../theory/laws/law.ts";
import { Rational } from "../../theory/rational.ts";

/** A number that c^2 never exceeds under a law, exact where c^2 takes one value beside 0; undefined for unbounded laws. */
export function largestSquare({ measure, moment }: HiddenLaw): Rational | undefined {
  if (measure.kind === "density" && measure.tails !== "none") return undefined;
  const ends = measure.kind === "atoms" ? measure.values : measure.panels;
  const largest = Math.max(...ends.map(Math.abs));
  if (largest === 0) return Rational.zero;
  const oneSize =
    measure.kind === "atoms" &&
    ends.every((x) => x === 0 || Math.abs(Math.abs(x) - largest) < 1e-12 * largest);
  if (oneSize) {
    const square = moment(4).divide(moment(2));
    if (square.denominator < 10n ** 12n) return square;
  }
  const unit = 2 ** 20;
  return Rational.of(Math.ceil(largest ** 2 * (1 + 1e-12) * unit), unit);
}
