import { type Activation, type DerivativePowers, outputOrder } from "../../theory/activations/activation.ts";
import { ConvergenceError } from "../../theory/errors.ts";
import type { GridMeans, Integrand, Noise } from "./integrand.ts";
import {
  gaussianStep,
  productSpacing,
  referenceDeviation,
  trapezoidalGaussian,
} from "./trapezoidal-gaussian.ts";

/** Spacings in y that are tried for the trapezoidal rule, coarse to fine. */
const spacings = [1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.125, 0.09, 0.0625, 0.04, 0.025, 0.0125];

/**
 * Means for a smooth phi on grids of signals. The two noises are split into a shared part and two independent ones,
 *
 *     n = a x + b e,  n' = +-a x + b e',  a^2 = s |c|,  b^2 = s (v - |c|),
 *
 * so that a product's mean is a one-dimensional integral over x of two functions smoothed by e. Both integrals
 * use the trapezoidal rule, which converges geometrically for analytic integrands against a Gaussian, where
 * Gauss-Hermite slows down to exp(-const sqrt n) as soon as phi has complex poles (Trefethen and Weideman 2014).
 * The nodes of both rules and the signals themselves lie on one lattice: phi and the smoothed functions are
 * evaluated once a point, and a whole grid of signals costs little more than one.
 */
export function smoothGridMeans(
  activation: Activation,
  integrands: readonly Integrand[],
  noise: Noise,
): GridMeans {
  const { products: factors, left, right } = oneSidedProducts(integrands);
  const evaluateProducts = productEvaluator(activation, factors);
  const { inner: innerSpacing, outer: outerSpacing } = noiseSpacings(activation, integrands);
  const [size, count] = [integrands.length, factors.length];
  return (norm, start, step, signals) => {
    const shared = Math.sqrt(norm * Math.abs(noise.covariance));
    const own = Math.sqrt(Math.max(0, norm * (noise.variance - Math.abs(noise.covariance))));
    const parts = [gaussianPart(shared, outerSpacing), gaussianPart(own, innerSpacing)] as const;
    const nodes = parts.map(({ deviation, step }) => (deviation === 0 ? 1 : (20 * deviation) / step));
    if (!(nodes[0]! * nodes[1]! <= mostNodePairs)) throw outOfReach("the views' noise");
    const { outer, inner, unit, signalStride, outerStride, innerStride } = commensurate(
      ...parts,
      signals > 1 ? step : Number.POSITIVE_INFINITY,
    );
    const outerReach = ((outer.nodes.length - 1) / 2) * outerStride;
    const innerReach = ((inner.nodes.length - 1) / 2) * innerStride;
    const products = lattice(
      count,
      outerReach + innerReach,
      (signals - 1) * signalStride,
      (index, out, to) => {
        evaluateProducts(start + index * unit, out, to);
      },
    );
    const smoothed = lattice(count, outerReach, (signals - 1) * signalStride, (index, out, to) => {
      const first = index - innerReach;
      for (let j = 0; j < inner.nodes.length; j++) products.at(first + j * innerStride);
      weightedSums(inner.weights, products.values, products.at(first), innerStride * count, count, out, to);
    });
    const { values } = smoothed;
    const means = new Float64Array(signals * size);
    for (let i = 0; i < signals; i++) {
      for (let j = 0; j < outer.nodes.length; j++) {
        const away = j * outerStride - outerReach;
        const weight = outer.weights[j]!;
        const first = smoothed.at(i * signalStride + away);
        // With c < 0 the second view sees the shared part reversed; the rule is symmetric about zero.
        const second = smoothed.at(i * signalStride + (noise.covariance >= 0 ? away : -away));
        for (let k = 0; k < size; k++) {
          means[i * size + k]! += weight * values[first + left[k]!]! * values[second + right[k]!]!;
        }
      }
    }
    return means;
  };
}

