/**
 * E[c1^h1 c2^h2 ... S^k] of the signal S = Q1 c1 + Q2 c2 + ... for k = 0, ..., highest. Over k! they are the
 * coefficients of a product of power series, one a feature, with coefficients E[c_l^(j + h_l)] Q_l^j / j!.
 * @param raw E[c_l^k] for k = 0, 1, ..., one list a feature.
 */
export function signalMoments(
  Q: readonly number[],
  raw: readonly (readonly number[])[],
  hidden: readonly number[],
  highest: number,
): number[] {
  const factorial = [1];
  for (let k = 1; k <= highest; k++) factorial.push(factorial[k - 1]! * k);
  let series: readonly number[] = factorial.map((_, k) => (k === 0 ? 1 : 0));
  for (const [l, moments] of raw.entries()) {
    const own = factorial.map((f, j) => (moments[j + (hidden[l] ?? 0)]! * Q[l]! ** j) / f);
    series = series.map((_, k) => own.slice(0, k + 1).reduce((sum, x, j) => sum + x * series[k - j]!, 0));
  }
  return series.map((x, k) => x * factorial[k]!);
}
