/** Several functions of one variable on `count` points start, start + step, ...: one row a point. */
export type GridSampler = (start: number, step: number, count: number) => Float64Array;

/** Several functions of one variable, made cheap. */
export interface SignalFunctions {
  /** They hold on [-radius, radius]. */
  readonly radius: number;
  /** Where each function has its typical size: errors are relative to its largest value on [-core, core]. */
  readonly core: number;
  /** The largest error seen, relative as said. */
  readonly error: number;
  /** Writes the first `count` functions' values. */
  evaluate(x: number, out: Float64Array, count: number): void;
}

/** Evaluates functions at the points of a grid one by one. */
export function pointwise(functions: (x: number, out: Float64Array) => void, count: number): GridSampler {
  return (start, step, points) => {
    const values = new Float64Array(points * count);
    for (let i = 0; i < points; i++) {
      functions(start + i * step, values.subarray(i * count, (i + 1) * count));
    }
    return values;
  };
}

/**
 * Samples even and odd functions on grids about zero at the points from zero on only.
 * @param signs 1 or -1 a function.
 */
export function mirrored(sample: GridSampler, signs: readonly number[]): GridSampler {
  const size = signs.length;
  return (start, step, count) => {
    // The point -x of point i is number ends - i.
    const ends = Math.round((-2 * start) / step);
    if (!(ends > 0 && Math.abs(ends + (2 * start) / step) < 1e-9)) return sample(start, step, count);
    const first = Math.ceil(ends / 2);
    const half = sample(start + first * step, step, Math.max(count, ends + 1) - first);
    const values = new Float64Array(count * size);
    for (let i = 0; i < count; i++) {
      const from = (Math.max(i, ends - i) - first) * size;
      for (let f = 0; f < size; f++) values[i * size + f] = (i < first ? signs[f]! : 1) * half[from + f]!;
    }
    return values;
  };
}

/**
 * The largest deviation of functions from their exact values on the interval and on its core, relative to each
 * one's largest value on the core.
 */
export function relativeDeviation(
  { radius, core }: { readonly radius: number; readonly core: number },
  evaluate: (x: number, out: Float64Array) => void,
  exact: GridSampler,
  count: number,
): number {
  const places = 25;
  const [deviation, scale] = [new Float64Array(count), new Float64Array(count)];
  const values = new Float64Array(count);
  for (const reach of new Set([radius, core])) {
    const step = (2 * reach) / (places - 1);
    const expected = exact(-reach, step, places);
    for (let i = 0; i < places; i++) {
      evaluate(-reach + i * step, values);
      for (let f = 0; f < count; f++) {
        const value = expected[i * count + f]!;
        deviation[f] = Math.max(deviation[f]!, Math.abs(values[f]! - value));
        if (reach === core) scale[f] = Math.max(scale[f]!, Math.abs(value));
      }
    }
  }
  return deviation.reduce((worst, value, f) => (value === 0 ? worst : Math.max(worst, value / scale[f]!)), 0);
}
