import { ConvergenceError } from "../../theory/errors.ts";
import type { GridSampler, SignalFunctions } from "./signal-functions.ts";

/** Points of the local interpolation polynomial. */
const points = 12;
const half = points / 2;
const target = 2e-13;
const acceptable = 1e-11;
const maximalIntervals = 8192;

/**
 * `basis[p][j]`: coefficient of t^p in the Lagrange polynomial of node j, for t from -1/2 to 1/2 in the middle of
 * equidistant nodes -11/2, ..., 11/2.
 */
const basis: readonly Float64Array[] = (() => {
  const rows = Array.from({ length: points }, () => new Float64Array(points));
  for (let j = 0; j < points; j++) {
    let polynomial = [1];
    for (let i = 0; i < points; i++) {
      if (i === j) continue;
      const node = i - half + 0.5;
      const next = new Array<number>(polynomial.length + 1).fill(0);
      for (const [p, coefficient] of polynomial.entries()) {
        next[p]! -= (coefficient * node) / (j - i);
        next[p + 1]! += coefficient / (j - i);
      }
      polynomial = next;
    }
    for (const [p, coefficient] of polynomial.entries()) rows[p]![j] = coefficient;
  }
  return rows;
})();

/** Functions of one variable on equidistant nodes. */
export interface UniformTable extends SignalFunctions {
  /** Writes the values at 0, step, ..., (points - 1) step: that of function f at point i is number f points + i. */
  evaluateGrid(step: number, points: number, out: Float64Array): void;
}

/**
 * Tabulates on equidistant nodes, halving their distance until interpolation of degree 11 about the middle of
 * each interval has converged. Each interval keeps its polynomial's coefficients, so that a value costs eleven
 * multiplications. The nodes of each halving are the centres of the intervals before it: every interval is checked
 * where its error is largest.
 * @throws ConvergenceError when 8192 intervals do not suffice.
 */
export function uniformTable(sample: GridSampler, count: number, radius: number): UniformTable {
  let error = Number.POSITIVE_INFINITY;
  let values = nodeValues(sample, count, radius, 32);
  for (let intervals = 32; intervals <= maximalIntervals; intervals *= 2) {
    const finer = nodeValues(sample, count, radius, 2 * intervals, values);
    const before = error;
    error = largestDeviation(values, finer, count, intervals);
    // Where a halving gains nothing any more, the functions' own rounding errors are all that is left.
    const exhausted = error <= acceptable && error > before / 4;
    if (error <= target || exhausted)
      return { radius, core: radius, error, ...evaluators(values, count, radius, intervals) };
    values = finer;
  }
  throw new ConvergenceError(
    `the right-hand side could not be tabulated: the error is still ${error.toExponential(1)} at ${maximalIntervals} nodes`,
  );
}

/** Values at the nodes of a table, which continue beyond the ends: every point lies in the middle of its stencil. */
function nodeValues(
  sample: GridSampler,
  count: number,
  radius: number,
  intervals: number,
  coarser?: Float64Array,
): Float64Array {
  const step = (2 * radius) / intervals;
  const nodes = intervals + points;
  const start = -radius - (half - 1) * step;
  if (!coarser) return sample(start, step, nodes);
  // From the first on, every second node lies between two of the coarser table's.
  const between = sample(start, 2 * step, nodes / 2);
  const values = new Float64Array(nodes * count);
  for (let i = 0; i < nodes; i++) {
    const from = i % 2 === 0 ? (i / 2) * count : ((i - half + 1) / 2 + half - 1) * count;
    values.set((i % 2 === 0 ? between : coarser).subarray(from, from + count), i * count);
  }
  return values;
}

function evaluators(
  values: Float64Array,
  count: number,
  radius: number,
  intervals: number,
): Pick<UniformTable, "evaluate" | "evaluateGrid"> {
  const perUnit = intervals / (2 * radius);
  const coefficients = new Float64Array(intervals * count * points);
  for (let cell = 0, at = 0; cell < intervals; cell++) {
    for (let f = 0; f < count; f++) {
      for (let p = 0; p < points; p++, at++) {
        let sum = 0;
        for (let j = 0; j < points; j++) sum += basis[p]![j]! * values[(cell + j) * count + f]!;
        coefficients[at] = sum;
      }
    }
  }
  const cellAt = (position: number): number => Math.min(intervals - 1, Math.max(0, Math.floor(position)));
  return {
    evaluate(x, out, limit) {
      const position = (x + radius) * perUnit;
      const cell = cellAt(position);
      let at = cell * count * points;
      for (let f = 0; f < limit; f++, at += points) {
        out[f] = polynomialAt(coefficients, at, position - cell - 0.5);
      }
    },
    evaluateGrid(step, length, out) {
      for (let i = 0; i < length; i++) {
        const position = (i * step + radius) * perUnit;
        const cell = cellAt(position);
        let at = cell * count * points;
        for (let f = 0, to = i; f < count; f++, at += points, to += length) {
          out[to] = polynomialAt(coefficients, at, position - cell - 0.5);
        }
      }
    },
  };
}

/** The polynomial in t whose twelve coefficients begin at `at`, by Estrin's scheme: short chains that run side by side. */
function polynomialAt(c: Float64Array, at: number, t: number): number {
  const u = t * t;
  const v = u * u;
  const low = c[at]! + c[at + 1]! * t + (c[at + 2]! + c[at + 3]! * t) * u;
  const middle = c[at + 4]! + c[at + 5]! * t + (c[at + 6]! + c[at + 7]! * t) * u;
  const high = c[at + 8]! + c[at + 9]! * t + (c[at + 10]! + c[at + 11]! * t) * u;
  return low + (middle + high * v) * v;
}

/** The largest deviation at the intervals' centres from the values on the finer nodes, relative to each function. */
function largestDeviation(
  values: Float64Array,
  finer: Float64Array,
  count: number,
  intervals: number,
): number {
  let worst = 0;
  for (let f = 0; f < count; f++) {
    let scale = 0;
    let deviation = 0;
    for (let cell = 0; cell < intervals; cell++) {
      let interpolated = 0;
      for (let j = 0; j < points; j++) interpolated += basis[0]![j]! * values[(cell + j) * count + f]!;
      const exact = finer[(2 * cell + half) * count + f]!;
      scale = Math.max(scale, Math.abs(exact));
      deviation = Math.max(deviation, Math.abs(exact - interpolated));
    }
    if (scale > 0) worst = Math.max(worst, deviation / scale);
  }
  return worst;
}
