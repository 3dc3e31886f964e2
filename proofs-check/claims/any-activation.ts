import type { Activation } from "../../theory/activations/activation.ts";
import type { Loss } from "../../theory/losses/loss.ts";
import { type Model, parseModel } from "../../theory/model.ts";

/** A smooth activation of which nothing else is known: every expectation stays an atom. */
const anySmoothActivation: Activation = {
  name: "phi",
  text: "phi(y)",
  latex: "\\varphi(y)",
  parity: "neither",
  kinks: [],
  derivative() {
    throw new Error("an abstract activation has no values");
  },
};

/** A model with that activation and this loss, to derive from: its numbers do not matter, symbols take their place. */
export function abstractModel(loss: Loss): Model {
  const base = parseModel({
    features: [{ law: "gaussian", variance: 1 }],
    background: { variance: 1 },
    augmentation: { variance: 1, correlation: 0 },
    activation: "tanh",
    batch: 2,
    learningRate: 1,
    regularizer: { kind: "l2" },
  });
  return { ...base, loss, activation: anySmoothActivation };
}
