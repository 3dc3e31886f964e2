import { pseudoInverse } from "ml-matrix";
import { evaluationError, type Field, jacobianAt, nullVector } from "./eigenvalues.ts";

/** How far along its null vector a point is moved. */
const distance = 1e-2;

/**
 * Whether a fixed point lies on a curve of them: from a point off along the Jacobian's null vector the shortest way
 * to a zero leads to another one near by, not back.
 */
export function alongCurve(flow: Field, state: Float64Array, scale: number): boolean {
  const { vector, rate } = nullVector(jacobianAt(flow, state));
  if (rate > 1e-6 * scale) return false;
  return [1, -1].some((side) => {
    const moved = state.map((x, i) => x + side * distance * vector[i]!);
    return nearZero(flow, moved, scale) && Math.hypot(...moved.map((x, i) => x - state[i]!)) > distance / 2;
  });
}

/** Moves a state to a zero near by, by shortest Newton steps; false when a few do not reach one. */
function nearZero(flow: Field, state: Float64Array, scale: number): boolean {
  const residual = new Float64Array(flow.size);
  for (let iteration = 0; iteration < 6; iteration++) {
    flow.rhs(state, residual);
    if (Math.hypot(...residual) <= evaluationError(flow) * scale) return true;
    const inverse = pseudoInverse(jacobianAt(flow, state), 1e-4 * scale);
    for (let i = 0; i < flow.size; i++) {
      state[i] = state[i]! - residual.reduce((sum, r, k) => sum + inverse.get(i, k) * r, 0);
    }
  }
  return false;
}
