import { ConvergenceError } from "../../theory/errors.ts";

/** Several smooth functions of one variable, tabulated on [-radius, radius]. */
export interface UniformTable {
  readonly radius: number;
  /** The largest error seen between the nodes, relative to each function's largest value. */
  readonly error: number;
  /** Evaluates the first `count` functions at |x| <= radius. */
  evaluate(x: number, out: Float64Array, count: number): void;
}

/** Points of the local interpolation polynomial. */
const points = 12;
const half = points / 2;
const target = 2e-13;
const maximalIntervals = 8192;

/** Barycentric weights of equidistant points: alternating binomial coefficients. */
const barycentric = Float64Array.from({ length: points }, (_, j) => {
  let binomial = 1;
  for (let i = 0; i < j; i++) binomial = (binomial * (points - 1 - i)) / (i + 1);
  return j % 2 === 0 ? binomial : -binomial;
});

/**
 * Tabulates on equidistant nodes, halving their distance until interpolation of degree 11 about the middle of
 * each interval has converged. The weights are shared by all functions, which makes an evaluation an order of
 * magnitude cheaper than one Chebyshev series a function, at the same accuracy. The nodes of each halving are
 * the centres of the intervals before it, so that every interval is checked where its error is largest.
 * @throws ConvergenceError when 8192 intervals do not suffice.
 */
export function uniformTable(
  functions: (x: number, out: Float64Array) => void,
  count: number,
  radius: number,
): UniformTable {
  let error = Number.POSITIVE_INFINITY;
  let values = nodeValues(functions, count, radius, 32);
  for (let intervals = 32; intervals <= maximalIntervals; intervals *= 2) {
    const table = interpolator(values, count, radius, intervals);
    const finer = nodeValues(functions, count, radius, 2 * intervals, values);
    error = largestDeviation(table, finer, count, radius, intervals);
    if (error <= target) return { ...table, error };
    values = finer;
  }
  throw new ConvergenceError(
    `the right-hand side could not be tabulated: the error is still ${error.toExponential(1)} at ${maximalIntervals} nodes`,
  );
}

/** Values at the nodes of a table, which continue beyond the ends: every point lies in the middle of its stencil. */
function nodeValues(
  functions: (x: number, out: Float64Array) => void,
  count: number,
  radius: number,
  intervals: number,
  coarser?: Float64Array,
): Float64Array {
  const step = (2 * radius) / intervals;
  const nodes = intervals + points;
  const values = new Float64Array(nodes * count);
  for (let i = 0; i < nodes; i++) {
    const fromLeftEnd = i - half + 1;
    if (coarser && fromLeftEnd % 2 === 0) {
      const start = (fromLeftEnd / 2 + half - 1) * count;
      values.set(coarser.subarray(start, start + count), i * count);
    } else functions(-radius + fromLeftEnd * step, values.subarray(i * count, (i + 1) * count));
  }
  return values;
}

function interpolator(
  values: Float64Array,
  count: number,
  radius: number,
  intervals: number,
): Omit<UniformTable, "error"> {
  const step = (2 * radius) / intervals;
  const weights = new Float64Array(points);
  return {
    radius,
    evaluate(x, out, limit) {
      const position = (x + radius) / step;
      const cell = Math.min(intervals - 1, Math.max(0, Math.floor(position)));
      const offset = position - cell + half - 1;
      const first = cell * count;
      let total = 0;
      for (let j = 0; j < points; j++) {
        const distance = offset - j;
        if (distance === 0) {
          for (let f = 0; f < limit; f++) out[f] = values[first + j * count + f]!;
          return;
        }
        const weight = barycentric[j]! / distance;
        weights[j] = weight;
        total += weight;
      }
      for (let f = 0; f < limit; f++) {
        let sum = 0;
        for (let j = 0, at = first + f; j < points; j++, at += count) sum += weights[j]! * values[at]!;
        out[f] = sum / total;
      }
    },
  };
}

/** The largest deviation at the intervals' centres from the values on the finer nodes, relative to each function. */
function largestDeviation(
  table: Omit<UniformTable, "error">,
  finer: Float64Array,
  count: number,
  radius: number,
  intervals: number,
): number {
  const interpolated = new Float64Array(count);
  const scale = new Float64Array(count);
  const deviation = new Float64Array(count);
  for (let i = 0; i < intervals; i++) {
    table.evaluate(-radius + ((i + 0.5) * 2 * radius) / intervals, interpolated, count);
    const start = (2 * i + half) * count;
    for (let f = 0; f < count; f++) {
      const exact = finer[start + f]!;
      scale[f] = Math.max(scale[f]!, Math.abs(exact));
      deviation[f] = Math.max(deviation[f]!, Math.abs(exact - interpolated[f]!));
    }
  }
  return deviation.reduce((worst, value, f) => Math.max(worst, scale[f]! > 0 ? value / scale[f]! : 0), 0);
}
