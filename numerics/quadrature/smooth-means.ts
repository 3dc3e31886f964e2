import { type Activation, type DerivativePowers, outputOrder } from "../../theory/activations/activation.ts";
import { ConvergenceError } from "../../theory/errors.ts";
import type { ConditionalMeans, Integrand, Noise } from "./integrand.ts";
import {
  gaussianStep,
  productSpacing,
  referenceDeviation,
  trapezoidalGaussian,
} from "./trapezoidal-gaussian.ts";

/** Spacings in y that are tried for the trapezoidal rule, coarse to fine. */
const spacings = [1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.125, 0.09, 0.0625, 0.04, 0.025, 0.0125];

/**
 * Means for a smooth phi. The two noises are split into a shared part and two independent ones,
 *
 *     n = a x + b e,  n' = +-a x + b e',  a^2 = s |c|,  b^2 = s (v - |c|),
 *
 * so that a product's mean is a one-dimensional integral over x of two functions smoothed by e. Both integrals
 * use the trapezoidal rule, which converges geometrically for analytic integrands against a Gaussian, where
 * Gauss-Hermite slows down to exp(-const sqrt n) as soon as phi has complex poles (Trefethen and Weideman 2014).
 */
export function smoothMeans(
  activation: Activation,
  integrands: readonly Integrand[],
  noise: Noise,
): ConditionalMeans {
  const { products, left, right } = oneSidedProducts(integrands);
  const { values, evaluateProducts } = productEvaluator(activation, products);
  const { inner: innerSpacing, outer: outerSpacing } = noiseSpacings(activation, integrands);
  return (signal, norm, out) => {
    const shared = Math.sqrt(norm * Math.abs(noise.covariance));
    const own = Math.sqrt(Math.max(0, norm * (noise.variance - Math.abs(noise.covariance))));
    const { outer, inner, outerStride, innerStride } = commensurate(
      gaussianPart(shared, outerSpacing),
      gaussianPart(own, innerSpacing),
    );
    const [outerHalf, innerHalf] = [(outer.nodes.length - 1) / 2, (inner.nodes.length - 1) / 2];
    const unit =
      outerHalf > 0
        ? outer.nodes[outerHalf + 1]! / outerStride
        : (inner.nodes[innerHalf + 1] ?? 0) / innerStride;
    const count = products.length;
    const lattice = new Map<number, Float64Array>();
    const productsAt = (index: number): Float64Array => {
      let known = lattice.get(index);
      if (known === undefined) {
        evaluateProducts(signal + index * unit);
        lattice.set(index, (known = values.slice()));
      }
      return known;
    };
    const smoothed = new Float64Array(outer.nodes.length * count);
    for (let i = 0; i < outer.nodes.length; i++) {
      const start = (i - outerHalf) * outerStride;
      for (let j = 0; j < inner.nodes.length; j++) {
        const weight = inner.weights[j]!;
        const at = productsAt(start + (j - innerHalf) * innerStride);
        for (let m = 0; m < count; m++) smoothed[i * count + m]! += weight * at[m]!;
      }
    }
    for (let k = 0; k < integrands.length; k++) {
      let sum = 0;
      for (let i = 0; i < outer.nodes.length; i++) {
        // With c < 0 the second view sees the shared part reversed; the rule is symmetric about zero.
        const mirrored = noise.covariance >= 0 ? i : outer.nodes.length - 1 - i;
        sum += outer.weights[i]! * smoothed[i * count + left[k]!]! * smoothed[mirrored * count + right[k]!]!;
      }
      out[k] = sum;
    }
  };
}

/** Spacings in y, on a Gaussian of the reference deviation, that the two integrals of `smoothMeans` need. */
export interface NoiseSpacings {
  /** For the independent noises. */
  readonly inner: number;
  /** For the shared noise. */
  readonly outer: number;
}

/** @throws ConvergenceError when no spacing resolves the products. */
export function noiseSpacings(activation: Activation, integrands: readonly Integrand[]): NoiseSpacings {
  const { products, left, right } = oneSidedProducts(integrands);
  const { values, evaluateProducts } = productEvaluator(activation, products);
  const inner = resolvedSpacing(products.length, (y) => {
    evaluateProducts(y);
    return values;
  });
  if (inner === undefined) {
    throw new ConvergenceError(
      `activation: no quadrature resolves ${activation.name}; is it singular or extremely steep?`,
    );
  }
  // The outer integrand is a product of two sides, which without own noise oscillates as fast as both together.
  const pairs = new Float64Array(integrands.length);
  const outer =
    resolvedSpacing(integrands.length, (y) => {
      evaluateProducts(y);
      for (let k = 0; k < pairs.length; k++) pairs[k] = values[left[k]!]! * values[right[k]!]!;
      return pairs;
    }) ?? productSpacing(inner);
  return { inner, outer };
}

/** Evaluates all one-sided products at a point: `values` then holds them. */
function productEvaluator(
  activation: Activation,
  products: readonly (readonly number[])[],
): { values: Float64Array; evaluateProducts(y: number): void } {
  const orders = 1 + Math.max(0, ...products.flatMap((factors) => factors.filter((_, i) => i % 2 === 0)));
  const derivatives = Array.from({ length: orders }, (_, order) => activation.derivative(order));
  const jet = new Float64Array(orders);
  const values = new Float64Array(products.length);

  const evaluateProducts = (y: number): void => {
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
      values[m] = value;
    }
  };
  return { values, evaluateProducts };
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
 * Rules for both parts whose nodes are multiples of one unit: the sums of an outer and an inner node then lie on
 * one lattice, and phi is evaluated some hundred times in place of thousands.
 */
function commensurate(outer: GaussianPart, inner: GaussianPart) {
  const smaller = Math.min(...[outer.step, inner.step].filter((step) => step > 0));
  const strideOf = (step: number): number => Math.max(1, Math.floor(step / smaller + 1e-9));
  const [outerStride, innerStride] = [strideOf(outer.step), strideOf(inner.step)];
  return {
    outer: trapezoidalGaussian(outer.deviation, outerStride * smaller),
    inner: trapezoidalGaussian(inner.deviation, innerStride * smaller),
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
