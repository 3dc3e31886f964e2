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

/**
 * The same on `count` signals start, start + step, ...: one row a signal, one value an integrand in it. Neighbours
 * share work, so that a grid costs far less than its points one by one.
 */
export type GridMeans = (norm: number, start: number, step: number, count: number) => Float64Array;
