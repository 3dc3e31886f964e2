import { BandedSolver, type Bandwidth } from "./banded-solver.ts";
import type { VectorField } from "./integrator.ts";
import { LinearSolver } from "./linear-solver.ts";

/** The linear systems (shift I - J) x = b of an implicit method. */
export interface ShiftedSystem {
  /** J, as `VectorField.jacobian` writes it. */
  readonly jacobian: Float64Array;
  /** Prepares `solve` for a shift; false when the matrix is singular or not finite. */
  factor(shift: number): boolean;
  /** Replaces b by x. */
  solve(b: Float64Array): void;
}

/** The systems of a field, dense or banded as its Jacobian is. */
export function shiftedSystem({ size, bandwidth }: VectorField): ShiftedSystem {
  return bandwidth ? bandedSystem(size, bandwidth) : denseSystem(size);
}

function denseSystem(size: number): ShiftedSystem {
  const jacobian = new Float64Array(size * size);
  const solver = new LinearSolver(size);
  return {
    jacobian,
    factor(shift) {
      for (let k = 0; k < jacobian.length; k++) solver.matrix[k] = -jacobian[k]!;
      for (let i = 0; i < size; i++) solver.matrix[i * (size + 1)]! += shift;
      return solver.factor();
    },
    solve: (b) => solver.solve(b),
  };
}

function bandedSystem(size: number, bandwidth: Bandwidth): ShiftedSystem {
  const { lower, upper } = bandwidth;
  const width = lower + upper + 1;
  const jacobian = new Float64Array(size * width);
  const solver = new BandedSolver(size, bandwidth);
  return {
    jacobian,
    factor(shift) {
      const { matrix, stride } = solver;
      matrix.fill(0);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < width; j++) matrix[i * stride + j] = -jacobian[i * width + j]!;
        matrix[i * stride + lower]! += shift;
      }
      return solver.factor();
    },
    solve: (b) => solver.solve(b),
  };
}
