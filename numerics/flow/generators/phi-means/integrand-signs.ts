import type { Activation } from "../../../../theory/activations/activation.ts";
import { isOdd } from "../../../../theory/expectation/expectation.ts";
import type { Integrand } from "../../../quadrature/integrand.ts";

/**
 * 1 or -1 by which each integrand's mean changes with the sign of the signal: the noises' law does not. Undefined where
 * phi is neither even nor odd.
 */
export function integrandSigns(
  integrands: readonly Integrand[],
  { parity }: Activation,
): number[] | undefined {
  if (parity === "neither") return undefined;
  return integrands.map((integrand) => (isOdd({ ...integrand, hidden: [] }, parity) ? -1 : 1));
}
