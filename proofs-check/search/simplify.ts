import type { ModelInput } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import type { Candidate, Margin } from "./climb.ts";
import { isAllowed, type NumberField, numberAt, numberFields, withNumber } from "./number-fields.ts";

/**
 * Replaces parts of a counterexample by simpler ones while the margin stays above `enough`: one feature for several,
 * Rademacher for another law, the identity, the square or tanh for another phi, and numbers by the simplest rationals.
 */
export function simplify(found: Candidate, margin: Margin, enough: number): Candidate {
  let best = found;
  const attempt = (input: ModelInput): boolean => {
    const reached = margin(input);
    if (!(reached >= enough)) return false;
    best = { input, margin: reached };
    return true;
  };
  for (const simpler of structures) {
    for (const input of simpler(best.input)) if (attempt(input)) break;
  }
  for (const field of numberFields(best.input)) {
    const now = numberAt(best.input, field);
    for (const value of simplerThan(field, now)) if (attempt(withNumber(best.input, field, value))) break;
  }
  return best;
}

type Simpler = (input: ModelInput) => readonly ModelInput[];

const structures: readonly Simpler[] = [
  (input) => {
    const features = input["features"] as readonly ModelInput[];
    return features.length > 1 ? features.map((feature) => ({ ...input, features: [feature] })) : [];
  },
  (input) => {
    const features = input["features"] as readonly ModelInput[];
    const plain = features.map((feature) => ({ law: "rademacher", variance: feature["variance"] ?? 1 }));
    return features.every(({ law }) => law === "rademacher") ? [] : [{ ...input, features: plain }];
  },
  (input) => {
    const simple = ["identity", "quadratic", "cubic", "tanh"];
    const place = simple.indexOf(input["activation"] as string);
    return simple.slice(0, place < 0 ? simple.length : place).map((activation) => ({ ...input, activation }));
  },
];

/** The simplest rationals first: by numerator plus denominator, those nearest to the present number before others. */
function simplerThan(field: NumberField, now: Rational): Rational[] {
  const size = (value: Rational): number => {
    const numerator = value.numerator < 0n ? -value.numerator : value.numerator;
    return Number(numerator + value.denominator);
  };
  const distance = (value: Rational): number => Math.abs(value.toNumber() - now.toNumber());
  return small
    .filter((value) => isAllowed(field, value) && size(value) < size(now))
    .sort((a, b) => size(a) - size(b) || distance(a) - distance(b));
}

const small: readonly Rational[] = [
  ...new Map(
    Array.from({ length: 12 }, (_, n) => n).flatMap((n) =>
      Array.from({ length: 10 }, (_, d) => Rational.of(n, d + 1)).flatMap((value) =>
        [value, value.negate()].map((signed) => [`${signed}`, signed] as const),
      ),
    ),
  ).values(),
];
