import type { Activation, DerivativePowers } from "../../../../theory/activations/activation.ts";
import { outputOrder } from "../../../../theory/activations/activation.ts";
import type { Integrand } from "../../../quadrature/integrand.ts";

/**
 * 1 or -1 by which each integrand's mean changes with the sign of the signal: the noises' law does not. Undefined where
 * phi is neither even nor odd.
 */
export function integrandSigns(
  integrands: readonly Integrand[],
  activation: Activation,
): number[] | undefined {
  return activation.parity === "neither" ? undefined : integrands.map((one) => signOf(one, activation));
}

function signOf({ left, right }: Integrand, { parity }: Activation): number {
  const oddFactors = (powers: DerivativePowers): number => {
    let odd = 0;
    for (const [order, exponent] of powers) {
      const isOdd = order === outputOrder || (order % 2 === 0) === (parity === "odd");
      if (isOdd) odd += exponent;
    }
    return odd;
  };
  return (oddFactors(left) + oddFactors(right)) % 2 === 0 ? 1 : -1;
}
