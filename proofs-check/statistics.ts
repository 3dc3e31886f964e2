import { binomialTail, lowestChance, studentQuantile, studentTail } from "./distributions.ts";
import type { Outcome, SimulationEvidence } from "./ledger.ts";

/**
 * The size of every single statistical test. A full run makes a few hundred, so that the probability that any of
 * them rejects wrongly stays below 1e-6 (`falseAlarm` adds them up).
 */
export const testSize = 1e-9;

/** Independent, identically distributed estimates of one quantity, summed up. */
export interface Sample {
  readonly mean: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  /** How many draws stand behind it. */
  readonly size: number;
}

/**
 * Sums up independent values. For draws with heavy tails pass means of blocks: these are near normal, as the
 * Student intervals assume.
 */
export function sampleOf(values: ArrayLike<number>, drawsPerValue = 1): Sample {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2;
  return {
    mean,
    standardError: Math.sqrt(squares / (n - 1) / n),
    degreesOfFreedom: n - 1,
    size: n * drawsPerValue,
  };
}

/** What a test decided, in the numbers that the ledger keeps. */
export type TestResult = Pick<
  SimulationEvidence,
  "outcome" | "estimate" | "expected" | "interval" | "margin" | "alpha" | "power" | "resolution" | "samples"
>;

/** The power to which tests are sized. */
export const wantedPower = 0.99;

/**
 * How many standard errors a margin must span for the equivalence test of this size to hold a true statement with the
 * wanted power; an error of twice that margin is refuted with it too.
 */
export function errorsInMargin(alpha: number, degreesOfFreedom: number): number {
  const missed = (1 - wantedPower) / 2;
  return studentQuantile(alpha / 2, degreesOfFreedom) + studentQuantile(missed, degreesOfFreedom);
}

function interval({ mean, standardError, degreesOfFreedom }: Sample, alpha: number): [number, number] {
  const reach = studentQuantile(alpha / 2, degreesOfFreedom) * standardError;
  return [mean - reach, mean + reach];
}

/**
 * Equivalence by two one-sided tests: `holds` when the whole confidence interval lies within `margin` of the
 * expected value, `fails` when all of it lies outside, else `undecided`. Each of the two wrong decisions has
 * probability at most alpha.
 */
export function equivalenceTest(
  sample: Sample,
  expected: number,
  margin: number,
  alpha = testSize,
): TestResult {
  const [low, high] = interval(sample, alpha);
  let outcome: Outcome = "undecided";
  if (low >= expected - margin && high <= expected + margin) outcome = "holds";
  else if (low > expected + margin || high < expected - margin) outcome = "fails";
  const reach = (high - low) / 2;
  const slack = (margin - reach) / sample.standardError;
  const missed = studentQuantile(1 - wantedPower, sample.degreesOfFreedom) * sample.standardError;
  return {
    outcome,
    estimate: sample.mean,
    expected,
    interval: [low, high],
    margin,
    alpha,
    power: sample.standardError === 0 ? 1 : Math.max(0, 1 - 2 * studentTail(slack, sample.degreesOfFreedom)),
    resolution: margin + reach + missed,
    samples: sample.size,
  };
}

/**
 * The sign of a mean: `holds` when the confidence interval lies on the side of `expected`, `fails` when it lies
 * on the other, else `undecided`. `power` is the chance to decide if the mean is `expected`.
 */
export function signTest(sample: Sample, expected: number, alpha = testSize): TestResult {
  const [low, high] = interval(sample, alpha);
  const sign = Math.sign(expected);
  const outcome: Outcome =
    low * sign > 0 && high * sign > 0 ? "holds" : low * sign < 0 && high * sign < 0 ? "fails" : "undecided";
  const slack =
    Math.abs(expected) / sample.standardError - studentQuantile(alpha / 2, sample.degreesOfFreedom);
  return {
    outcome,
    estimate: sample.mean,
    expected,
    interval: [low, high],
    margin: 0,
    alpha,
    power: 1 - studentTail(slack, sample.degreesOfFreedom),
    samples: sample.size,
  };
}

/**
 * As `equivalenceTest`, for a share: values that are 0 or 1. The interval is that of the binomial law, which is exact
 * even where all values are the same.
 */
export function shareTest(
  { mean, degreesOfFreedom }: Sample,
  expected: number,
  margin: number,
  alpha = testSize,
): TestResult {
  const trials = degreesOfFreedom + 1;
  const [least, most] = [expected - margin, expected + margin];
  // Whether the interval lies above a chance, or below it, without the interval.
  const isAbove = (successes: number, chance: number): boolean =>
    chance < 0 || binomialTail(successes, trials, chance) <= alpha / 2;
  const isBelow = (successes: number, chance: number): boolean =>
    chance > 1 || binomialTail(trials - successes, trials, 1 - chance) <= alpha / 2;
  const outcomeOf = (successes: number): Outcome => {
    if (isAbove(successes, least) && isBelow(successes, most)) return "holds";
    return isAbove(successes, most) || isBelow(successes, least) ? "fails" : "undecided";
  };
  const successes = Math.round(mean * trials);
  // What holds is a range of successes, with the expected number in it if with any.
  const middle = Math.round(expected * trials);
  const reach = (step: 1 | -1): number => {
    let [inside, outside] = [0, (step > 0 ? trials - middle : middle) + 1];
    while (outside - inside > 1) {
      const half = Math.floor((inside + outside) / 2);
      if (outcomeOf(middle + step * half) === "holds") inside = half;
      else outside = half;
    }
    return middle + step * inside;
  };
  const held =
    outcomeOf(middle) === "holds"
      ? binomialTail(reach(-1), trials, expected) - binomialTail(reach(1) + 1, trials, expected)
      : 0;
  return {
    outcome: outcomeOf(successes),
    estimate: successes / trials,
    expected,
    interval: [
      lowestChance(successes, trials, alpha / 2),
      1 - lowestChance(trials - successes, trials, alpha / 2),
    ],
    margin,
    alpha,
    power: held,
    samples: trials,
  };
}

/** The bound on the probability that any of these tests rejects a true statement: the sum of their sizes. */
export function falseAlarm(evidence: readonly { readonly kind: string; readonly alpha?: number }[]): number {
  return evidence.reduce((sum, { alpha }) => sum + (alpha ?? 0), 0);
}
