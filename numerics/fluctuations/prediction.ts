import type { Flow } from "../flow/flow.ts";
import { integrate } from "../integrate.ts";
import type { Start } from "../samplers/sampler.ts";

/** A number for each overlap and one for the squared norm, a row a time. */
export interface OrderParameters {
  readonly Q: readonly (readonly number[])[];
  readonly s: readonly number[];
}

/** What the limit says about runs at a large dimension, to leading order in 1/N. */
export interface Prediction extends OrderParameters {
  /** Standard deviations over runs, sqrt(Sigma/N). */
  readonly sd: OrderParameters;
}

/**
 * The mean and the spread of runs at the given times. The spread is that of the linear theory about the mean: it
 * holds while it is small beside the distances over which the drift bends.
 * @throws UnsupportedError when the equations do not close. @throws DivergenceError when the solution blows up.
 */
export function predict(
  flow: Flow,
  start: Start,
  times: readonly number[],
  dimension: number,
): Prediction & { readonly sigma: readonly (readonly (readonly number[])[])[] } {
  const Q = start.kind === "random" ? new Array<number>(flow.features).fill(0) : start.Q;
  const covariance = startingCovariance(flow, start);
  const { sigma, ...mean } = integrate(flow, { Q, s: start.s }, times, { covariance });
  return { Q: mean.Q, s: mean.s, sigma: sigma!, sd: standardDeviations(flow, sigma!, dimension) };
}

/**
 * lim N Cov(Q, s) over starts: none where they are exact. Random weights are sqrt(s) times standard normal ones, on
 * the sphere divided by their length.
 */
export function startingCovariance({ features, size }: Flow, { kind, s }: Start): number[][] {
  const variance = (i: number): number => (kind !== "random" ? 0 : i < features ? s : 2 * s * s);
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? variance(i) : 0)),
  );
}

/** The standard deviations sqrt(Sigma/N); that of s is 0 on the sphere. */
export function standardDeviations(
  { features }: Flow,
  sigma: readonly (readonly (readonly number[])[])[],
  dimension: number,
): OrderParameters {
  // Rounding may leave a variance that has died out a little below zero.
  const deviation = (variance: number): number => Math.sqrt(Math.max(0, variance) / dimension);
  return {
    Q: sigma.map((matrix) => matrix.slice(0, features).map((row, l) => deviation(row[l]!))),
    s: sigma.map((matrix) => deviation(matrix[features]?.[features] ?? 0)),
  };
}