/** Writes the sum over j of weights[j] times the vector of `count` numbers at first + j jump to `out`, from place `to`. */
function weightedSums(
  weights: Float64Array,
  values: Float64Array,
  first: number,
  jump: number,
  count: number,
  out: Float64Array,
  to: number,
): void {
  // Most of a density's quadrature is here. Two sums at a time stay in registers, and neither waits for the other.
  let m = 0;
  for (; m + 1 < count; m += 2) {
    let one = 0;
    let two = 0;
    for (let j = 0, at = first + m; j < weights.length; j++, at += jump) {
      const weight = weights[j]!;
      one += weight * values[at]!;
      two += weight * values[at + 1]!;
    }
    out[to + m] = one;
    out[to + m + 1] = two;
  }
  if (m === count) return;
  let last = 0;
  for (let j = 0, at = first + m; j < weights.length; j++, at += jump) last += weights[j]! * values[at]!;
  out[to + m] = last;
}

/** Pairs of nodes of the two noises: thousands of times what noises of the activation's own scale need. */
const mostNodePairs = 1e9;

function outOfReach(what: string): ConvergenceError {
  return new ConvergenceError(
    `${what} is so large, or not finite, that no quadrature reaches over it with the steps that the activation needs`,
  );
}

/** Points of a grid of signals, each with a vector of its own: hundreds of times what signals of the noise's size need. */
const longestLattice = 200_000;

/** Vectors at the integers from -reach to last + reach, each computed into zeros when first asked for. */
function lattice(
  count: number,
  reach: number,
  last: number,
  compute: (index: number, out: Float64Array, to: number) => void,
): { readonly values: Float64Array; at(index: number): number } {
  const length = last + 2 * reach + 1;
  if (!(length <= longestLattice)) {
    throw outOfReach("a signal");
  }
  const values = new Float64Array(length * count);
  const known = new Uint8Array(length);
  return {
    values,
    at(index) {
      const place = index + reach;
      if (known[place] === 0) {
        known[place] = 1;
        compute(index, values, place * count);
      }
      return place * count;
    },
  };
}

/** Spacings in y, on a Gaussian of the reference deviation, that the two integrals of `smoothGridMeans` need. */
export interface NoiseSpacings {
  /** For the independent noises. */
  readonly inner: number;
  /** For the shared noise. */
  readonly outer: number;
}

/** @throws ConvergenceError when no spacing resolves the products. */
export function noiseSpacings(activation: Activation, integrands: readonly Integrand[]): NoiseSpacings {
  const { products, left, right } = oneSidedProducts(integrands);
  const evaluateProducts = productEvaluator(activation, products);
  // Both searches mostly go to the same places.
  const known = new Map<number, Float64Array>();
  const productsAt = (y: number): Float64Array => {
    let found = known.get(y);
    if (found === undefined) {
      found = new Float64Array(products.length);
      evaluateProducts(y, found, 0);
      known.set(y, found);
    }
    return found;
  };
  const inner = resolvedSpacing(products.length, productsAt);
  if (inner === undefined) {
    throw new ConvergenceError(
      `activation: no quadrature resolves ${activation.name}; is it singular or extremely steep?`,
    );
  }
  // The outer integrand is a product of two sides, which without own noise oscillates as fast as both together.
  const pairs = new Float64Array(integrands.length);
  const outer =
    resolvedSpacing(integrands.length, (y) => {
      const sides = productsAt(y);
      for (let k = 0; k < pairs.length; k++) pairs[k] = sides[left[k]!]! * sides[right[k]!]!;
      return pairs;
    }) ?? productSpacing(inner);
  return { inner, outer };
}

/** Writes all one-sided products at a point y to `out`, the first to place `to`. */
function productEvaluator(
  activation: Activation,
  products: readonly (readonly number[])[],
): (y: number, out: Float64Array, to: number) => void {
  const orders = 1 + Math.max(0, ...products.flatMap((factors) => factors.filter((_, i) => i % 2 === 0)));
  const derivatives = Array.from({ length: orders }, (_, order) => activation.derivative(order));
  const jet = new Float64Array(orders);

  return (y, out, to) => {
    if (activation.jet) activation.jet(y, jet);
    else for (let order = 0; order < orders; order++) jet[order] = derivatives[order]!(y);
    for (let m = 0; m < products.length; m++) {
      let value = 1;
      const factors = products[m]!;
      for (let i = 0; i < factors.length; i += 2) {
        const base = factors[i] === outputOrder ? y : jet[factors[i]!]!;
        const exponent = factors[i + 1]!;
        value *= exponent === 1 ? base : exponent === 2 ? base * base : base ** exponent;
      }
      out[to + m] = value;
    }
  };
}

