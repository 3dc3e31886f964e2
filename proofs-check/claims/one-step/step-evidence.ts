import { stateEvaluator } from "../../../numerics/flow/state-evaluator.ts";
import { Random } from "../../../numerics/random/random.ts";
import type { Model } from "../../../theory/model.ts";
import type { SimulationEvidence } from "../../ledger.ts";
import { type Quantity, quantitiesAt, sizesAt } from "../../sampled-step/quantities.ts";
import { type State, StepSampler } from "../../sampled-step/step-sample.ts";
import type { StepTheory } from "../../sampled-step/step-theory.ts";
import { extendedTo, type FixedTest, sequentialTests } from "../../sequential-test.ts";
import { equivalenceTest, errorsInMargin, type Sample } from "../../statistics.ts";

/** How sharp the tests are and what they may cost. */
export interface StepEffort {
  /** The relative error of a quantity that is to be refuted with 99 % power, where the steps suffice. */
  effect(quantity: Quantity): number;
  /** Numbers of blocks at which the tests look. */
  readonly looks: readonly number[];
  /** The size of each test. */
  readonly alpha: number;
  readonly seed: number;
}

/** Steps in a block: enough that its values are near normal. */
const blockSize = 2000;

/** The spread is estimated at the first look, from few blocks: so much more is allowed for. */
const reserve = 1.25;

/** Of quadrature and rounding; a quantity that vanishes has no other margin. */
const accuracy = 1e-9;

/** Simulated single steps of the model at these states against a theory that claims to be the model's. */
export function stepEvidence(
  model: Model,
  theory: StepTheory,
  states: readonly State[],
  effort: StepEffort,
  progress?: (fraction: number) => void,
): SimulationEvidence[] {
  return states.flatMap((state, i) =>
    evidenceAt(model, theory, state, { ...effort, seed: effort.seed + i }, (fraction) =>
      progress?.((i + fraction) / states.length),
    ),
  );
}

function evidenceAt(
  model: Model,
  theory: StepTheory,
  state: State,
  { effect, looks, alpha, seed }: StepEffort,
  progress: (fraction: number) => void,
): SimulationEvidence[] {
  const quantities = quantitiesAt(model.features.length, state.s);
  const expected = new Float64Array(quantities.length);
  const expressions = quantities.map((quantity) => quantity.of(theory));
  stateEvaluator(model, expressions, false)(state.Q, state.s, expected);
  const sizes = sizesAt(quantities, expected);
  const sampler = new StepSampler(model, state, Random.stream(seed, 0));
  const whole = looks.at(-1)!;

  /** Half of the effect, or where gradients are too heavy-tailed for that what the last look resolves. */
  const testOf = (firstLook: Sample, q: number): FixedTest => {
    const { standardError, degreesOfFreedom } = extendedTo(whole, firstLook);
    const affordable = reserve * errorsInMargin(alpha / 2, degreesOfFreedom) * standardError;
    const wanted = (effect(quantities[q]!) / 2) * sizes[q]!;
    const margin = Math.max(wanted, affordable, accuracy * Math.max(1, Math.abs(expected[q]!)));
    return (sample, size) => equivalenceTest(sample, expected[q]!, margin, size);
  };
  const results = sequentialTests(
    () => sampler.block(blockSize),
    (firstLook) => firstLook.map(testOf),
    { looks, alpha, drawsPerValue: blockSize },
    progress,
  );
  const at = `Q = (${state.Q.map((x) => x.toFixed(3)).join(", ")}), s = ${state.s.toFixed(3)}`;
  return results.map((result, q) => ({
    kind: "simulation",
    about: `${aboutOf(quantities[q]!)} over single steps at ${at}, ${model.loss.name} loss`,
    ...result,
    sampler: "one batch",
    seed,
  }));
}

/** `mean of lambda` where the estimate is a mean, `covariance D Q1 s (free)` where it is an entry of D. */
function aboutOf({ name, entry }: Quantity): string {
  return `${entry ? "covariance" : "mean of"} ${name}`;
}
