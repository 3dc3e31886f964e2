import { normalDistribution } from "./normal-distribution.ts";
import type { GridSampler } from "./signal-functions.ts";
import { logTail, type SignalTails } from "./signal-tails.ts";

/** Functions made periodic such that their means over all signals stay what they are. */
export interface PeriodicSignals {
  readonly period: number;
  /** Where they still are the functions themselves. */
  readonly radius: number;
  /** The number of points from which to try. */
  readonly fewest: number;
  /** The values at 0, period / points, ...: that of function f at point i is number f points + i. */
  sample(points: number): Float64Array;
}

/** Beyond this many standard deviations an error function is flat to rounding. */
const flat = 8;
/** Relative to a function's largest value on the core: nothing. */
const nothing = 1e-15;
/** Grid points on either side of zero on which the functions' decay is looked at. */
const places = 64;

/**
 * The functions with a shorter period where they decay fast enough to one limit, and joined otherwise.
 * @param sample the functions also up to four radii out.
 * @param core where each function has its typical size.
 */
export function periodicSignals(
  sample: GridSampler,
  count: number,
  tails: SignalTails,
  core: number,
): PeriodicSignals {
  const { reach, ...periodic } = joined(sample, count, tails);
  const short = folded(sample, count, tails, core, reach);
  return short !== undefined && short.period < periodic.period ? short : periodic;
}

/**
 * About the ends of the period an error function leads from f(x) to f(x - P), whatever limits or growth f has. The share of
 * the other is the probability that S and a Gaussian of the step's width together lie beyond: the signals' tails of both
 * together say how long the period must be.
 */
function joined(
  sample: GridSampler,
  count: number,
  { radius, bounds }: SignalTails,
): PeriodicSignals & { readonly reach: number } {
  // As smooth as functions of a network's output are, where there is room for that.
  const width = Math.min(radius / 6, Math.max(radius / 24, 1));
  const ends = bounds.map(({ rate, logMean }) => (logMean + (rate * width) ** 2 / 2 - logTail) / rate);
  const end = Math.max(radius / 2 + flat * width, Math.min(radius + flat * width, ...ends));
  const period = 2 * end;
  const reach = end + flat * width;
  const valuesOf = overPeriods(sample, count, period, reach);
  return {
    period,
    radius: end - flat * width,
    reach,
    fewest: 256,
    sample(points) {
      const values = valuesOf(points);
      const share = Float64Array.from({ length: points }, (_, i) =>
        normalDistribution((end - (i / points) * period) / width),
      );
      const out = new Float64Array(count * points);
      for (let i = 0; i < points; i++) {
        for (let f = 0; f < count; f++) {
          out[f * points + i] = share[i]! * values.at(i, f) + (1 - share[i]!) * values.at(i - points, f);
        }
      }
      return out;
    },
  };
}

/**
 * The sum of f(x + n P) over all n, for functions that decay on both sides. Its mean differs from that of f by terms
 *
 *     E |f(S - P)| <= sup over u of exp(t |u|) |f(u)| E exp(t |S|) exp(-t P),
 *
 * which are negligible from a P on that is little longer than one side of the signals' range: where f(x + P) is not small, S
 * is improbable. A limit that a function has on both sides is taken off and put back.
 * Undefined for functions that have no such limit at `reach`.
 */
function folded(
  sample: GridSampler,
  count: number,
  { radius, bounds }: SignalTails,
  core: number,
  reach: number,
): PeriodicSignals | undefined {
  const step = reach / places;
  const values = sample(-reach, step, 2 * places + 1);
  const limits = values.subarray(2 * places * count);
  const envelope = relativeEnvelope(values, limits, count, Math.ceil(core / step));
  let last = places;
  while (last > 0 && envelope[places + last]! <= nothing && envelope[places - last]! <= nothing) last--;
  if (last >= places - 1) return undefined;
  const width = (last + 1) * step;
  const periods = bounds.map(({ rate, logMean }) => {
    let log = 0;
    for (let i = -last; i <= last; i++) {
      log = Math.max(log, rate * (Math.abs(i) + 1) * step + Math.log(envelope[places + i]!));
    }
    return (logMean + log - logTail) / rate;
  });
  const period = Math.max(width + 2 * core, Math.min(width + radius, ...periods));
  const turns = Math.ceil(width / period);
  const valuesOf = overPeriods(sample, count, period, width);
  return {
    period,
    radius: period - width,
    fewest: 128,
    sample(points) {
      const values = valuesOf(points);
      const out = new Float64Array(count * points);
      for (let i = 0; i < points; i++) {
        for (let f = 0; f < count; f++) {
          let sum = limits[f]!;
          for (let n = -turns; n <= turns; n++) sum += values.at(i + n * points, f, limits[f]!) - limits[f]!;
          out[f * points + i] = sum;
        }
      }
      return out;
    },
  };
}

/**
 * At each place the functions' largest distance from their limits, each relative to its own largest value on the core.
 */
function relativeEnvelope(
  values: Float64Array,
  limits: Float64Array,
  count: number,
  inCore: number,
): Float64Array {
  const envelope = new Float64Array(2 * places + 1);
  for (let f = 0; f < count; f++) {
    let scale = 0;
    for (let i = places - inCore; i <= places + inCore; i++) {
      scale = Math.max(scale, Math.abs(values[i * count + f]!));
    }
    for (let i = 0; i <= 2 * places; i++) {
      const distance = Math.abs(values[i * count + f]! - limits[f]!);
      if (distance > 0) envelope[i] = Math.max(envelope[i]!, distance / scale);
    }
  }
  return envelope;
}

interface Samples {
  readonly points: number;
  readonly last: number;
  readonly values: Float64Array;
}

/**
 * Samples on [-reach, reach] at multiples of period / points, and what is said beyond. Twice the points are the points before and
 * those between them.
 */
function overPeriods(sample: GridSampler, count: number, period: number, reach: number) {
  let known: Samples = { points: 0, last: 0, values: new Float64Array(0) };
  const row = (values: Float64Array, i: number): Float64Array => values.subarray(i * count, (i + 1) * count);
  return (points: number): { at(i: number, f: number, beyond?: number): number } => {
    const step = period / points;
    const last = Math.ceil(reach / step);
    let values: Float64Array;
    if (points === 2 * known.points) {
      const first = last % 2 === 0 ? 1 - last : -last;
      const between = sample(first * step, 2 * step, 1 - first);
      values = new Float64Array((2 * last + 1) * count);
      for (let i = -last; i <= last; i++) {
        const own = i % 2 === 0 ? row(known.values, i / 2 + known.last) : row(between, (i - first) / 2);
        values.set(own, (i + last) * count);
      }
    } else values = sample(-last * step, step, 2 * last + 1);
    known = { points, last, values };
    return { at: (i, f, beyond = 0) => (Math.abs(i) <= last ? values[(i + last) * count + f]! : beyond) };
  };
}
