import type { Rule } from "./gauss-legendre.ts";

/** Half the range in standard deviations; the density there is 1e-20 of its peak, room for growing integrands. */
const range = 9.6;

/** Spacing in standard deviations at which the rule integrates the Gaussian itself to 1e-21. */
const coarsest = 0.62;

/** The deviation of the Gaussian on which the spacing that an integrand needs is found. */
export const referenceDeviation = 2;

/** A Gaussian's frequencies reach this far, in cycles times its deviation: 1e-14 of its transform lies beyond. */
const bandwidth = 8.1 / (2 * Math.PI);

/**
 * The largest spacing for a Gaussian of this deviation if the integrand needs `spacing` on that of the reference
 * deviation. The rule must resolve the product of the two, whose frequencies add up: a narrower Gaussian needs
 * finer nodes by the bandwidth that it has above the reference.
 */
export function gaussianStep(deviation: number, spacing: number): number {
  const more = Math.max(0, bandwidth / deviation - bandwidth / referenceDeviation);
  return Math.min(coarsest * deviation, 1 / (1 / spacing + more));
}

/** A spacing for products of two functions that need `spacing` each on the reference: their frequencies add up. */
export function productSpacing(spacing: number): number {
  return 1 / (2 / spacing - bandwidth / referenceDeviation);
}

/**
 * The trapezoidal rule for the mean over a centred Gaussian: nodes at all multiples of `step` in range,
 * symmetric about zero. A deviation of 0 gives the one node 0.
 */
export function trapezoidalGaussian(deviation: number, step: number): Rule {
  if (deviation === 0) return { nodes: Float64Array.of(0), weights: Float64Array.of(1) };
  const half = Math.ceil((range * deviation) / step);
  const nodes = Float64Array.from({ length: 2 * half + 1 }, (_, k) => (k - half) * step);
  const scale = step / (deviation * Math.sqrt(2 * Math.PI));
  return { nodes, weights: nodes.map((x) => scale * Math.exp(-0.5 * (x / deviation) ** 2)) };
}
