/**
 * E[c1^h1 c2^h2 ... S^k w(r S)] of the signal S = Q1 c1 + Q2 c2 + ... for w = cos, sin or exp. The hidden variables are
 * independent: over k! it is the coefficient of t^k in the product over l of sum_j E[c_l^(j + h_l) w_l] (Q_l t)^j / j!
 * with w_l = exp(r Q_l c_l), or for cos and sin, its real and imaginary part, exp(i r Q_l c_l).
 */
export function signalMean(
  laws: readonly { readonly values: readonly number[]; readonly weights: readonly number[] }[],
  Q: readonly number[],
  hidden: readonly number[],
  order: number,
  wave: "cos" | "sin" | "exp",
  multiple: number,
): number {
  let series: [re: number, im: number][] = Array.from({ length: order + 1 }, (_, k) => [k === 0 ? 1 : 0, 0]);
  for (const [l, { values, weights }] of laws.entries()) {
    const own = series.map(() => [0, 0] as [number, number]);
    for (const [k, c] of values.entries()) {
      const phase = multiple * Q[l]! * c;
      const [re, im] = wave === "exp" ? [Math.exp(phase), 0] : [Math.cos(phase), Math.sin(phase)];
      let weight = weights[k]! * c ** hidden[l]!;
      for (const [j, sum] of own.entries()) {
        sum[0] += weight * re;
        sum[1] += weight * im;
        weight *= (Q[l]! * c) / (j + 1);
      }
    }
    series = series.map((_, k) => {
      const sum: [number, number] = [0, 0];
      for (const [j, [re, im]] of own.slice(0, k + 1).entries()) {
        const [a, b] = series[k - j]!;
        sum[0] += re * a - im * b;
        sum[1] += re * b + im * a;
      }
      return sum;
    });
  }
  const factorial = series.slice(1).reduce((product, _, k) => product * (k + 1), 1);
  return factorial * series[order]![wave === "sin" ? 1 : 0];
}
