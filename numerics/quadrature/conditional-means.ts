import type { Activation } from "../../theory/activations/activation.ts";
import type { ConditionalMeans, Integrand, Noise } from "./integrand.ts";
import { kinkedMeans } from "./kinked-means.ts";
import { smoothMeans } from "./smooth-means.ts";

/** The means by quadrature to about 1e-13 of their scale, for smooth and for kinked activations. */
export function conditionalMeans(
  activation: Activation,
  integrands: readonly Integrand[],
  noise: Noise,
): ConditionalMeans {
  return (activation.kinks.length === 0 ? smoothMeans : kinkedMeans)(activation, integrands, noise);
}
