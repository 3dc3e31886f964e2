import { erf } from "./erf.ts";

/**
 * A product of phi = max(y, 0) and its derivatives at one view: factor y_+^power / power!, where negative powers are
 * the delta function and its derivatives; null is the constant 1.
 */
export type Side = readonly [power: number, factor: number] | null;

/** What the means over the noises need to know of the integrands. */
export type KinkedIntegrands = readonly [
  sides: readonly Side[],
  /** The side at y and that at y' whose mean each function of the signal is. */
  pairs: readonly (readonly [number, number])[],
  legendre: LegendreRule,
];

/** A Gauss-Legendre rule on [-1, 1]. */
export type LegendreRule = readonly [nodes: readonly number[], weights: readonly number[]];

/**
 * E[f(y) g(y')] given the signal S: y = S + n, y' = S + n' with Gaussian noises of variance s v and covariance s c.
 * They are split, n = a x + b e and n' = +-a x + b e' with a^2 = s |c| and b^2 = s (v - |c|). The mean over e is a
 * truncated Gaussian moment; the integral over x has panels that end where these bend. Delta functions are exact.
 */
export function noiseMeans(
  [sides, pairs, legendre]: KinkedIntegrands,
  s: number,
  v: number,
  c: number,
): (signal: number) => number[] {
  const a = Math.sqrt(s * Math.abs(c));
  const b = Math.sqrt(s * Math.max(0, v - Math.abs(c)));
  const reflect = c >= 0 ? 1 : -1;
  const smooth = (side: Side, y: number): number =>
    side === null ? 1 : side[1] * truncatedMoment(side[0], y, b);
  const isRegular = (side: Side): boolean => side === null || side[0] >= 0;
  return (signal) => {
    const kinks = [-signal / a, (-reflect * signal) / a];
    const nodes = a === 0 ? [{ x: 0, weight: 1 }] : panelNodes(kinks, b / a, legendre);
    const values = (side: Side, slope: number): number[] =>
      isRegular(side) ? nodes.map(({ x }) => smooth(side, signal + slope * x)) : [];
    const [first, second] = [a, reflect * a].map((slope) => sides.map((side) => values(side, slope)));
    return pairs.map(([i, j]) => {
      const [f, g] = [sides[i]!, sides[j]!];
      if (f !== null && f[0] < 0) return deltaMean(f[0], g, signal, s, v, c);
      if (g !== null && g[0] < 0) return deltaMean(g[0], f, signal, s, v, c);
      return nodes.reduce((sum, { weight }, k) => sum + weight * first![i]![k]! * second![j]![k]!, 0);
    });
  };
}

/** Nodes for a standard normal x, on panels that double in size from where y or y' crosses the kink. */
export function panelNodes(
  kinks: readonly number[],
  width: number,
  [abscissae, shares]: LegendreRule,
): { x: number; weight: number }[] {
  const ends = [-9, -6, -4, -2, 0, 2, 4, 6, 9, ...kinks];
  for (let distance = width; width > 1e-8 && distance < 18; distance *= 2) {
    for (const kink of kinks) ends.push(kink - distance, kink + distance);
  }
  const inside = ends.filter((x) => Math.abs(x) <= 9).sort((x, y) => x - y);
  return inside.slice(1).flatMap((end, p) => {
    const [center, half] = [(inside[p]! + end) / 2, (end - inside[p]!) / 2];
    if (half === 0) return [];
    return abscissae.map((node, k) => {
      const x = center + half * node;
      return { x, weight: half * shares[k]! * normalDensity(x) };
    });
  });
}

/** E[delta^(m)(y) R(y')], m = -1 - power: (-d/dy)^m of the density of y times E[R(y') | y], at y = 0. */
export function deltaMean(
  power: number,
  other: Side,
  signal: number,
  s: number,
  v: number,
  c: number,
): number {
  const order = -1 - power;
  const deviation = Math.sqrt(s * v);
  if (deviation === 0)
    throw new RangeError("parameters.nu: without noise the derivatives of max(y, 0) have no mean");
  const slope = c / v;
  const rest = deviation * Math.sqrt(Math.max(0, 1 - slope * slope));
  let sum = 0;
  for (let i = 0; i <= order; i++) {
    const j = order - i;
    const density = hermiteDensity(i, signal / deviation) / deviation ** (i + 1);
    const binomial = factorial(order) / (factorial(i) * factorial(j));
    sum += binomial * density * (-slope) ** j * shifted(other, j, signal * (1 - slope), rest);
  }
  return sum;
}

/** The j-th derivative by the mean of E[R(mean + deviation e)]. */
export function shifted(side: Side, j: number, mean: number, deviation: number): number {
  if (side === null) return j === 0 ? 1 : 0;
  if (side[0] - j < 0 && deviation === 0) {
    throw new RangeError(
      "parameters.rho: where y and y' determine each other their delta functions have no product",
    );
  }
  return side[1] * truncatedMoment(side[0] - j, mean, deviation);
}

/** E[(t + b e)_+^n / n!] for a standard normal e; for n < 0 the derivatives of the case n = 0 by t. */
export function truncatedMoment(n: number, t: number, b: number): number {
  if (b === 0) return t > 0 ? t ** n / factorial(n) : t === 0 && n === 0 ? 0.5 : 0;
  const z = t / b;
  if (n < 0) return hermiteDensity(-1 - n, z) / b ** -n;
  // By parts: M_n = t M_(n-1) + (n - 1) b^2 M_(n-2), with M_n = E[(t + b e)_+^n].
  let [before, moment] = [b * normalDensity(z), 0.5 * (1 + erf(z / Math.SQRT2))];
  for (let k = 1; k <= n; k++) {
    [before, moment] = [moment, t * moment + (k === 1 ? before : (k - 1) * b * b * before)];
  }
  return moment / factorial(n);
}

/** (d/dz)^n of the normal density: (-1)^n times the probabilists' Hermite polynomial times it. */
export function hermiteDensity(n: number, z: number): number {
  let [before, value] = [0, normalDensity(z)];
  for (let k = 0; k < n; k++) [before, value] = [value, -z * value - k * before];
  return value;
}

export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

export function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
