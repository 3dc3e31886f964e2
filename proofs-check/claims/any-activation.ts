import type { Activation } from "../../theory/activations/activation.ts";

/** A smooth activation of which nothing else is known: every expectation stays an atom. */
export const anySmoothActivation: Activation = {
  name: "phi",
  text: "phi(y)",
  latex: "\\varphi(y)",
  parity: "neither",
  kinks: [],
  derivative() {
    throw new Error("an abstract activation has no values");
  },
};
