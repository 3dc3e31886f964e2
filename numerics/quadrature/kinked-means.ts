import { type Activation, type DerivativePowers, outputOrder } from "../../theory/activations/activation.ts";
import { UnsupportedError } from "../../theory/errors.ts";
import { compositeGaussLegendre, type Rule } from "./gauss-legendre.ts";
import type { ConditionalMeans, GridMeans, Integrand, Noise } from "./integrand.ts";
import { normalDensity } from "./normal-distribution.ts";
import { pointwise } from "./signal-functions.ts";
import { factorial, hermite, truncatedMoment } from "./truncated-moment.ts";

/**
 * One side of an integrand, factor * (y - kink)_+^power / power!, where negative powers are delta functions and
 * their derivatives; on both sides of the kink where `whole`; undefined stands for the constant 1.
 */
export type Side = { readonly power: number; readonly factor: number; readonly whole?: true } | undefined;

const range = 9;
const panels = [-9, -6, -4, -2, 0, 2, 4, 6, 9];
const nodesPerPanel = 16;

/** Grids of signals, in units of sqrt(s), that are kept: those of one table and its checks. */
const mostGrids = 24;

/**
 * Means for phi = (y - kink)_+ on grids of signals. With its kink at 0 phi and its derivatives are homogeneous, so that
 *
 *     mean(S, s) = s^(degree / 2) mean(S / sqrt(s), 1),
 *
 * with the sum of both sides' powers as the degree: a table of another norm asks for the same grid of S / sqrt(s).
 */
export function kinkedGridMeans(
  activation: Activation,
  integrands: readonly Integrand[],
  noise: Noise,
): GridMeans {
  const kink = activation.kinks[0]!;
  const sides = integrands.map(({ left, right }) => [sideOf(left), sideOf(right)] as const);
  const means = kinkedMeans(kink, sides, noise);
  const size = sides.length;
  const integrated: GridMeans = (norm, start, step, count) =>
    pointwise((signal, out) => means(signal, norm, out), size)(start, step, count);
  if (kink !== 0) return integrated;
  const degrees = sides.map(([left, right]) => (left?.power ?? 0) + (right?.power ?? 0));
  const known = new Map<string, Float64Array>();
  return (norm, start, step, count) => {
    if (norm === 0 || count === 1) return integrated(norm, start, step, count);
    const root = Math.sqrt(norm);
    // One grid's numbers differ by rounding.
    const key = `${[start, step].map((x) => (x / root).toPrecision(14))} ${count}`;
    let standard = known.get(key);
    if (standard === undefined) {
      if (known.size >= mostGrids) known.delete(known.keys().next().value!);
      known.set(key, (standard = integrated(1, start / root, step / root, count)));
    }
    const factors = degrees.map((degree) => root ** degree);
    return standard.map((value, i) => value * factors[i % size]!);
  };
}

/**
 * Means at one signal. As for smooth activations the noises are split into a shared part and two independent ones. The mean
 * over the independent ones is a truncated Gaussian moment in closed form; the integral over the shared one is split where
 * the smoothed functions bend. Delta functions are evaluated exactly, by the law of one output at the kink and that of the
 * other given it.
 */
function kinkedMeans(
  kink: number,
  sides: readonly (readonly [Side, Side])[],
  noise: Noise,
): ConditionalMeans {
  return (signal, norm, out) => {
    const regular = regularMeans(signal - kink, norm, noise);
    for (let k = 0; k < sides.length; k++) {
      const [left, right] = sides[k]!;
      // The two views are exchangeable: a singular side comes first.
      if (left && left.power < 0) out[k] = singularMean(left, right, signal - kink, norm, noise);
      else if (right && right.power < 0) out[k] = singularMean(right, left, signal - kink, norm, noise);
      else out[k] = regular(left, right);
    }
  };
}

/** A product in normal form is a power of phi or of y, the step, or one derivative of the delta function. */
export function sideOf(powers: DerivativePowers): Side {
  const [first] = powers;
  if (first === undefined) return undefined;
  const [order, exponent] = first;
  if (order === outputOrder) return { power: exponent, factor: factorial(exponent), whole: true };
  if (order >= 2) return { power: 1 - order, factor: 1 };
  return order === 1 ? { power: 0, factor: 1 } : { power: exponent, factor: factorial(exponent) };
}

