import type { Activation } from "../../theory/activations/activation.ts";
import type { ConditionalMeans, GridMeans, Integrand, Noise } from "./integrand.ts";
import { kinkedMeans } from "./kinked-means.ts";
import { smoothGridMeans, smoothMeans } from "./smooth-means.ts";

/** The means by quadrature to about 1e-13 of their scale, for smooth and for kinked activations. */
export function conditionalMeans(
  activation: Activation,
  integrands: readonly Integrand[],
  noise: Noise,
): ConditionalMeans {
  return (activation.kinks.length === 0 ? smoothMeans : kinkedMeans)(activation, integrands, noise);
}

/** The same means on grids of signals. */
export function gridMeans(activation: Activation, integrands: readonly Integrand[], noise: Noise): GridMeans {
  if (activation.kinks.length === 0) return smoothGridMeans(activation, integrands, noise);
  const means = kinkedMeans(activation, integrands, noise);
  const size = integrands.length;
  return (norm, start, step, count) => {
    const values = new Float64Array(count * size);
    for (let i = 0; i < count; i++) {
      means(start + i * step, norm, values.subarray(i * size, (i + 1) * size));
    }
    return values;
  };
}
