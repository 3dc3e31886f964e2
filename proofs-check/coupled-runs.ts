import { Random } from "../numerics/random/random.ts";
import { Xoshiro128, type XoshiroState } from "../numerics/random/xoshiro.ts";
import { overlap } from "../numerics/samplers/overlap.ts";
import type { Run, Start } from "../numerics/samplers/sampler.ts";
import type { Model } from "../theory/model.ts";

/**
 * The mean of two runs at N less one at 2 N that takes the steps of the two by turns, with their random numbers. Its
 * step k and theirs move it by the same to leading order, 2 N steps at half the length, so that deviations of order
 * N^(-1/2) cancel: what remains is of order 1/N, as is its mean, the bias at N less that at 2 N. Each run by itself has
 * the law of SGD, and nothing is taken from a theory.
 * @param times at which the runs are read, multiples of 1/N.
 * @param random from which the seeds of all steps are drawn.
 * @returns differences of Q1..Qd, s, a state a time.
 */
export function coupledDifference(
  model: Model,
  dimension: number,
  start: Start,
  times: readonly number[],
  random: Xoshiro128,
): Float64Array[] {
  const runs = [dimension, dimension, 2 * dimension].map((size) => new SteppedRun(model, size, start));
  const [first, second, both] = runs as [SteppedRun, SteppedRun, SteppedRun];
  let step = 0;
  return times.map((time) => {
    for (const last = Math.round(time * dimension); step < last; step++) {
      for (const run of [first, second]) {
        const words = nextState(random);
        run.step(words);
        both.step(words);
      }
    }
    const [a, b, c] = runs.map((run) => run.read()) as [Float64Array, Float64Array, Float64Array];
    return c.map((value, i) => (a[i]! + b[i]!) / 2 - value);
  });
}

function nextState(random: Xoshiro128): XoshiroState {
  return [random.nextUint32(), random.nextUint32(), random.nextUint32(), random.nextUint32()];
}

/** A run whose generator is set anew before each step: how many numbers a step takes depends on N. */
class SteppedRun {
  private readonly generator = new Xoshiro128(0);
  private readonly run: Run;

  constructor(
    private readonly model: Model,
    dimension: number,
    start: Start,
  ) {
    this.run = overlap.start(model, dimension, start, new Random(this.generator));
  }

  step(state: XoshiroState): void {
    this.generator.resume(state);
    this.run.advance(1);
  }

  read(): Float64Array {
    const state = new Float64Array(this.model.features.length + 1);
    this.run.read(state);
    return state;
  }
}
