/** Independent distribution functions and the Kolmogorov-Smirnov distance for the tests of the samplers. */

/** P(Z > x) for a standard normal Z: Taylor series at small x, continued fraction in the tail. */
export function normalUpperTail(x: number): number {
  if (x < 0) return 1 - normalUpperTail(-x);
  const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  if (x > 3) {
    let fraction = x;
    for (let k = 100; k >= 1; k--) fraction = x + k / fraction;
    return density / fraction;
  }
  let term = x;
  let sum = x;
  for (let k = 1; k < 80; k++) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return 0.5 - density * sum;
}

/** log Gamma(x) by the Stirling series after shifting the argument beyond 20. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 20; z++) shift += Math.log(z);
  const correction = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5) - 1 / (1680 * z ** 7);
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + correction - shift;
}

/** P(X <= x) for a gamma variate of the given shape: series below the mean, Lentz fraction above it. */
export function gammaCdf(shape: number, x: number): number {
  if (x <= 0) return 0;
  const scale = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let k = 1; term > 1e-17 * sum; k++) {
      term *= x / (shape + k);
      sum += term;
    }
    return scale * sum;
  }
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let product = d;
  for (let k = 1; k < 10_000; k++) {
    const a = -k * (k - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    product *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return 1 - scale * product;
}

/** P(X <= count) and P(X >= count) for a Poisson variable X. */
export function poissonTails(count: number, mean: number): { lower: number; upper: number } {
  const below = (n: number): number => {
    let term = Math.exp(-mean);
    let sum = 0;
    for (let k = 0; k <= n; k++) {
      sum += term;
      term *= mean / (k + 1);
    }
    return sum;
  };
  return { lower: below(count), upper: 1 - below(count - 1) };
}

/** sqrt(n) times the largest distance of the empirical distribution of `sample` from `cdf`. */
export function kolmogorovSmirnov(sample: Float64Array, cdf: (x: number) => number): number {
  return kolmogorovSmirnovBound(sample.slice().sort(), cdf, 1);
}

/**
 * An upper bound of the same for values in order, which asks `cdf` at every `stride`-th alone: both distributions
 * increase, so that between two of these the distance is at most the one of an end plus stride / n.
 */
export function kolmogorovSmirnovBound(
  sorted: Float64Array,
  cdf: (x: number) => number,
  stride: number,
): number {
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i += stride) {
    const p = cdf(sorted[i]!);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  }
  return (distance + (stride - 1) / n) * Math.sqrt(n);
}
