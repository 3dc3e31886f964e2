import { jacobianAt } from "./fixed-points/eigenvalues.ts";
import type { Flow } from "./flow/flow.ts";

/** The diagonal of the Jacobian at Q = 0, one rate a feature; in the free variant at s = 1. @throws ConvergenceError */
export function growthRates(flow: Flow): number[] {
  const { size, features } = flow;
  const origin = new Float64Array(size);
  if (size > features) origin[features] = 1;
  const matrix = jacobianAt(flow, origin);
  return Array.from({ length: features }, (_, l) => matrix.get(l, l));
}
