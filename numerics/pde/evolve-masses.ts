import type { JumpRates } from "./jump-rates.ts";

/** Largest mean number of jumps in one series: e^-x must be far from underflow. */
const largestMean = 100;

/** Terms of the Poisson series below this are left out. */
const negligibleTerm = 1e-17;

/** Masses below this at the ends of a row are left where they are, and dropped. */
const negligibleMass = 1e-30;

/** With more jumps than this the rates have run away, or shorter steps are no dearer. */
const mostJumps = 1e5;

/** Moves the masses of a row's cells by a chain of constant rates for a time. */
export type EvolveMasses = (rates: JumpRates, masses: Float64Array, time: number, out: Float64Array) => void;

/**
 * The exponential of a chain's generator by uniformization: jumps of a discrete chain at the times of a Poisson
 * process. All terms are positive, so the masses stay positive and their sum stays what it is; exact to rounding.
 * Rates that are not finite, or too large for the time, give masses that are not numbers.
 * Only cells that mass can reach are computed, and only their rates count.
 *
 * Source: A. Jensen, Skandinavisk Aktuarietidskrift 36 (1953) 87.
 */
export function massEvolution(cells: number): EvolveMasses {
  const up = new Float64Array(cells);
  const down = new Float64Array(cells);
  const term = new Float64Array(cells);
  return (rates, masses, time, out) => {
    out.set(masses);
    let left = time;
    while (left > 0) {
      const { first, last, rate, weights, duration } = nextSeries(rates, out, left);
      if (rate === 0) return;
      if (!(rate * left <= mostJumps)) {
        out.fill(Number.NaN);
        return;
      }
      for (let i = first; i < last; i++) {
        up[i] = rates.up[i]! / rate;
        down[i] = rates.down[i]! / rate;
      }
      out.fill(0, 0, first);
      out.fill(0, last + 1);
      for (let i = first; i <= last; i++) {
        term[i] = out[i]!;
        out[i] = weights[0]! * out[i]!;
      }
      for (let n = 1; n < weights.length; n++) {
        const weight = weights[n]!;
        let inflow = 0;
        let mass = term[first]!;
        for (let i = first; i < last; i++) {
          const next = term[i + 1]!;
          const outflow = up[i]! * mass - down[i]! * next;
          const value = mass + inflow - outflow;
          term[i] = value;
          out[i] = out[i]! + weight * value;
          inflow = outflow;
          mass = next;
        }
        const value = mass + inflow;
        term[last] = value;
        out[last] = out[last]! + weight * value;
      }
      left = duration < left ? left - duration : 0;
    }
  };
}

/** One series: the cells that its jumps may reach, their rate of jumps, its weights, and the time that it covers. */
function nextSeries(rates: JumpRates, masses: Float64Array, left: number) {
  const end = masses.length - 1;
  let low = 0;
  let high = end;
  while (low < high && masses[low]! < negligibleMass) low++;
  while (high > low && masses[high]! < negligibleMass) high--;
  for (let margin = 24; ; ) {
    const first = Math.max(0, low - margin);
    const last = Math.min(end, high + margin);
    // Some mass stays in every cell at each jump, else rounding could make a mass negative.
    const rate = 1.05 * fastestRate(rates, first, last);
    const duration = Math.min(left, largestMean / rate);
    const weights = poissonWeights(rate * duration);
    if (weights.length <= margin || (first === 0 && last === end)) {
      return { first, last, rate, weights, duration };
    }
    margin = weights.length;
  }
}

/** The largest rate at which mass leaves one of the cells. */
function fastestRate({ up, down }: JumpRates, first: number, last: number): number {
  let fastest = 0;
  for (let i = first; i <= last; i++) {
    fastest = Math.max(fastest, (i < up.length ? up[i]! : 0) + (i > 0 ? down[i - 1]! : 0));
  }
  return fastest;
}

/** The Poisson probabilities of 0, 1, 2, ... up to where the rest is negligible, made to sum to one. */
function poissonWeights(mean: number): number[] {
  const weights = [Math.exp(-mean)];
  for (let n = 1; n <= mean || weights[n - 1]! > negligibleTerm; n++) {
    weights.push((weights[n - 1]! * mean) / n);
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
