import { type Sample, sampleOf, type TestResult, testSize } from "./statistics.ts";

/** A test of one quantity on what has been drawn so far, at a given size. */
export type FixedTest = (sample: Sample, alpha: number) => TestResult;

/** When to look at the data, and what all looks together may cost. */
export interface SequentialDesign {
  /** Numbers of values, increasing; the last is the whole effort. */
  readonly looks: readonly number[];
  /** The size of each test over all its looks. */
  readonly alpha: number;
  /** How many draws stand behind a value. */
  readonly drawsPerValue: number;
}

/**
 * The size of each look: after a share t of the values a share t of alpha has been spent, so that early looks decide
 * only what is overwhelming and the last keeps half or so. By the union bound the sizes may simply be added: a wrong
 * decision at some look has at most their sum, however the looks depend on each other.
 */
export function spending({ looks, alpha }: Pick<SequentialDesign, "looks" | "alpha">): number[] {
  const whole = looks.at(-1)!;
  return looks.map((look, k) => (alpha * (look - (looks[k - 1] ?? 0))) / whole);
}

/** Student's law knows the spread of fewer values too badly for its far quantiles to be of use. */
const fewest = 16;

/** Looks at the whole number of values, at half of it, at a quarter, and so on down to about sixteen. */
export function doublingLooks(whole: number): number[] {
  const half = Math.ceil(whole / 2);
  return half < fewest ? [whole] : [...doublingLooks(half), whole];
}

/** A sample with the error that it would have after so many values. */
export function extendedTo(values: number, sample: Sample): Sample {
  const share = (sample.degreesOfFreedom + 1) / values;
  return {
    ...sample,
    standardError: sample.standardError * Math.sqrt(share),
    degreesOfFreedom: values - 1,
  };
}

/**
 * Group-sequential tests of several quantities on common draws. Each is decided at the first look at which its test
 * decides, and then stands; drawing ends when all are decided, or with the last look. A result's `power` is that of the
 * last look, to which an undecided test would have gone on, and its `alpha` the whole, though less may have been spent.
 * @param draw one value of each quantity; the values of a quantity are independent.
 * @param design the tests, made from the samples of the first look: margins may depend on spreads, never on means.
 */
export function sequentialTests(
  draw: () => readonly number[],
  design: (firstLook: readonly Sample[]) => readonly FixedTest[],
  { looks, alpha, drawsPerValue }: SequentialDesign,
  progress?: (fraction: number) => void,
): TestResult[] {
  const sizes = spending({ looks, alpha });
  const whole = looks.at(-1)!;
  const rows: (readonly number[])[] = [];
  let tests: readonly FixedTest[] | undefined;
  let results: TestResult[] = [];
  for (const [k, look] of looks.entries()) {
    while (rows.length < look) rows.push(draw());
    const samples = rows[0]!.map((_, q) =>
      sampleOf(
        rows.map((row) => row[q]!),
        drawsPerValue,
      ),
    );
    tests ??= design(samples);
    results = tests.map((test, q) => {
      const before = results[q];
      if (before && before.outcome !== "undecided") return before;
      const { power, resolution } = test(extendedTo(whole, samples[q]!), sizes.at(-1)!);
      return {
        ...test(samples[q]!, sizes[k]!),
        power,
        ...(resolution !== undefined && { resolution }),
        alpha,
      };
    });
    progress?.(look / whole);
    if (results.every(({ outcome }) => outcome !== "undecided")) break;
  }
  return results;
}

/** One quantity that costs a simulation a value. */
export interface SequentialEffort {
  /** Values at the last look. */
  readonly most: number;
  /** The size of the test over all looks, `testSize` by default. */
  readonly alpha?: number;
  readonly drawsPerValue?: number;
  readonly progress?: (fraction: number) => void;
}

/**
 * Tests of quantities whose values come from runs, at doubling looks.
 * @param draw value number k of each quantity, from random numbers of its own.
 */
export function testsOfRuns(
  draw: (k: number) => readonly number[],
  tests: readonly FixedTest[],
  { most, alpha = testSize, drawsPerValue = 1, progress }: SequentialEffort,
): TestResult[] {
  let drawn = 0;
  const next = (): readonly number[] => {
    const values = draw(drawn++);
    progress?.(drawn / most);
    return values;
  };
  return sequentialTests(next, () => tests, { looks: doublingLooks(most), alpha, drawsPerValue });
}

/** The same for one quantity. */
export function testOfRuns(
  draw: (k: number) => number,
  test: FixedTest,
  effort: SequentialEffort,
): TestResult {
  return testsOfRuns((k) => [draw(k)], [test], effort)[0]!;
}
