import { ConvergenceError } from "../../theory/errors.ts";
import { mathjs } from "../../theory/mathjs.ts";
import { fourierTransform } from "./fourier.ts";
import { type GridSampler, relativeDeviation, type SignalFunctions } from "./signal-functions.ts";

/** Functions on [-radius, radius] as Fourier series: sum over k < modes of a_k cos(k w x) + b_k sin(k w x). */
export interface SignalSeries extends SignalFunctions {
  /** w. */
  readonly frequency: number;
  readonly modes: number;
  /** a_k of function f at (k count + f) 2, b_k after it. */
  readonly coefficients: Float64Array;
}

/** Modes below this of their function's largest coefficient are left out. */
const negligible = 1e-15;
const fewest = 256;
const most = 8192;
/** Beyond this many standard deviations the step between the ends is flat to rounding. */
const flat = 8;
const target = 2e-13;
const acceptable = 1e-12;

/**
 * The functions are made periodic beyond the interval: over the gap between x = radius and the next period's -radius
 * an error function leads from the one to the other. What is so joined is smooth and keeps every function as it is on the
 * interval, whatever limits or growth it has.
 * A series is as exact far out as in the middle, so that functions which grow fast lose digits where it matters.
 * @param sample the functions also up to four radii out.
 * @param core where errors are compared with the functions.
 * @throws ConvergenceError when 2048 modes do not suffice, or the functions grow too fast.
 */
export function signalSeries(sample: GridSampler, count: number, radius: number, core: number): SignalSeries {
  // As smooth as functions of a network's output are, where there is room for that.
  const width = Math.min(radius / 6, Math.max(radius / 24, 1));
  const period = 2 * (radius + flat * width);
  const frequency = (2 * Math.PI) / period;
  let error = Number.POSITIVE_INFINITY;
  for (let points = fewest; points <= most; points *= 2) {
    const { coefficients, modes } = transformed(sample, count, points, period, width);
    const evaluate = evaluator(coefficients, count, frequency, modes);
    const series = { radius, core, frequency, modes, coefficients, evaluate };
    const before = error;
    error = relativeDeviation(series, (x, out) => evaluate(x, out, count), sample, count);
    // Where twice the points gain nothing any more, rounding errors are all that is left, or a kink.
    const exhausted = error > before / 4;
    if (error <= target || (exhausted && error <= acceptable)) return { ...series, error };
    if (exhausted && points >= 2048) break;
  }
  throw new ConvergenceError("the right-hand side has no Fourier series of 2048 modes that is exact enough");
}

function transformed(
  sample: GridSampler,
  count: number,
  points: number,
  period: number,
  width: number,
): { coefficients: Float64Array; modes: number } {
  const step = period / points;
  // From the middle of the gap on the left to that on the right, and the widths beyond where the step still rises.
  const reach = Math.ceil((period / 2 + flat * width) / step);
  const values = sample(-reach * step, step, 2 * reach + 1);
  const at = (i: number, f: number): number => (Math.abs(i) <= reach ? values[(i + reach) * count + f]! : 0);
  const share = Float64Array.from(
    { length: points },
    (_, i) => 0.5 * (1 - mathjs().erf((i * step - period / 2) / (Math.SQRT2 * width))),
  );
  const half = points / 2;
  const coefficients = new Float64Array(half * count * 2);
  let modes = 1;
  for (let f = 0; f < count; f++) {
    const re = share.map((own, i) => own * at(i, f) + (1 - own) * at(i - points, f));
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
