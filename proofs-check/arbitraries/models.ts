import fc from "fast-check";
import { activations } from "../../theory/activations/index.ts";
import { losses } from "../../theory/losses/index.ts";
import type { Constraint, ModelInput } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { type LawInput, zeroMeanLaws } from "./hidden-laws.ts";
import { polynomialActivations } from "./polynomial-activations.ts";
import { positiveRationals } from "./rationals.ts";

/** What to hold fixed; everything else is random. */
export interface ModelOptions {
  readonly activation?: fc.Arbitrary<string>;
  readonly laws?: fc.Arbitrary<LawInput>;
  readonly loss?: string;
  readonly constraint?: Constraint;
  readonly regularizer?: ModelInput;
  readonly learningRate?: fc.Arbitrary<Rational>;
  /** The most features, 3 if not said. */
  readonly features?: number;
}

/** Any activation that a model file may hold: a built-in name or a random polynomial. */
function anyActivations(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...activations.map(({ name }) => name)),
    polynomialActivations("odd"),
    polynomialActivations("even"),
    polynomialActivations("mixed", 4),
  );
}

const text = (numbers: fc.Arbitrary<Rational>): fc.Arbitrary<string> => numbers.map(String);

/** rho in [-1, 1]; shrinks to 0. */
const correlations = fc.integer({ min: -6, max: 6 }).map((sixths) => `${Rational.of(sixths, 6)}`);

/** Whole models as objects of a model file, all of which `parseModel` accepts. */
export function models(options: ModelOptions = {}): fc.Arbitrary<ModelInput> {
  const regularizers = fc.constantFrom({ kind: "none" }, { kind: "l2", strength: "1/4" }, { kind: "l1" });
  return fc.record({
    features: fc.array(options.laws ?? zeroMeanLaws(), { minLength: 1, maxLength: options.features ?? 3 }),
    background: fc.record({ variance: text(positiveRationals(4)) }),
    augmentation: fc.record({ variance: text(positiveRationals(4)), correlation: correlations }),
    activation: options.activation ?? anyActivations(),
    loss: options.loss ? fc.constant(options.loss) : fc.constantFrom(...losses.map(({ name }) => name)),
    batch: fc.integer({ min: 2, max: 12 }),
    learningRate: text(options.learningRate ?? positiveRationals(4)),
    regularizer: options.regularizer ? fc.constant(options.regularizer) : regularizers,
    constraint: options.constraint
      ? fc.constant(options.constraint)
      : fc.constantFrom<Constraint>("sphere", "free"),
  });
}
