import { type Derivation, derive } from "../../../theory/derive.ts";
import { type ModelInput, parseModel } from "../../../theory/model.ts";

/** A plain model with some fields replaced, as derived. `features` counts them. */
export function derived(changes: ModelInput = {}, features = 1, law: ModelInput = plainLaw): Derivation {
  return derive(parseModel({ ...plain, features: Array.from({ length: features }, () => law), ...changes }));
}

const plainLaw = { law: "rademacher", variance: 1 };

/** A model file with every field that must be written. */
export const plain = {
  features: [plainLaw],
  background: { variance: 1 },
  augmentation: { variance: "0.3", correlation: "-0.5" },
  activation: "tanh",
  loss: "covariance",
  batch: 10,
  learningRate: "0.5",
  regularizer: { kind: "none" },
  constraint: "sphere",
} as const;
