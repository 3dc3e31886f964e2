import type { Activation } from "../../theory/activations/activation.ts";

/** phi and phi' at many outputs. */
export interface ActivationValues {
  /** Reads the outputs `at` and writes phi and phi' at each. */
  evaluate(at: Float64Array, values: Float64Array, slopes: Float64Array): void;
}

/** The activation's own functions, point by point. */
export function activationValues(activation: Activation): ActivationValues {
  const { jet } = activation;
  if (jet) {
    const pair = new Float64Array(2);
    return {
      evaluate(at, values, slopes) {
        for (let i = 0; i < at.length; i++) {
          jet(at[i]!, pair);
          values[i] = pair[0]!;
          slopes[i] = pair[1]!;
        }
      },
    };
  }
  const [phi, slope] = [activation.derivative(0), activation.derivative(1)];
  return {
    evaluate(at, values, slopes) {
      for (let i = 0; i < at.length; i++) {
        values[i] = phi(at[i]!);
        slopes[i] = slope(at[i]!);
      }
    },
  };
}