/** One of the two noises with the step that its integral needs. */
interface GaussianPart {
  readonly deviation: number;
  readonly step: number;
}

function gaussianPart(deviation: number, spacing: number): GaussianPart {
  return { deviation, step: gaussianStep(deviation, spacing) };
}

/**
 * Rules for both parts whose nodes are multiples of one unit, and so is `step` (infinite where there is one signal):
 * sums of a signal, an outer and an inner node then lie on one lattice, and phi is evaluated some hundred times in
 * place of thousands.
 */
function commensurate(outer: GaussianPart, inner: GaussianPart, step: number) {
  const finest = Math.min(step, ...[outer.step, inner.step].filter((own) => own > 0));
  const signalStride = Number.isFinite(step) ? Math.ceil(step / finest - 1e-9) : 0;
  const unit = signalStride > 0 ? step / signalStride : Number.isFinite(finest) ? finest : 1;
  const strideOf = (own: number): number => Math.max(1, Math.floor(own / unit + 1e-9));
  const [outerStride, innerStride] = [strideOf(outer.step), strideOf(inner.step)];
  return {
    outer: trapezoidalGaussian(outer.deviation, outerStride * unit),
    inner: trapezoidalGaussian(inner.deviation, innerStride * unit),
    unit,
    signalStride,
    outerStride,
    innerStride,
  };
}

/** The distinct one-sided products as flat (order, exponent) lists, and where each integrand's two sides are. */
export function oneSidedProducts(integrands: readonly Integrand[]): {
  products: number[][];
  left: number[];
  right: number[];
} {
  const index = new Map<string, number>();
  const products: number[][] = [];
  const place = (powers: DerivativePowers): number => {
    const key = powersKey(powers);
    let at = index.get(key);
    if (at === undefined) {
      at = products.push([...powers].flat()) - 1;
      index.set(key, at);
    }
    return at;
  };
  const left = integrands.map((integrand) => place(integrand.left));
  const right = integrands.map((integrand) => place(integrand.right));
  return { products, left, right };
}

/** One text for one product of derivatives. */
export function powersKey(powers: DerivativePowers): string {
  return [...powers]
    .map(([order, exponent]) => `${order}^${exponent}`)
    .sort()
    .join();
}

/**
 * The coarsest spacing in y at which the trapezoidal rule has converged to 1e-14 of the scale for all products,
 * on a Gaussian so wide that the products' own scale decides.
 * Undefined when none is fine enough: phi is too steep, has a singularity that was not seen, or grows so fast that
 * the ends of the range decide.
 */
function resolvedSpacing(count: number, products: (y: number) => Float64Array): number | undefined {
  const width = referenceDeviation;
  const integrate = (spacing: number, offset: number): { value: Float64Array; scale: Float64Array } => {
    const rule = trapezoidalGaussian(width, gaussianStep(width, spacing));
    const value = new Float64Array(count);
    const scale = new Float64Array(count);
    for (let j = 0; j < rule.nodes.length; j++) {
      const f = products(rule.nodes[j]! + offset);
      for (let m = 0; m < count; m++) {
        value[m]! += rule.weights[j]! * f[m]!;
        scale[m]! += rule.weights[j]! * Math.abs(f[m]!);
      }
    }
    return { value, scale };
  };
  for (const spacing of spacings) {
    const converged = [0, 0.37, 1.9].every((offset) => {
      const coarse = integrate(spacing, offset);
      const fine = integrate(spacing / 2.3, offset);
      return coarse.value.every(
        (value, m) => Math.abs(value - fine.value[m]!) <= 1e-14 * Math.max(fine.scale[m]!, Number.MIN_VALUE),
      );
    });
    if (converged) return spacing;
  }
  return undefined;
}
