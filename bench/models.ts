import { type Model, type ModelInput, parseModel } from "../theory/model.ts";

/** A sphere model with d features of one law, everything else as in the letter's second example. */
export function benchModel(
  activation: string,
  features: number,
  more: ModelInput = {},
  law = "rademacher",
): Model {
  return parseModel({
    features: Array.from({ length: features }, (_, l) => ({ law, variance: `${12 - l}/10` })),
    background: { variance: 1 },
    augmentation: { variance: "1/5", correlation: 0 },
    activation,
    loss: "covariance",
    batch: 10,
    learningRate: "1/2",
    regularizer: { kind: "l2", strength: 0 },
    constraint: "sphere",
    ...more,
  });
}
