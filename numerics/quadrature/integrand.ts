import type { DerivativePowers } from "../../theory/activations/activation.ts";

/** A product of y and derivatives of phi there times one at y'. */
export interface Integrand {
  readonly left: DerivativePowers;
  readonly right: DerivativePowers;
}

/** Per-coordinate variance v of the views' noises and their cross-covariance c. */
export interface Noise {
  readonly variance: number;
  readonly covariance: number;
}

/**
 * The means of the integrands over the outputs' noises, given the signal: at y = S + n, y' = S + n' with
 * (n, n') Gaussian of variances s v and covariance s c. `out` receives one value an integrand.
 */
export type ConditionalMeans = (signal: number, norm: number, out: Float64Array) => void;
