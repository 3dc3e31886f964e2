import { ConvergenceError } from "../../theory/errors.ts";

/** Several functions of one variable on [-radius, radius], as Chebyshev series of one length. */
export interface ChebyshevTable {
  readonly radius: number;
  /** The number of coefficients a function. */
  readonly terms: number;
  /** An estimate of the error, relative to each function's largest value: the size of the last coefficients. */
  readonly error: number;
  /** Evaluates the first `count` functions. */
  evaluate(x: number, out: Float64Array, count: number): void;
}

/**
 * Interpolates `functions` at Chebyshev points, doubling their number until the series has decayed.
 * @param tolerance bound on the trailing coefficients relative to each function's largest coefficient.
 * @throws ConvergenceError when 2048 points do not suffice.
 */
export function chebyshevTable(
  functions: (x: number, out: Float64Array) => void,
  count: number,
  radius: number,
  tolerance = 1e-13,
): ChebyshevTable {
  for (let n = 16; n <= 2048; n *= 2) {
    const samples = Array.from({ length: n }, (_, k) => {
      const out = new Float64Array(count);
      functions(radius * Math.cos((Math.PI * (k + 0.5)) / n), out);
      return out;
    });
    const { coefficients, error } = transform(samples, count);
    if (error <= tolerance) return table(coefficients, count, radius, tolerance);
  }
  throw new ConvergenceError(
    "the right-hand side could not be tabulated to 1e-13: 2048 points do not resolve it",
  );
}

/** The discrete cosine transform, function by function, with the relative size of the last eighth. */
function transform(samples: readonly Float64Array[], count: number) {
  const n = samples.length;
  const coefficients = Array.from({ length: count }, () => new Float64Array(n));
  let error = 0;
  for (let f = 0; f < count; f++) {
    const series = coefficients[f]!;
    let largest = 0;
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += samples[k]![f]! * Math.cos((Math.PI * j * (k + 0.5)) / n);
      series[j] = (sum * (j === 0 ? 1 : 2)) / n;
      largest = Math.max(largest, Math.abs(series[j]!));
    }
    const tail = series.subarray(n - n / 8);
    const last = tail.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
    if (largest > 0) error = Math.max(error, last / largest);
  }
  return { coefficients, error };
}

function table(
  coefficients: readonly Float64Array[],
  count: number,
  radius: number,
  tolerance: number,
): ChebyshevTable {
  // Coefficients below the tolerance cost time and hold only rounding errors.
  const needed = coefficients.map((series) => {
    const largest = series.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
    let length = series.length;
    while (length > 1 && Math.abs(series[length - 1]!) <= 0.1 * tolerance * largest) length--;
    return length;
  });
  const terms = Math.max(...needed);
  return {
    radius,
    terms,
    error: tolerance,
    evaluate(x, out, limit) {
      const y = x / radius;
      const twice = 2 * y;
      for (let f = 0; f < limit && f < count; f++) {
        // Clenshaw's recurrence.
        const series = coefficients[f]!;
        let b1 = 0;
        let b2 = 0;
        for (let j = needed[f]! - 1; j > 0; j--) {
          const b = twice * b1 - b2 + series[j]!;
          b2 = b1;
          b1 = b;
        }
        out[f] = y * b1 - b2 + series[0]!;
      }
    },
  };
}
