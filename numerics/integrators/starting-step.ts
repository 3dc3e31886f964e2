import type { VectorField } from "./integrator.ts";

/**
 * A first step size for a method of the given order from an explicit Euler probe; costs two evaluations of
 * the right-hand side. At most `span`; a field that is not finite at the probe gives a millionth of it.
 *
 * Source: E. Hairer, S. P. Norsett and G. Wanner, Solving Ordinary Differential Equations I, section II.4,
 * "Starting step size".
 */
export function startingStep(
  field: VectorField,
  t: number,
  y: Float64Array,
  order: number,
  tolerance: number,
  span: number,
): number {
  const size = field.size;
  const slope = new Float64Array(size);
  const probe = new Float64Array(size);
  const scaledNorm = (values: (i: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += (values(i) / (tolerance * (1 + Math.abs(y[i]!)))) ** 2;
    return Math.sqrt(sum / size);
  };

  field.rhs(t, y, slope);
  const d0 = scaledNorm((i) => y[i]!);
  const d1 = scaledNorm((i) => slope[i]!);
  const first = Math.min(d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : (0.01 * d0) / d1, span);

  for (let i = 0; i < size; i++) probe[i] = y[i]! + first * slope[i]!;
  const probeSlope = new Float64Array(size);
  field.rhs(t + first, probe, probeSlope);
  const d2 = scaledNorm((i) => probeSlope[i]! - slope[i]!) / first;
  const largest = Math.max(d1, d2);
  const second = largest <= 1e-15 ? Math.max(1e-6, first * 1e-3) : (0.01 / largest) ** (1 / (order + 1));
  const step = Math.min(100 * first, second, span);
  return step > 0 ? step : 1e-6 * span;
}
