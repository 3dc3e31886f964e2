import { describe, expect, it } from "vitest";
import { Random } from "../../numerics/random/random.ts";
import { binomialTail, studentQuantile, studentTail } from "../../proofs-check/distributions.ts";
import {
  equivalenceTest,
  errorsInMargin,
  falseAlarm,
  type Sample,
  sampleOf,
  shareTest,
  signTest,
  type TestResult,
  testSize,
  wantedPower,
} from "../../proofs-check/statistics.ts";
import { normalUpperTail } from "../numerics/random/reference.ts";
import { integral } from "../numerics/support/legendre.ts";

const relative = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe("Student's tail", () => {
  it.each([0.01, 0.5, 1, 3, 50, 1e4, 3e8])("is Cauchy's with one degree of freedom (t = %f)", (t) => {
    expect(relative(studentTail(t, 1), Math.atan2(1, t) / Math.PI)).toBeLessThan(1e-9);
  });

  it.each([0.01, 0.5, 2, 30, 2e4])("is algebraic with two (t = %f)", (t) => {
    const root = Math.sqrt(2 + t * t);
    expect(relative(studentTail(t, 2), 1 / (root * (root + t)))).toBeLessThan(1e-9);
  });

  it.each([0.3, 2, 6, 15, 25])("is the integral of the density with seven (t = %f)", (t) => {
    // Gamma(4) / Gamma(7/2) = 6 / (15 sqrt(pi) / 8); x = t / u maps the tail to (0, 1].
    const constant = 16 / (5 * Math.sqrt(Math.PI) * Math.sqrt(7 * Math.PI));
    const tail = integral(
      (u) => (constant * (1 + (t / u) ** 2 / 7) ** -4 * t) / (u * u),
      [1e-9, 0.1, 0.25, 0.5, 0.75, 1],
      40,
    );
    expect(relative(studentTail(t, 7), tail)).toBeLessThan(1e-9);
  });

  it.each([0.5, 2, 4, 6])("approaches the normal one at the rate 1/nu (t = %f)", (t) => {
    const nu = 1e5;
    const density = Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
    const second = (t * (3 * t ** 6 - 7 * t ** 4 - 5 * t * t - 3)) / (96 * nu * nu);
    const expected = normalUpperTail(t) + density * ((t ** 3 + t) / (4 * nu) + second);
    expect(relative(studentTail(t, nu), expected)).toBeLessThan(1e-8);
  });

  it("joins its two ways to the Gamma function, and mirrors", () => {
    // log P is smooth in nu: its third difference across 200, where the way changes, is below 1e-6.
    const at = (nu: number): number => Math.log(studentTail(5, nu));
    expect(Math.abs(at(201) - 3 * at(200) + 3 * at(199) - at(198))).toBeLessThan(2e-6);
    expect(studentTail(-1.3, 5) + studentTail(1.3, 5)).toBeCloseTo(1, 14);
    expect(studentTail(0, 5)).toBe(0.5);
  });

  it.each([1, 2, 7, 63, 1023])("is inverted by the quantile (nu = %i)", (nu) => {
    for (const tail of [0.4, 0.005, 1e-6, 5e-10, 1e-10])
      expect(relative(studentTail(studentQuantile(tail, nu), nu), tail)).toBeLessThan(1e-9);
    expect(relative(studentQuantile(5e-10, 1), 1 / Math.tan(Math.PI * 5e-10))).toBeLessThan(1e-8);
  });
});

it("a sample's standard error is that of its mean", () => {
  const { mean, standardError, degreesOfFreedom, size } = sampleOf([1, 2, 3, 6], 50);
  expect(mean).toBeCloseTo(3, 15);
  expect(standardError).toBeCloseTo(Math.sqrt(14 / 3 / 4), 15);
  expect([degreesOfFreedom, size]).toEqual([3, 200]);
});

const trials = 20_000;
const alpha = 0.01;

