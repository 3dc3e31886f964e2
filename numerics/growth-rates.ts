import type { Flow } from "./flow/flow.ts";

/** The diagonal of the Jacobian at Q = 0, one rate a feature; in the free variant at s = 1. */
export function growthRates(flow: Flow): number[] {
  const { size, features } = flow;
  const origin = new Float64Array(size);
  if (size > features) origin[features] = 1;
  const matrix = new Float64Array(size * size);
  flow.jacobian(origin, matrix);
  return Array.from({ length: features }, (_, l) => matrix[l * (size + 1)]!);
}
