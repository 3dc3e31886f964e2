import { type Sample, sampleOf } from "./statistics.ts";

/** The logarithm of a positive quantity measured at one dimension N. */
export interface LogPoint {
  readonly dimension: number;
  readonly log: Sample;
}

/** The logarithm of the mean of values, which must not be zero, with its error by the delta method. */
export function logMean(dimension: number, values: ArrayLike<number>): LogPoint {
  const sample = sampleOf(values);
  const [mean, standardError] = [
    Math.log(Math.abs(sample.mean)),
    sample.standardError / Math.abs(sample.mean),
  ];
  return { dimension, log: { ...sample, mean, standardError } };
}

/** The logarithm of the variance of values, with its error by the delta method. */
export function logVariance(dimension: number, values: ArrayLike<number>): LogPoint {
  const { mean } = sampleOf(values);
  return logMean(
    dimension,
    Array.from(values, (value) => (value - mean) ** 2),
  );
}

/** What was measured at one dimension. */
export interface Measured {
  readonly dimension: number;
  readonly values: readonly number[];
}

/**
 * The mean logarithms of positive values at several dimensions, for a quantity whose law is, but for its scale, the same
 * at each: the spread of the logarithms is then one, which all values tell together, and a single value at a dimension
 * that is dear to simulate has an error too.
 */
export function logsOfOneSpread(measured: readonly Measured[]): LogPoint[] {
  const logs = measured.map(({ values }) => sampleOf(values.map(Math.log)));
  const degreesOfFreedom = logs.reduce((sum, log) => sum + log.degreesOfFreedom, 0);
  // The standard error of a single value is 0/0: it says nothing of the spread.
  const squares = logs
    .filter((log) => log.size > 1)
    .reduce((sum, log) => sum + log.degreesOfFreedom * log.size * log.standardError ** 2, 0);
  const spread = Math.sqrt(squares / degreesOfFreedom);
  return logs.map((log, i) => ({
    dimension: measured[i]!.dimension,
    log: { ...log, standardError: spread / Math.sqrt(log.size), degreesOfFreedom },
  }));
}

/** The exponent of a power of N through the points, by least squares weighted with their errors. */
export function fittedExponent(points: readonly LogPoint[]): Sample {
  const weights = points.map(({ log }) => log.standardError ** -2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const average = (values: readonly number[]): number =>
    values.reduce((sum, value, i) => sum + weights[i]! * value, 0) / total;
  const x = points.map(({ dimension }) => Math.log(dimension));
  const center = average(x);
  const spread = average(x.map((value) => (value - center) ** 2));
  const slope = average(points.map(({ log }, i) => log.mean * (x[i]! - center))) / spread;
  return {
    mean: slope,
    standardError: Math.sqrt(1 / (total * spread)),
    degreesOfFreedom: Math.min(...points.map(({ log }) => log.degreesOfFreedom)),
    size: points.reduce((sum, { log }) => sum + log.size, 0),
  };
}

/** For what a fit is about: `N = 50, 200, 1000`. */
export function dimensionsOf(points: readonly LogPoint[]): string {
  return `N = ${points.map(({ dimension }) => dimension).join(", ")}`;
}
