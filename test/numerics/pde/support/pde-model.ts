import { type Model, type ModelInput, parseModel } from "../../../../theory/model.ts";

/** One feature by default, L1 of moderate strength, and terms that take little time. */
export function pdeModel(changes: ModelInput = {}): Model {
  return parseModel({
    features: [{ law: "rademacher", variance: "6/5" }],
    background: { variance: 1 },
    augmentation: { variance: "1/5", correlation: 0 },
    activation: "tanh",
    batch: 10,
    learningRate: "1/2",
    regularizer: { kind: "l1", strength: "1/5" },
    ...changes,
  });
}
