import { ConvergenceError } from "../../theory/errors.ts";
import { fourierTransform } from "./fourier.ts";
import { periodicSignals } from "./periodic-signals.ts";
import { type GridSampler, relativeDeviation, type SignalFunctions } from "./signal-functions.ts";
import type { SignalTails } from "./signal-tails.ts";

/** Functions as Fourier series: sum over k < modes of a_k cos(k w x) + b_k sin(k w x). */
export interface SignalSeries extends SignalFunctions {
  /** w. */
  readonly frequency: number;
  readonly modes: number;
  /** a_k of function f at (k count + f) 2, b_k after it. */
  readonly coefficients: Float64Array;
}

/** Modes below this of their function's largest coefficient are left out. */
const negligible = 1e-15;
const most = 8192;
const target = 2e-13;
const acceptable = 1e-12;

/**
 * The functions made periodic, as series whose means over all signals are those of the functions.
 * A series is as exact far out as in the middle, so that functions which grow fast lose digits where it matters.
 * @param sample the functions also up to four radii out.
 * @param core where errors are compared with the functions.
 * @throws ConvergenceError when 2048 modes do not suffice, or the functions grow too fast.
 */
export function signalSeries(
  sample: GridSampler,
  count: number,
  tails: SignalTails,
  core: number,
): SignalSeries {
  const periodic = periodicSignals(sample, count, tails, core);
  const { radius } = periodic;
  const frequency = (2 * Math.PI) / periodic.period;
  const known = new Map<number, Float64Array>();
  const exact: GridSampler = (start, step, places) => {
    if (!known.has(start)) known.set(start, sample(start, step, places));
    return known.get(start)!;
  };
  let error = Number.POSITIVE_INFINITY;
  for (let points = periodic.fewest; points <= most; points *= 2) {
    const { coefficients, modes } = transformed(periodic.sample(points), count);
    const evaluate = evaluator(coefficients, count, frequency, modes);
    const series = { radius, core, frequency, modes, coefficients, evaluate };
    const before = error;
    error = relativeDeviation(series, (x, out) => evaluate(x, out, count), exact, count);
    // Where twice the points gain nothing any more, rounding errors are all that is left, or a kink.
    const exhausted = error > before / 4;
    if (error <= target || (exhausted && error <= acceptable)) return { ...series, error };
    if (exhausted && points >= 2048) break;
  }
  throw new ConvergenceError("the right-hand side has no Fourier series of 2048 modes that is exact enough");
}

/** The coefficients of functions whose values over one period stand one function after the other. */
function transformed(values: Float64Array, count: number): { coefficients: Float64Array; modes: number } {
  const points = values.length / count;
  const half = points / 2;
  const coefficients = new Float64Array(half * count * 2);
  let modes = 1;
  for (let f = 0; f < count; f++) {
    const re = values.subarray(f * points, (f + 1) * points);
    const im = new Float64Array(points);
    fourierTransform(re, im);
    let largest = 0;
    for (let k = 0; k < half; k++) {
      const scale = (k === 0 ? 1 : 2) / points;
      coefficients[(k * count + f) * 2] = scale * re[k]!;
      coefficients[(k * count + f) * 2 + 1] = scale * im[k]!;
      largest = Math.max(largest, scale * Math.hypot(re[k]!, im[k]!));
    }
    // Higher modes would show what is aliased onto them.
    for (let k = points / 4 - 1; k >= modes; k--) {
      const place = (k * count + f) * 2;
      if (Math.hypot(coefficients[place]!, coefficients[place + 1]!) > negligible * largest) modes = k + 1;
    }
  }
  return { coefficients: coefficients.subarray(0, modes * count * 2), modes };
}

function evaluator(
  coefficients: Float64Array,
  count: number,
  frequency: number,
  modes: number,
): SignalFunctions["evaluate"] {
  return (x, out, limit) => {
    out.fill(0, 0, limit);
    for (let k = 0; k < modes; k++) {
      const [c, s] = [Math.cos(k * frequency * x), Math.sin(k * frequency * x)];
      for (let f = 0, at = k * count * 2; f < limit; f++, at += 2) {
        out[f]! += coefficients[at]! * c + coefficients[at + 1]! * s;
      }
    }
  };
}
