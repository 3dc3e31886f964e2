import { stateEvaluator } from "../../numerics/flow/state-evaluator.ts";
import { Random } from "../../numerics/random/random.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { studentQuantile, studentTail } from "../distributions.ts";
import type { Outcome } from "../ledger.ts";
import { type Quantity, quantitiesAt, sizesAt } from "../sampled-step/quantities.ts";
import { type State, StepSampler } from "../sampled-step/step-sample.ts";
import { trueTheory } from "../sampled-step/step-theory.ts";
import { equivalenceTest, type Sample, sampleOf, type TestResult, testSize } from "../statistics.ts";
import type { Case } from "./battery.ts";
import { type Mutant, mutate } from "./mutant.ts";

/** An error below this share of a quantity's size does not have to be seen. */
export const relevant = 0.02;

/** How much to simulate at a state. */
export interface Effort {
  /** Steps a block: enough that a block's values are near normal. */
  readonly blockSize: number;
  readonly blocks: number;
}

/** A quantity by name, with the model and the state. */
interface Place {
  readonly quantity: string;
  readonly model: string;
  readonly state: State;
}

/** What became of a mutant. */
export interface Row {
  readonly mutant: Mutant;
  /** The largest change of a quantity, relative to its size. */
  readonly change: { readonly size: number; readonly at?: Place };
  /** The clearest of the tests that refute it, and how many do. */
  readonly refutation?: {
    readonly at: Place;
    /** How many standard errors the estimate is beyond the margin, and the chance of that at the margin itself. */
    readonly beyond: number;
    readonly pValue: number;
    readonly tests: number;
  };
}

/** The test of a quantity of the theory as it is derived. */
export interface NullTest {
  readonly at: Place;
  readonly group: string;
  readonly outcome: Outcome;
  /** How many standard errors the estimate is off. */
  readonly score: number;
  /** The error, relative to the quantity's size, that this test refutes with 99 % power. */
  readonly resolution: number;
}

/** What became of all. */
export interface Score {
  readonly rows: readonly Row[];
  /** The same tests of the true theory: same estimates, same margins. */
  readonly nullTests: readonly NullTest[];
}

/** The mutants that change a quantity by more than `relevant` somewhere, and so have to be refuted. */
export function toRefute({ rows }: Score): Row[] {
  return rows.filter(({ change }) => !(change.size <= relevant));
}

/**
 * Runs mutants through the tests of single steps: at each state of each case steps are simulated once, and what every
 * mutant predicts for them is compared with the same estimates.
 */
export function scoreMutants(
  cases: readonly Case[],
  mutants: readonly Mutant[],
  effort: Effort,
  seed: number,
  progress?: (fraction: number) => void,
): Score {
  const total = cases.flatMap(({ simulated }) => simulated).length;
  const nullTests: NullTest[] = [];
  let rows: Row[] = mutants.map((mutant) => ({ mutant, change: { size: 0 } }));
  let done = 0;
  for (const { model, simulated, compared } of cases) {
    const predict = predictions(model, mutants);
    const predicted = compared.map((state) => ({ state, ...predict(state) }));
    const typical = typicalSizes(predicted);
    for (const { state, quantities, truth, wrong } of predicted) {
      const sizes = quantities.map(({ name }) => typical.get(name)!);
      const place = (q: number): Place => ({ quantity: quantities[q]!.name, model: model.name, state });
      rows = rows.map((row, m) => withChange(row, truth, wrong[m]!, sizes, place));
      if (!simulated.includes(state)) continue;
      const sampler = new StepSampler(model, state, Random.stream(seed, done));
      const samples = simulate(sampler, effort);
      const margins = samples.map((sample, q) => marginOf(sample, sizes[q]!));
      const test = (values: readonly number[]): TestResult[] =>
        values.map((value, q) => equivalenceTest(samples[q]!, value, margins[q]!));
      for (const [q, { outcome, estimate, expected }] of test(truth).entries()) {
        nullTests.push({
          at: place(q),
          group: quantities[q]!.group,
          outcome,
          score: (estimate - expected) / samples[q]!.standardError,
          resolution: resolutionOf(samples[q]!, margins[q]!) / sizes[q]!,
        });
      }
      rows = rows.map((row, m) => withTests(row, test(wrong[m]!), samples, place));
      progress?.(++done / total);
    }
  }
  return { rows, nullTests };
}