/** Means of products without singular factors at distance `signal` from the kink. */
function regularMeans(signal: number, norm: number, noise: Noise): (left: Side, right: Side) => number {
  const shared = Math.sqrt(norm * Math.abs(noise.covariance));
  const own = Math.sqrt(Math.max(0, norm * (noise.variance - Math.abs(noise.covariance))));
  const reflect = noise.covariance >= 0 ? 1 : -1;
  const smooth = (side: Side, center: number): number =>
    side === undefined ? 1 : side.factor * momentOf(side, side.power, center, own);
  if (shared === 0) return (left, right) => smooth(left, signal) * smooth(right, signal);
  const outer = gaussianRule(bends(-signal / shared, own / shared, reflect));
  const table = new Map<string, Float64Array>();
  const tabulated = (side: Side, direction: number): Float64Array => {
    const key = `${side?.power},${side?.whole},${direction}`;
    let values = table.get(key);
    if (values === undefined) {
      values = outer.nodes.map((x) => smooth(side, signal + direction * shared * x));
      table.set(key, values);
    }
    return values;
  };
  return (left, right) => {
    const first = tabulated(left, 1);
    const second = tabulated(right, reflect);
    let sum = 0;
    for (let i = 0; i < first.length; i++) sum += outer.weights[i]! * first[i]! * second[i]!;
    return sum;
  };
}

/** The smoothed functions bend over a width own/shared about the kink: panels that double in size from there. */
function bends(position: number, width: number, reflect: number): number[] {
  const breaks = [position];
  for (let distance = width; width > 1e-8 && distance < 2 * range; distance *= 2) {
    breaks.push(position - distance, position + distance);
  }
  return reflect > 0 ? breaks : [...breaks, ...breaks.map((x) => -x)];
}

/** Standard normal weights on panels that end at the given points too. */
function gaussianRule(breaks: readonly number[]): Rule {
  const ends = [...new Set([...panels, ...breaks.filter((x) => Math.abs(x) < range)])].sort((a, b) => a - b);
  const { nodes, weights } = compositeGaussLegendre(ends, nodesPerPanel);
  return { nodes, weights: weights.map((weight, k) => weight * normalDensity(nodes[k]!)) };
}

/**
 * E[delta^(order)(y) R(y')] = (-d/dy)^order [ density(y) E[R(y') | y] ] at y = 0, the kink, by Leibniz' rule.
 * @throws UnsupportedError where the two outputs determine each other and the product has no meaning.
 */
function singularMean(
  singular: { readonly power: number },
  other: Side,
  signal: number,
  norm: number,
  noise: Noise,
): number {
  const order = -1 - singular.power;
  const deviation = Math.sqrt(norm * noise.variance);
  if (deviation === 0) throw new UnsupportedError("activation: without noise a kinked phi has no derivative");
  const slope = noise.covariance / noise.variance;
  const conditional = Math.sqrt(Math.max(0, norm * noise.variance * (1 - slope * slope)));
  const conditionalMean = signal * (1 - slope);
  const z = -signal / deviation;
  let sum = 0;
  for (let i = 0; i <= order; i++) {
    const density = ((-1) ** i * hermite(i, z) * normalDensity(z)) / deviation ** (i + 1);
    sum +=
      binomial(order, i) *
      density *
      slope ** (order - i) *
      shifted(other, order - i, conditionalMean, conditional);
  }
  return (-1) ** order * sum;
}

/** The m-th derivative by `mean` of E[R(mean + deviation e)]. */
function shifted(side: Side, m: number, mean: number, deviation: number): number {
  if (side === undefined) return m === 0 ? 1 : 0;
  const power = side.power - m;
  if (power < 0 && side.whole) return 0;
  if (power < 0 && deviation === 0) {
    throw new UnsupportedError("activation: with fully correlated views a kinked phi has no Jacobian here");
  }
  return side.factor * momentOf(side, power, mean, deviation);
}

/** The mean of one side's function with this power, on one or both sides of the kink. */
function momentOf(side: Side, power: number, mean: number, deviation: number): number {
  const right = truncatedMoment(power, mean, deviation);
  return side?.whole ? right + (-1) ** power * truncatedMoment(power, -mean, deviation) : right;
}

function binomial(n: number, k: number): number {
  return factorial(n) / (factorial(k) * factorial(n - k));
}
