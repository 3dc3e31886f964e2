import type { Interval } from "./expressions/range.ts";
import { type Atom, enclosures, exactNumbers, FiniteMeasure } from "./finite-measure.ts";
import type { Constraint } from "./model.ts";
import { Polynomial } from "./polynomial.ts";
import { Rational } from "./rational.ts";
import type { Reduction } from "./reduction.ts";
import type { Regularizer } from "./regularizers/regularizer.ts";
import { symbol } from "./symbols.ts";

/** A law on finitely many numbers. */
export interface FiniteLaw {
  readonly values: readonly Rational[];
  readonly probabilities: readonly Rational[];
}

/** Exact, or the double amid proven bounds where the penalty's slope is irrational. */
export type WitnessValue = Rational | number;

/**
 * Two measures P of (u, w) with the same Q and s on which an average that a state equation needs is different:
 * w = along sign(u_1) + across x, with x independent of the features and along^2 + across^2 = 1. Whatever law of mean
 * square 1 x has, s = 1, Q_1 = along <|u_1|> and all other overlaps are 0, if the features are independent with laws
 * symmetric about 0 (sign(0) is 1 or -1 by a fair coin).
 */
export interface Witness {
  readonly along: Rational;
  readonly across: Rational;
  /** The laws of x in the two measures. */
  readonly laws: readonly [FiniteLaw, FiniteLaw];
  /** The average, a combination of the missing moments, on the sphere with Q1. */
  readonly average: Polynomial;
  /** Its values in the two measures, in this unit: 1, or <|u_1|>. */
  readonly values: readonly [WitnessValue, WitnessValue];
  readonly unit: Polynomial;
}

const half = Rational.of(1, 2);
const one = Rational.one;
const fair: FiniteLaw = { values: [one, one.negate()], probabilities: [half, half] };

/** The law of mean 0 and mean square 1 on t and -1/t. */
function skewed(t: Rational): FiniteLaw {
  const rare = one.divide(one.add(t.power(2)));
  return { values: [t, one.divide(t).negate()], probabilities: [rare, one.subtract(rare)] };
}

// Small numbers first: they make a witness that people check by hand. The large ones leave any bounded region in
// which a slope is linear.
const ratios = [Rational.of(2), Rational.of(3), Rational.of(3, 2)];
const powersOfTen = Array.from({ length: 12 }, (_, k) => Rational.of(10n ** BigInt(k + 1)));
const candidates: readonly FiniteLaw[] = [
  ...[...ratios, ...powersOfTen].flatMap((t) => [skewed(t), skewed(one.divide(t))]),
  { values: [one], probabilities: [one] },
];

const directions = [
  [Rational.of(4, 5), Rational.of(3, 5)],
  [Rational.of(3, 5), Rational.of(4, 5)],
  [Rational.of(12, 13), Rational.of(5, 13)],
  [Rational.of(5, 13), Rational.of(12, 13)],
] as const;

/** Two measures that prove that equations with missing moments do not close, if the search finds any. */
export function findWitness(
  regularizer: Regularizer,
  reduction: Reduction,
  constraint: Constraint,
): Witness | undefined {
  for (const { average, unit } of openAverages(reduction, constraint)) {
    for (const [along, across] of directions) {
      const measure = (law: FiniteLaw): FiniteMeasure =>
        new FiniteMeasure(witnessAtoms({ along, across }, law), regularizer.functions);
      const reference = measure(fair);
      const law = candidates.find((candidate) => differ(average, reference, measure(candidate)));
      if (!law) continue;
      const values = [measuredNumber(average, reference), measuredNumber(average, measure(law))] as const;
      return { along, across, laws: [fair, law], average, values, unit };
    }
  }
  return undefined;
}

/** The atoms of a witness's measure where u_1 is 1 or -1. */
export function witnessAtoms({ along, across }: Pick<Witness, "along" | "across">, law: FiniteLaw): Atom[] {
  return [one, one.negate()].flatMap((u) =>
    law.values.map((z, i) => ({
      u,
      w: along.multiply(u).add(across.multiply(z)),
      probability: half.multiply(law.probabilities[i]!),
    })),
  );
}

/** What the equations of s and of Q_1 need beyond the order parameters, up to a factor. */
function openAverages({ equations }: Reduction, constraint: Constraint): Pick<Witness, "average" | "unit">[] {
  const ofNorm = constraint === "free" ? [{ equation: equations.at(-1)!, unit: Polynomial.one }] : [];
  // Each of its terms has one factor u_1, and the measures give it as |u_1| times its sign.
  const ofOverlap = { equation: equations[0]!, unit: Polynomial.generator("<abs(u1)>") };
  const factor = Polynomial.generator(symbol.learningRate).multiply(Polynomial.generator(symbol.strength));
  return [...ofNorm, ofOverlap].flatMap(({ equation, unit }) => {
    const open = equation
      .namedTerms()
      .filter(({ powers }) => [...powers.keys()].some((name) => name.startsWith("<")));
    if (open.length === 0) return [];
    const average = Polynomial.fromNamedTerms(open).multiply(factor.inverse());
    return [{ average: average.scale(one.divide(open[0]!.coefficient)), unit }];
  });
}

/** Exact or between bounds; undefined where the slope's values are not known to either. */
function measured(average: Polynomial, measure: FiniteMeasure): Rational | Interval | undefined {
  return measure.value(average, exactNumbers) ?? measure.value(average, enclosures);
}

function differ(average: Polynomial, a: FiniteMeasure, b: FiniteMeasure): boolean {
  const [x, y] = [measured(average, a), measured(average, b)];
  if (x instanceof Rational && y instanceof Rational) return !x.equals(y);
  const [p, q] = [a.value(average, enclosures), b.value(average, enclosures)];
  return p !== undefined && q !== undefined && (p[1] < q[0] || q[1] < p[0]);
}

function measuredNumber(average: Polynomial, measure: FiniteMeasure): WitnessValue {
  const value = measured(average, measure)!;
  if (value instanceof Rational) return value;
  const [low, high] = value;
  // A symmetric sum cancels to rounding, which is not worth a digit.
  return low <= 0 && high >= 0 ? 0 : (low + high) / 2;
}