/** How often a test decides each way on samples of `n` normals about `mean`, and the power it states on average. */
function simulated(
  mean: number,
  n: number,
  test: (sample: Sample) => TestResult,
): { holds: number; fails: number; power: number } {
  const random = new Random(97);
  const counts = { holds: 0, fails: 0, undecided: 0 };
  const values = new Float64Array(n);
  let power = 0;
  for (let k = 0; k < trials; k++) {
    random.fillNormal(values);
    const result = test(sampleOf(values.map((x) => x + mean)));
    counts[result.outcome]++;
    power += result.power / trials;
  }
  return { holds: counts.holds, fails: counts.fails, power };
}

/** A wrong decision has probability alpha/2 = 1/200 at the border: 100 of 20,000, and 6 binomial deviations. */
function expectNominal(count: number): void {
  expect(Math.abs(count - (trials * alpha) / 2)).toBeLessThan(6 * Math.sqrt((trials * alpha) / 2));
}

describe("the equivalence test", () => {
  const margin = 0.8;
  const test = (sample: Sample): TestResult => equivalenceTest(sample, 2, margin, alpha);

  it.each([-1, 1])("decides wrongly as often as it says at the border of its region (side %i)", (side) => {
    // Where the truth is on the border both decisions are wrong, each with half of alpha.
    const { holds, fails } = simulated(2 + side * margin, 30, test);
    expectNominal(holds);
    expectNominal(fails);
  });

  it("has the power that it states", () => {
    const { holds, fails, power } = simulated(2, 30, test);
    expect(fails).toBe(0);
    expect(power).toBeGreaterThan(0.5);
    expect(power).toBeLessThan(0.97);
    expect(Math.abs(holds / trials - power)).toBeLessThan(0.02);
  });

  it("rejects what lies outside, holds what lies inside, and leaves open what is too noisy", () => {
    const sample = { mean: 2, standardError: 0.01, degreesOfFreedom: 100, size: 101 };
    expect(equivalenceTest(sample, 2.05, 0.2).outcome).toBe("holds");
    expect(equivalenceTest(sample, 2.5, 0.2).outcome).toBe("fails");
    expect(equivalenceTest(sample, 1.5, 0.2).outcome).toBe("fails");
    expect(equivalenceTest({ ...sample, standardError: 0.1 }, 2, 0.2).outcome).toBe("undecided");
    expect(equivalenceTest(sample, 2, 0.2).alpha).toBe(testSize);
  });
});

describe("the sign test", () => {
  it.each([-1, 1])("decides as often as it says where there is no difference (expected %i)", (sign) => {
    const { holds, fails } = simulated(0, 12, (sample) => signTest(sample, sign, alpha));
    expectNominal(holds);
    expectNominal(fails);
  });

  it.each([-0.6, 0.6])("has the power that it states (mean %f)", (mean) => {
    const { holds, fails, power } = simulated(mean, 30, (sample) => signTest(sample, mean, alpha));
    expect(fails).toBe(0);
    expect(power).toBeGreaterThan(0.5);
    expect(power).toBeLessThan(0.97);
    expect(Math.abs(holds / trials - power)).toBeLessThan(0.03);
  });

  it("fails on the other side", () => {
    const sample = { mean: -1, standardError: 0.05, degreesOfFreedom: 50, size: 51 };
    expect(signTest(sample, -0.5).outcome).toBe("holds");
    expect(signTest(sample, 0.5).outcome).toBe("fails");
    expect(signTest({ ...sample, standardError: 0.5 }, -0.5).outcome).toBe("undecided");
  });
});

