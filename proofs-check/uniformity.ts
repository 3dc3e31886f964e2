/** The p-value of Kolmogorov and Smirnov's test that numbers are uniform on (0, 1); asymptotic, for a hundred or more. */
export function uniformityPValue(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  let distance = 0;
  for (const [i, value] of sorted.entries()) {
    distance = Math.max(distance, (i + 1) / n - value, value - i / n);
  }
  return kolmogorovTail(Math.sqrt(n) * distance);
}

/** P(sqrt n D > x) as n grows: 2 sum_k (-1)^(k-1) exp(-2 k^2 x^2) (Kolmogorov 1933), or by theta's reflection for small x. */
function kolmogorovTail(x: number): number {
  if (x < 0.2) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k <= 9; k += 2) sum += Math.exp(-((k * Math.PI) ** 2) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 1; k <= 6; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * x) ** 2);
  return sum;
}

/** Skewness, E (x - E x)^3 / sd^3. */
export function skewness(values: ArrayLike<number>): number {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let [second, third] = [0, 0];
  for (let i = 0; i < n; i++) {
    const deviation = values[i]! - mean;
    second += deviation ** 2 / n;
    third += deviation ** 3 / n;
  }
  return third / second ** 1.5;
}

/**
 * How many times the nominal probability a t statistic of n values of this skewness exceeds a quantile z on its heavier
 * side, to leading order: exp(|skewness| z^3/(3 sqrt n)), the moderate deviations of self-normalized sums.
 */
export function tailInflation(skew: number, values: number, z: number): number {
  return Math.exp((Math.abs(skew) * z ** 3) / (3 * Math.sqrt(values)));
}

/**
 * The same for few values, where the quantile is far beyond sqrt n: such a statistic has all values near one number, and
 * there it is the densities that count (Hotelling 1961), at one standard deviation from the mean. To first order
 * exp(|skewness| n/3).
 */
export function fewValuesInflation(skew: number, values: number): number {
  return Math.exp((Math.abs(skew) * values) / 3);
}
