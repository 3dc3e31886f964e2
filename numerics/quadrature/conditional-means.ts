import type { Activation } from "../../theory/activations/activation.ts";
import type { ConditionalMeans, GridMeans, Integrand, Noise } from "./integrand.ts";
import { kinkedGridMeans } from "./kinked-means.ts";
import { smoothGridMeans } from "./smooth-means.ts";

/** The means by quadrature to about 1e-13 of their scale, for smooth and for kinked activations. */
export function conditionalMeans(
  activation: Activation,
  integrands: readonly Integrand[],
  noise: Noise,
): ConditionalMeans {
  return atOneSignal(gridMeans(activation, integrands, noise));
}

/** Means at the one point of a grid. */
export function atOneSignal(means: GridMeans): ConditionalMeans {
  return (signal, norm, out) => out.set(means(norm, signal, 0, 1));
}

/** The same means on grids of signals. */
export function gridMeans(activation: Activation, integrands: readonly Integrand[], noise: Noise): GridMeans {
  return (activation.kinks.length === 0 ? smoothGridMeans : kinkedGridMeans)(activation, integrands, noise);
}
