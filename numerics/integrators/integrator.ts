import type { Bandwidth } from "./banded-solver.ts";
import type { EventPoint, OdeEvent } from "./events.ts";

/**
 * The system y' = f(t, y) in R^size. The arrays passed to the methods belong to the integrator: they are valid
 * during the call only, `y` must not be changed, and `out` must be filled completely.
 */
export interface VectorField {
  /** The dimension of the state, >= 1. */
  readonly size: number;
  /** out_i = f_i(t, y). */
  rhs(t: number, y: Float64Array, out: Float64Array): void;
  /** Absent for a dense Jacobian. */
  readonly bandwidth?: Bandwidth;
  /**
   * out_(i size + j) = d f_i / d y_j (row-major, size x size). With a bandwidth out holds the diagonals only: the
   * derivative is at i (lower + upper + 1) + (j - i + lower), and places outside of the matrix are ignored.
   */
  jacobian(t: number, y: Float64Array, out: Float64Array): void;
  /** out_i = d f_i / d t. Absent for an autonomous system. */
  timeDerivative?(t: number, y: Float64Array, out: Float64Array): void;
}

export interface SolveOptions {
  /** The local error bound per step, relative and absolute in every component; 1e-8 when absent. */
  readonly tolerance?: number;
  /** The number of steps that may be spent, rejected ones of Rodas included; 100,000 when absent. */
  readonly maxSteps?: number;
  /** What to look out for on the way; each is located in the dense output of the step in which it happens. */
  readonly events?: readonly OdeEvent[];
}

export interface Solution {
  /** The requested times; after a stop those before it and its own. */
  readonly times: readonly number[];
  /** The state at each of them. */
  readonly states: readonly Float64Array[];
  /** The events that happened, in the order of time. */
  readonly events: readonly EventPoint[];
  /** The event that ended the solution. */
  readonly stop: EventPoint | null;
  /** The name of the integrator that reached the last time. */
  readonly method: string;
  /** Evaluations of `rhs`, over everything that was tried. */
  readonly evaluations: number;
  /** Accepted steps. */
  readonly steps: number;
}

/** A numerical method for initial value problems. */
export interface Integrator {
  readonly name: string;

  /**
   * The solution with y(times[0]) = y0 at the increasing `times` (at least one).
   *
   * Throws DivergenceError with the last finite time when the state stops being finite, exceeds 1e100, or
   * grows so fast that the step size underflows; ConvergenceError when `maxSteps` are not enough or the step
   * size underflows on a solution that does not grow; RangeError for arguments that make no sense.
   */
  solve(field: VectorField, y0: Float64Array, times: readonly number[], options?: SolveOptions): Solution;
}
