import type { Matrix } from "ml-matrix";
import { type Space, startsOf } from "./starts.ts";

/** The size of the Jacobian at points all over the domain: the largest that is finite. */
export function jacobianScale(space: Space, jacobianAt: (state: Float64Array) => Matrix): number {
  const at = startsOf(space);
  const norms = space.size > space.features ? [0.25, 1, 4] : [1];
  const states = norms.flatMap((norm) => at(norm)).filter((_, k) => k % 5 === 1);
  const sizes = states.slice(0, 9).map((state) => jacobianAt(state).norm("frobenius"));
  return Math.max(0, ...sizes.filter(Number.isFinite));
}
