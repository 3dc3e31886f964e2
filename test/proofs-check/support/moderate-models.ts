import fc from "fast-check";
import { zeroMeanLaws } from "../../../proofs-check/arbitraries/index.ts";
import type { ModelInput } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";

/** Polynomials with a linear or quadratic part of order one and small further coefficients. */
const polynomials = fc
  .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2, max: 2 }), fc.boolean())
  .map(([square, cube, even]) =>
    even ? `y^2 + (${square}/5)*y` : `y + (${square}/10)*y^2 + (${cube}/20)*y^3`,
  );

interface Moderate {
  readonly activation?: fc.Arbitrary<string>;
  /** The most features, 2 if not said. */
  readonly features?: number;
}

/** Models whose gradients have moderate tails: block means of some thousand batches are near normal. */
export function moderateModels({ activation, features = 2 }: Moderate = {}): fc.Arbitrary<ModelInput> {
  const laws = fc.constantFrom("1/2", "1", "3/2").chain((variance) => zeroMeanLaws(Rational.parse(variance)));
  return fc.record({
    features: fc.array(laws, { minLength: 1, maxLength: features }),
    background: fc.record({ variance: fc.constantFrom("0", "1/2", "1") }),
    augmentation: fc.record({
      variance: fc.constantFrom("1/4", "1/2", "1"),
      correlation: fc.constantFrom("-1", "-1/2", "-1/4", "1/3", "1"),
    }),
    activation: activation ?? fc.oneof(fc.constantFrom("tanh", "softplus", "sin"), polynomials),
    loss: fc.constantFrom("covariance", "covariance", "alignment"),
    batch: fc.integer({ min: 2, max: 6 }),
    learningRate: fc.constantFrom("1/4", "1/2", "1"),
    regularizer: fc.constant({ kind: "none" }),
    constraint: fc.constant("sphere"),
  });
}

// Not fc.double: that draws numbers next to zero most of the time, where nothing depends on the overlaps.
const overlaps = fc.integer({ min: -13, max: 13 }).map((k) => k / 20);

/** Overlaps inside the unit ball, as many as there are features. */
export const directions: fc.Arbitrary<readonly number[]> = fc.tuple(overlaps, overlaps);
