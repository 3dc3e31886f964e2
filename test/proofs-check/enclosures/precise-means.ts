import * as mathjs from "mathjs";

const math = mathjs.create(mathjs.all!, { number: "BigNumber", precision: 50 });
/** Multiples of 2^-120, which is less than 1e-36. */
export type Fixed = bigint;
const bits = 120n;
const one = 1n << bits;
/** Where |Im y| stays below this, tanh has no poles. */
const strip = 1.4;

const times = (a: Fixed, b: Fixed): Fixed => (a * b) >> bits;
export const toFixed = (x: mathjs.BigNumber): Fixed => BigInt(x.times(`${one}`).round().toFixed());
export const toNumber = (x: Fixed): number => math.bignumber(`${x}`).div(`${one}`).toNumber();
const exp = (x: mathjs.BigNumber): Fixed => toFixed(math.exp(x));

interface Rule {
  readonly spacing: number;
  /** For the nodes i spacing, i = 0..count and their negatives alike. */
  readonly weights: readonly Fixed[];
}

/** The trapezoidal rule for a Gaussian, off by less than 1e-30. */
function rule(variance: mathjs.BigNumber): Rule {
  const square = variance.toNumber();
  if (square === 0) return { spacing: 1, weights: [one] };
  let spacing = 1;
  while ((2 * Math.PI * strip) / spacing - strip ** 2 / (2 * square) < 70) spacing /= 2;
  // exp(-i^2 r) by products: their ratios are exp(-(2 i + 1) r).
  const r = math.bignumber(spacing).pow(2).div(variance.times(2));
  const faster = exp(r.times(-2));
  const heights: Fixed[] = [];
  for (let i = 0, height = one, ratio = exp(r.neg()); i * spacing < 12 * Math.sqrt(square); i++) {
    heights.push(height);
    [height, ratio] = [times(height, ratio), times(ratio, faster)];
  }
  const total = heights.reduce((sum, height, i) => sum + (i === 0 ? 1n : 2n) * height, 0n);
  return { spacing, weights: heights.map((height) => (height << bits) / total) };
}

/**
 * E f(S + n) g(S + n') to 30 digits for all pairs of polynomials in tanh, as n = u + w, n' = +-u + w' with a Gaussian u that
 * both share and w, w' of their own: neither Mehler's series, as the search does it, nor rotated axes, as the checker does.
 */
export function preciseMeans(
  polynomials: readonly (readonly number[])[],
  signal: number,
  variance: mathjs.BigNumber,
  covariance: mathjs.BigNumber,
): Fixed[][] {
  const [shared, own] = [rule(covariance.abs()), rule(variance.minus(covariance.abs()))];
  const step = Math.min(shared.spacing, own.spacing);
  const [outer, inner] = [shared.spacing / step, own.spacing / step];
  const reach = outer * shared.weights.length + inner * own.weights.length;
  const growth = exp(math.bignumber(2 * step));
  const values = new Map<number, Fixed[]>();
  // Outwards, so that e and not its inverse grows: tanh y = (e - 1) / (e + 1) for e = exp(2 y).
  for (const side of [1, -1]) {
    for (let i = 0, e = exp(math.bignumber(2 * side * signal)); i <= reach; i++, e = times(e, growth)) {
      const t = (BigInt(side) * ((e - one) << bits)) / (e + one);
      values.set(
        side * i,
        polynomials.map((p) => p.reduceRight((sum, a) => times(sum, t) + BigInt(a) * one, 0n)),
      );
    }
  }
  const both = <T>(weights: readonly Fixed[], visit: (i: number, weight: Fixed) => T): void => {
    for (const [i, weight] of weights.entries()) for (const at of i === 0 ? [0] : [i, -i]) visit(at, weight);
  };
  const smoothed = new Map<number, Fixed[]>();
  both(shared.weights, (i) => {
    const sums = polynomials.map(() => 0n);
    both(own.weights, (j, weight) => {
      const at = values.get(i * outer + j * inner)!;
      for (let f = 0; f < sums.length; f++) sums[f]! += weight * at[f]!;
    });
    smoothed.set(
      i,
      sums.map((sum) => sum >> bits),
    );
  });
  const mirror = covariance.isNegative() ? -1 : 1;
  const means = polynomials.map(() => polynomials.map(() => 0n));
  both(shared.weights, (i, weight) => {
    const [left, right] = [smoothed.get(i)!, smoothed.get(mirror * i)!];
    for (const [f, a] of left.entries())
      for (const [g, b] of right.entries()) means[f]![g]! += times(weight, times(a, b));
  });
  return means;
}

/** T, D = 1 - T^2, T^2, D^2, T D and 1 as polynomials in T. */
const parts = [[0, 1], [1, 0, -1], [0, 0, 1], [1, 0, -2, 0, 1], [0, 1, 0, -1], [1]];

/**
 * B lambda for a signal of +-S by its definition for tanh and the covariance loss: F = -phi'(y) (phi(y') - the mean of phi over the
 * B - 1 other samples), of which beta = 1/(B - 1).
 */
export function preciseVariance(
  signals: readonly number[],
  variance: mathjs.BigNumber,
  covariance: mathjs.BigNumber,
  beta: Fixed,
): Fixed {
  const all = signals.map((signal) => preciseMeans(parts, signal, variance, covariance));
  const mean = (f: number, g: number): Fixed =>
    all.reduce((sum, means) => sum + means[f]![g]!, 0n) / BigInt(all.length);
  const [T, D, T2, D2, TD, unit] = [0, 1, 2, 3, 4, 5];
  const [v, c] = [toFixed(variance), toFixed(covariance)];
  return (
    2n * times(v, mean(D2, T2) + times(beta, times(mean(D2, unit), mean(T2, unit)))) +
    2n * times(c, mean(TD, TD) + times(beta, times(mean(D, D), mean(T, T))))
  );
}

export const big = (text: string): mathjs.BigNumber =>
  text
    .split("/")
    .map((part) => math.bignumber(part))
    .reduce((a, b) => a.div(b));
