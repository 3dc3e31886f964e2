import { DivergenceError } from "../theory/errors.ts";
import type { Model } from "../theory/model.ts";
import type { Random } from "./random/random.ts";
import { projected } from "./samplers/projected.ts";
import type { Start } from "./samplers/sampler.ts";

/** Steps of single weights between two words on the progress: about a second. */
const stretchOfWork = 1e8;

/**
 * The weights of one run of SGD at t = `until`, by the `projected` sampler, which must not refuse the model.
 * @param progress called now and then with the fraction that is done.
 * @throws DivergenceError when the weights blow up.
 */
export function weightsAt(
  model: Model,
  { dimension, start, until, random }: { dimension: number; start: Start; until: number; random: Random },
  progress?: (fraction: number) => void,
): Float64Array {
  const run = projected.start(model, dimension, start, random);
  const steps = Math.round(until * dimension);
  const stretch = Math.ceil(stretchOfWork / dimension);
  const state = new Float64Array(model.features.length + 1);
  for (let done = 0; done < steps; ) {
    const count = Math.min(stretch, steps - done);
    run.advance(count);
    done += count;
    run.read(state);
    if (!state.every(Number.isFinite))
      throw new DivergenceError(done / dimension, `SGD at N = ${dimension} left every bounded set`);
    progress?.(done / steps);
  }
  return run.weights!;
}
