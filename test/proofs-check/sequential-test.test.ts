import { describe, expect, it } from "vitest";
import { Random } from "../../numerics/random/random.ts";
import {
  doublingLooks,
  extendedTo,
  type FixedTest,
  type SequentialDesign,
  sequentialTests,
  spending,
  testsOfRuns,
} from "../../proofs-check/sequential-test.ts";
import { equivalenceTest, signTest, type TestResult, testSize } from "../../proofs-check/statistics.ts";

const design: SequentialDesign = { looks: [8, 16, 32, 64], alpha: 0.02, drawsPerValue: 10 };

/** Tests of two means on common normal draws, about `means`. */
function run(means: readonly number[], random: Random, margin: number, given = design): TestResult[] {
  return sequentialTests(
    () => means.map((mean) => mean + random.normal()),
    (firstLook) => firstLook.map(() => (sample, alpha) => equivalenceTest(sample, 0, margin, alpha)),
    given,
  );
}

it("a share of the values spends the same share of alpha", () => {
  const sizes = spending(design);
  expect(sizes.map((size) => size / design.alpha)).toEqual([1 / 8, 1 / 8, 1 / 4, 1 / 2]);
  expect(sizes.reduce((a, b) => a + b, 0)).toBeCloseTo(design.alpha, 15);
});

it("a sample keeps its mean and spread when it is thought longer", () => {
  const sample = { mean: 3, standardError: 2, degreesOfFreedom: 15, size: 160 };
  expect(extendedTo(64, sample)).toEqual({ ...sample, standardError: 1, degreesOfFreedom: 63 });
});

describe("tests of one run", () => {
  it("stop as soon as all are decided", () => {
    const [far, near] = run([40, 0.01], new Random(1), 12) as [TestResult, TestResult];
    expect([far.outcome, near.outcome]).toEqual(["fails", "holds"]);
    expect([far.samples, near.samples]).toEqual([80, 80]);
    expect([far.alpha, far.power]).toEqual([design.alpha, 1]);
  });

  it("keep a decision while others go on, and leave open what the last look does not decide", () => {
    const [early, never] = run([40, 0.5], new Random(1), 0.5) as [TestResult, TestResult];
    expect([early.outcome, early.samples]).toEqual(["fails", 80]);
    expect([never.outcome, never.samples]).toEqual(["undecided", 640]);
  });

  it("make their margins once, from the first look", () => {
    let calls = 0;
    let length = 0;
    sequentialTests(
      () => [1],
      (firstLook) => {
        calls++;
        length = firstLook[0]!.degreesOfFreedom + 1;
        return [(sample, alpha) => ({ ...equivalenceTest(sample, 9, 20, alpha), outcome: "undecided" })];
      },
      design,
    );
    expect([calls, length]).toEqual([1, 8]);
  });
});

describe("tests whose values are runs", () => {
  it("look when the number has doubled, from 16 or a few more on", () => {
    expect(doublingLooks(128)).toEqual([16, 32, 64, 128]);
    expect(doublingLooks(100)).toEqual([25, 50, 100]);
    expect(doublingLooks(20)).toEqual([20]);
  });

  it("do run after run until all are decided, and charge for the looks that they did not need", () => {
    const asked: number[] = [];
    const random = new Random(4);
    const draw = (k: number): number[] => {
      asked.push(k);
      return [20 + random.normal(), 3 + random.normal()];
    };
    const sign: FixedTest = (sample, alpha) => signTest(sample, 1, alpha);
    const [clear, less] = testsOfRuns(draw, [sign, sign], { most: 128 }) as [TestResult, TestResult];
    expect([clear.outcome, clear.samples, less.outcome, less.samples]).toEqual(["holds", 16, "holds", 32]);
    expect(asked).toEqual([...Array(32).keys()]);
    expect([clear.alpha, less.alpha]).toEqual([testSize, testSize]);
  });
});

it("decides wrongly at any look no more often than it says, and not much less", () => {
  const random = new Random(3);
  const trials = 4000;
  let wrong = 0;
  let looks = 0;
  for (let k = 0; k < trials; k++) {
    // The mean is zero: either sign is a wrong decision.
    const [result] = sequentialTests(
      () => [random.normal()],
      () => [(sample, alpha) => signTest(sample, 1, alpha)],
      design,
    ) as [TestResult];
    if (result.outcome !== "undecided") wrong++;
    looks += result.samples;
  }
  const expected = trials * design.alpha;
  expect(wrong).toBeLessThan(expected + 4 * Math.sqrt(expected));
  expect(wrong).toBeGreaterThan(expected / 2);
  expect(looks).toBeGreaterThan(0);
});
