import { ModelError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { Activation } from "./activation.ts";
import { cos } from "./cos.ts";
import { cubic } from "./cubic.ts";
import { erf } from "./erf.ts";
import { expressionActivation } from "./expression-activation.ts";
import { hermite3 } from "./hermite3.ts";
import { identity } from "./identity.ts";
import { quadratic } from "./quadratic.ts";
import { relu } from "./relu.ts";
import { sin } from "./sin.ts";
import { softplus } from "./softplus.ts";
import { tanh } from "./tanh.ts";

/** Every activation that a model file may name. */
export const activations: readonly Activation[] = [
  identity,
  quadratic,
  cubic,
  hermite3,
  tanh,
  erf,
  sin,
  cos,
  relu,
  softplus,
];

/** The last expression that was read: models are varied much more often than their activation. */
let latest: Activation | undefined;

/** A built-in activation by name, else the function that an expression in y means. @throws ModelError */
export function activationOf(text: string): Activation {
  const named = activations.find(({ name }) => name === text);
  if (named) return named;
  if (latest?.name === text) return latest;
  try {
    latest = expressionActivation(text);
    return latest;
  } catch (error) {
    // A word alone is a misspelt name rather than an expression.
    const meant = /^[a-z]\w*$/i.test(text)
      ? didYouMean(
          text,
          activations.map(({ name }) => name),
        )
      : "";
    if (!(error instanceof ModelError) || meant === "") throw error;
    throw new ModelError("activation", `there is none called "${text}"${meant}`);
  }
}