describe("the test of a share", () => {
  const trials = 60;
  /** P(X = k) by exact binomials. */
  const mass = (k: number, n: number, chance: number): number => {
    let choices = 1n;
    for (let j = 1n; j <= BigInt(k); j++) choices = (choices * (BigInt(n) - j + 1n)) / j;
    return Number(choices) * chance ** k * (1 - chance) ** (n - k);
  };
  const decided = (outcome: TestResult["outcome"], truth: number, expected: number): number => {
    let chance = 0;
    for (let k = 0; k <= trials; k++) {
      const sample = sampleOf(Array.from({ length: trials }, (_, i) => (i < k ? 1 : 0)));
      if (shareTest(sample, expected, 0.2, alpha).outcome === outcome) chance += mass(k, trials, truth);
    }
    return chance;
  };

  it("has the binomial law's tails", () => {
    for (const [k, n, p] of [
      [0, 9, 0.2],
      [9, 9, 0.2],
      [3, 40, 0.3],
      [30, 40, 0.3],
      [12, 40, 0.3],
    ] as const) {
      let sum = 0;
      for (let j = k; j <= n; j++) sum += mass(j, n, p);
      expect(relative(binomialTail(k, n, p), sum)).toBeLessThan(1e-10);
    }
    expect([binomialTail(41, 40, 0.3), binomialTail(1, 40, 0), binomialTail(40, 40, 1)]).toEqual([0, 0, 1]);
  });

  it.each([
    [0.3, 0.5],
    [0.7, 0.5],
    [0.8, 1],
  ])("decides wrongly no more often than it says at the border (%f for %f)", (truth, expected) => {
    for (const outcome of ["holds", "fails"] as const) {
      expect(decided(outcome, truth, expected)).toBeLessThanOrEqual(alpha / 2);
    }
  });

  it("states the power that it has, also for a certain event", () => {
    for (const expected of [0.5, 0.9, 1]) {
      const { power } = shareTest(
        sampleOf([1, ...new Array<number>(trials - 1).fill(0)]),
        expected,
        0.2,
        alpha,
      );
      expect(power).toBeCloseTo(decided("holds", expected, expected), 9);
      expect(power).toBeGreaterThan(0.3);
    }
  });

  it("a share that never varies is known no better than its number of values allows", () => {
    const always = sampleOf(new Array<number>(trials).fill(1));
    expect(shareTest(always, 1, 0.2, alpha).interval[0]).toBeCloseTo((alpha / 2) ** (1 / trials), 12);
    expect(shareTest(always, 1, 0.01, alpha).outcome).toBe("undecided");
    expect(shareTest(always, 0.9, 0.2, alpha).outcome).toBe("holds");
    expect(shareTest(always, 0.5, 0.2, alpha).outcome).toBe("fails");
  });
});

it("a margin of so many standard errors holds a true statement with 99 % power and refutes twice that error", () => {
  for (const [size, df] of [
    [1e-9, 1023],
    [1e-3, 20],
  ] as const) {
    const sample = { mean: 0, standardError: 1, degreesOfFreedom: df, size: df + 1 };
    const margin = errorsInMargin(size, df);
    const { power, resolution } = equivalenceTest(sample, 0, margin, size);
    expect(power).toBeCloseTo(wantedPower, 9);
    expect(resolution).toBeLessThan(2 * margin);
  }
});

it("an error of the stated resolution is refuted with the stated power", () => {
  const random = new Random(5);
  const values = new Float64Array(40);
  let refuted = 0;
  let resolution = 0;
  for (let k = 0; k < trials; k++) {
    random.fillNormal(values);
    const sample = sampleOf(values);
    const exact = { ...sample, standardError: 1 / Math.sqrt(40) };
    resolution = equivalenceTest(exact, 0, 0.5, alpha).resolution!;
    const shifted = equivalenceTest({ ...sample, mean: sample.mean + resolution }, 0, 0.5, alpha);
    if (shifted.outcome === "fails") refuted++;
  }
  expect(Math.abs(refuted / trials - wantedPower)).toBeLessThan(0.01);
});

it("sizes add up", () => {
  const evidence = Array.from({ length: 300 }, () => ({ kind: "simulation", alpha: testSize }));
  expect(falseAlarm([...evidence, { kind: "identity" }])).toBeCloseTo(300 * testSize, 15);
});
