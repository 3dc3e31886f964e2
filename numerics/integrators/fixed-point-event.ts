import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { OdeEvent } from "./events.ts";
import type { VectorField } from "./integrator.ts";
import { LinearSolver } from "./linear-solver.ts";

/**
 * The event, which stops, that a solution has come within about `distance` of a stable fixed point: Newton's step from
 * the state is at most so long (maximum norm), and all eigenvalues of the Jacobian have negative real parts.
 *
 * A small right-hand side alone would say little: it is small on slow passages too, past a saddle or where two fixed
 * points have just vanished. There the spectrum is not stable or Newton's step is long.
 *
 * The distance should be well above the solver's tolerance, within which the solution's own errors lie. A fixed point
 * that attracts with a vanishing eigenvalue is approached too slowly ever to be reached.
 *
 * @param field autonomous, with a dense Jacobian; RangeError else. A solver's state may have more components after
 * those of this field.
 */
export function stableFixedPoint(field: VectorField, distance: number): OdeEvent {
  const { size } = field;
  if (field.timeDerivative || field.bandwidth) {
    throw new RangeError("a fixed point is looked for in autonomous systems with dense Jacobians only");
  }
  if (!(distance > 0)) throw new RangeError(`the distance ${distance} from a fixed point is not positive`);
  const solver = new LinearSolver(size);
  const step = new Float64Array(size);
  const jacobian = new Float64Array(size * size);
  return {
    name: "a stable fixed point",
    when: "reaches",
    stops: true,
    value(t, y) {
      const state = y.subarray(0, size);
      field.rhs(t, state, step);
      field.jacobian(t, state, jacobian);
      solver.matrix.set(jacobian);
      if (!solver.factor()) return Number.POSITIVE_INFINITY;
      solver.solve(step);
      const excess = step.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0) - distance;
      if (!(excess <= 0)) return Number.POSITIVE_INFINITY;
      const matrix = Matrix.from1DArray(size, size, jacobian);
      const { realEigenvalues } = new EigenvalueDecomposition(matrix);
      return Math.max(...realEigenvalues) < 0 ? excess : Number.POSITIVE_INFINITY;
    },
  };
}
