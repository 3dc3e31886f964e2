import { stateEvaluator } from "../numerics/flow/state-evaluator.ts";
import { Random } from "../numerics/random/random.ts";
import { runsOf } from "../proofs-check/claims/end-states.ts";
import { studentQuantile, studentTail } from "../proofs-check/distributions.ts";
import { quantitiesAt } from "../proofs-check/sampled-step/quantities.ts";
import { StepSampler } from "../proofs-check/sampled-step/step-sample.ts";
import { trueTheory } from "../proofs-check/sampled-step/step-theory.ts";
import {
  doublingLooks,
  type FixedTest,
  sequentialTests,
  testOfRuns,
} from "../proofs-check/sequential-test.ts";
import { equivalenceTest, sampleOf, shareTest, signTest, testSize } from "../proofs-check/statistics.ts";
import { fewValuesInflation, skewness, tailInflation, uniformityPValue } from "../proofs-check/uniformity.ts";
import { builtinModels } from "../theory/builtin-models.ts";
import { parseModel } from "../theory/model.ts";
import type { Row } from "./timing.ts";

const runs = 10_000;
/** Values a run, and steps behind a value; the suite takes 64 to 4096 values of 2000 steps. */
const values = 20;
const steps = 100;
const suite = { values: 64, steps: 2000 };
const random = Random.stream(2024, 0);

/** Each test statistic on 10,000 runs of a true statement: are its p-values uniform, and what of the far tail? */
export function statisticsAudit(): Row[] {
  return [...normalRows(), ...stepRows(), ...runRows(), ...sequentialRows()];
}

function row(name: string, pValues: readonly number[], reference: string): Row {
  return { name, value: `KS p = ${uniformityPValue(pValues).toFixed(3)}`, reference };
}

function pValueOf(given: ArrayLike<number>, truth: number): number {
  const { mean, standardError, degreesOfFreedom } = sampleOf(given);
  return 2 * studentTail(Math.abs(mean - truth) / standardError, degreesOfFreedom);
}

/** The mean of normal values, and a difference with common random numbers. */
function normalRows(): Row[] {
  const draws = new Float64Array(values);
  const shared = new Float64Array(values);
  const draw = (): void => {
    random.fillNormal(draws);
    random.fillNormal(shared);
  };
  const collect = (p: () => number): number[] =>
    Array.from({ length: runs }, () => {
      draw();
      return p();
    });
  return [
    row(
      "mean of normals",
      collect(() => pValueOf(draws, 0)),
      "exact in theory at any size",
    ),
    row(
      "paired difference, common random numbers",
      collect(() =>
        pValueOf(
          draws.map((x, i) => shared[i]! + 0.1 * x - (shared[i]! - 0.1 * x)),
          0,
        ),
      ),
      "exact in theory at any size",
    ),
  ];
}

/** Means and covariances of single steps, against the derived ones: two-sided p-values. */
function stepRows(): Row[] {
  const { input, name } = builtinModels[2]!;
  const model = parseModel(input, name);
  const state = { Q: [0.5], s: 1 };
  const theory = trueTheory(model);
  const quantities = quantitiesAt(1, 1);
  const expected = new Float64Array(quantities.length);
  stateEvaluator(
    model,
    quantities.map((quantity) => quantity.of(theory)),
    false,
  )(state.Q, state.s, expected);
  const sampler = new StepSampler(model, state, random);
  const blocks = Array.from({ length: runs * values }, () => sampler.block(steps));
  const z = studentQuantile(testSize / 2, 1e6);
  return quantities.map((quantity, q) => {
    const all = Float64Array.from(blocks, (block) => block[q]!);
    const pValues = Array.from({ length: runs }, (_, k) =>
      pValueOf(all.subarray(k * values, (k + 1) * values), expected[q]!),
    );
    // Skewness falls like the root of the steps in a value.
    const skew = skewness(all) * Math.sqrt(steps / suite.steps);
    const inflation = tailInflation(skew, suite.values, z);
    return row(
      `${quantity.entry ? "covariance" : "mean"} ${quantity.name}`,
      pValues,
      `tail at ${testSize}, ${suite.values} values of ${suite.steps}: within x${inflation.toFixed(2)}`,
    );
  });
}

/** How far from normal runs are at an N below all that the suite uses. */
const runDimension = 300;

/** Ends of runs: p-values of the first look's 16 values about the mean of all, and wrong decisions over the looks. */
function runRows(): Row[] {
  const { input, name } = builtinModels[2]!;
  const start = { Q: [0.5], s: 1 };
  const [first] = doublingLooks(128);
  const end = runsOf(
    parseModel(input, name),
    { start, times: [1], dimension: runDimension, seed: 2024 },
    runs * first!,
  );
  const ends = Float64Array.from({ length: runs * first! }, (_, r) => end(r)[0]![0]!);
  const { mean } = sampleOf(ends);
  const pValues = Array.from({ length: runs }, (_, k) =>
    pValueOf(ends.subarray(k * first!, (k + 1) * first!), mean),
  );
  const what = `overlap of a run at N = ${runDimension}, B = 2`;
  let drawn = 0;
  const trials = Math.floor(ends.length / 128);
  const next = (): number => ends[drawn++ % ends.length]! - mean;
  const design = { alpha: 0.02, most: 128 };
  return [
    row(
      `${what}, ${first} values`,
      pValues,
      `tail at ${testSize}, ${first} values: within x${fewValuesInflation(skewness(ends), first!).toFixed(2)}`,
    ),
    {
      name: `${what}, sequential sign test`,
      value: wrongDecisions(trials, () =>
        testOfRuns(next, (sample, size) => signTest(sample, 1, size), design),
      ),
      reference: `at most ${100 * design.alpha} % by the union bound`,
    },
  ];
}

function wrongDecisions(trials: number, run: () => { readonly outcome: string }): string {
  let wrong = 0;
  for (let k = 0; k < trials; k++) if (run().outcome !== "undecided") wrong++;
  return `${((100 * wrong) / trials).toFixed(2)} % wrong`;
}

/** Wrong decisions at the border of the statement, over all looks, at a size that can be counted. */
function sequentialRows(): Row[] {
  const alpha = 0.02;
  const design = { looks: [8, 16, 32, 64], alpha, drawsPerValue: 1 };
  const rate = (test: FixedTest): string =>
    wrongDecisions(
      runs,
      () =>
        sequentialTests(
          () => [random.normal()],
          () => [test],
          design,
        )[0]!,
    );
  const reference = `at most ${100 * alpha} % by the union bound`;
  return [
    {
      name: "sequential sign test",
      value: rate((sample, size) => signTest(sample, 1, size)),
      reference,
    },
    {
      name: "sequential equivalence test, truth on the border",
      value: rate((sample, size) => equivalenceTest(sample, 2, 2, size)),
      reference,
    },
    {
      name: "sequential test of a share, truth on the border",
      value: wrongDecisions(runs, () =>
        testOfRuns(
          () => (random.uniform() < 0.7 ? 1 : 0),
          (sample, size) => shareTest(sample, 0.5, 0.2, size),
          { most: 128, alpha },
        ),
      ),
      reference,
    },
  ];
}