/** What the theory and the mutants say of a state. */
interface Predictions {
  readonly quantities: readonly Quantity[];
  readonly truth: readonly number[];
  /** A list a mutant. */
  readonly wrong: readonly (readonly number[])[];
}

/** Compiles all theories of a model into one function of the state: most of their expressions are the same. */
function predictions(model: Case["model"], mutants: readonly Mutant[]): (state: State) => Predictions {
  const theory = trueTheory(model);
  const theories = [theory, ...mutants.map((mutant) => mutate(theory, mutant))];
  const all = quantitiesAt(model.features.length, 1);
  const index = new Map<Polynomial, number>();
  for (const each of theories) {
    for (const quantity of all) if (!index.has(quantity.of(each))) index.set(quantity.of(each), index.size);
  }
  const evaluate = stateEvaluator(model, [...index.keys()], false);
  const values = new Float64Array(index.size);
  return ({ Q, s }) => {
    evaluate(Q, s, values);
    const quantities = quantitiesAt(model.features.length, s);
    const [truth, ...wrong] = theories.map((each) =>
      quantities.map((quantity) => values[index.get(quantity.of(each))!]!),
    );
    return { quantities, truth: truth!, wrong };
  };
}

/** The size of each quantity, by name: the root mean square over states, for at one of them it may happen to vanish. */
function typicalSizes(states: readonly Predictions[]): Map<string, number> {
  const squares = new Map<string, number[]>();
  for (const { quantities, truth } of states) {
    for (const [q, size] of sizesAt(quantities, truth).entries()) {
      const { name } = quantities[q]!;
      squares.set(name, [...(squares.get(name) ?? []), size ** 2]);
    }
  }
  return new Map(
    [...squares].map(([name, list]) => [name, Math.sqrt(list.reduce((sum, x) => sum + x, 0) / list.length)]),
  );
}

/** With this many standard errors to spare a true equality is confirmed almost surely. */
const roomy = 11;

/** Estimates of all quantities at a state. */
function simulate(sampler: StepSampler, { blockSize, blocks }: Effort): Sample[] {
  const drawn = Array.from({ length: blocks }, () => sampler.block(blockSize));
  return drawn[0]!.map((_, q) =>
    sampleOf(
      drawn.map((values) => values[q]!),
      blockSize,
    ),
  );
}

/** Half of the error that has to be seen, or where the effort affords less what it affords: by spreads, not means. */
function marginOf({ standardError }: Sample, size: number): number {
  return Math.max((relevant / 2) * size, roomy * standardError);
}

/** The error that a test with this sample refutes with 99 % power. */
function resolutionOf(sample: Sample, margin: number): number {
  const quantile = (tail: number): number => studentQuantile(tail, sample.degreesOfFreedom);
  return margin + (quantile(testSize / 2) + quantile(0.01)) * sample.standardError;
}

function withChange(
  row: Row,
  truth: readonly number[],
  wrong: readonly number[],
  sizes: readonly number[],
  place: (q: number) => Place,
): Row {
  let { change } = row;
  for (const [q, value] of wrong.entries()) {
    const size = Math.abs(value - truth[q]!) / sizes[q]!;
    if (!(size <= change.size)) change = { size, at: place(q) };
  }
  return { ...row, change };
}

function withTests(
  row: Row,
  tests: readonly TestResult[],
  samples: readonly Sample[],
  place: (q: number) => Place,
): Row {
  let { refutation } = row;
  for (const [q, { outcome, estimate, expected, margin }] of tests.entries()) {
    if (outcome !== "fails") continue;
    const { standardError, degreesOfFreedom } = samples[q]!;
    const beyond = (Math.abs(estimate - expected) - margin) / standardError;
    const tests = (refutation?.tests ?? 0) + 1;
    refutation =
      refutation && refutation.beyond >= beyond
        ? { ...refutation, tests }
        : { at: place(q), beyond, pValue: 2 * studentTail(beyond, degreesOfFreedom), tests };
  }
  return refutation ? { ...row, refutation } : row;
}
