import { LinearSolver } from "../integrators/linear-solver.ts";
import { evaluationError, type Field } from "./eigenvalues.ts";
import { inDomain } from "./orbits.ts";

/** Iterates may leave the domain a little, not so far that the tabulated right-hand side ends. */
const domainSlack = 0.02;
const smallestStep = 1e-3;

/** A norm so far below those that are looked at is on its way to 0, and tables of it would be wasted. */
const vanishing = 1e-3;

/** Squared norms, low and high. */
export type NormRange = readonly [low: number, high: number];
const everyNorm: NormRange = [0, Number.POSITIVE_INFINITY];

/** Newton's method on a flow's right-hand side; all storage is allocated once. */
export class Newton {
  private readonly solver: LinearSolver;
  private readonly residual: Float64Array;
  private readonly step: Float64Array;
  private readonly trial: Float64Array;
  /** Whether the last run was given up because it led to larger norms than it was to look at. */
  ranAway = false;

  /** @param scale the size of the Jacobian in the domain. */
  constructor(
    private readonly flow: Field,
    private readonly scale: number,
  ) {
    this.solver = new LinearSolver(flow.size);
    [this.residual, this.step, this.trial] = Array.from({ length: 3 }, () => new Float64Array(flow.size)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
  }

  /**
   * The fixed point that Newton's method with step halving reaches; undefined when it does not settle, or leads on and on out
   * of a range of squared norms. Where the rates only tend to zero with a growing norm it would double it for ever, and where
   * the weights collapse it would halve it: a full step beyond the vanished state lets no more than half of it be taken.
   */
  from(start: Float64Array, [low, high]: NormRange = everyNorm): Float64Array | undefined {
    const { flow, step, trial, residual } = this;
    const state = start.slice();
    let before = this.residualAt(state);
    let leaving = 0;
    this.ranAway = false;
    for (let iteration = 0; iteration < 40; iteration++) {
      if (!Number.isFinite(before)) return undefined;
      if (before <= 1e-15 * this.scale) return state;
      if (!this.stepAt(state)) break;
      const norm = normOf(flow, state);
      const next = flow.size > flow.features ? norm + step[flow.features]! : norm;
      const [collapses, escapes] = [norm < low && next < norm / 16, next > high];
      leaving = collapses || escapes ? leaving + 1 : 0;
      if (leaving === 2) {
        this.ranAway = escapes;
        return undefined;
      }
      let fraction = 1;
      for (; fraction > smallestStep; fraction /= 2) {
        for (let i = 0; i < flow.size; i++) trial[i] = state[i]! + fraction * step[i]!;
        if (normOf(flow, trial) >= 0 && normOf(flow, trial) < low * vanishing) return undefined;
        const isAllowed = inDomain(flow, trial, domainSlack) && normOf(flow, trial) <= high;
        if (isAllowed && this.residualAt(trial) < before) break;
      }
      if (fraction <= smallestStep) break;
      state.set(trial);
      before = length(residual);
      // A quadratic last step leaves an error far below this; a slow one (a multiple root) goes on.
      if (fraction * length(step) < 1e-12 * Math.max(1, length(state))) return state;
    }
    return this.isZero(this.residualAt(state)) ? state : undefined;
  }

  /**
   * A fixed point other than those known: Newton's method on the residual times the product of 1 + 1/|x - x_k|^2 over
   * the known ones, whose step is the plain one times a number. Source: P. Farrell, A. Birkisson, S. Funke, Deflation
   * techniques for finding distinct solutions of nonlinear partial differential equations, SIAM J. Sci. Comput. 37 (2015).
   */
  deflatedFrom(
    start: Float64Array,
    known: readonly Float64Array[],
    range: NormRange = everyNorm,
  ): Float64Array | undefined {
    const { flow, step, trial } = this;
    const state = start.slice();
    for (let iteration = 0; iteration < 30; iteration++) {
      const before = this.residualAt(state);
      if (!Number.isFinite(before) || !this.stepAt(state)) return undefined;
      // The derivative along the step of the product's logarithm.
      let slope = 0;
      for (const root of known) {
        let [square, along] = [0, 0];
        for (let i = 0; i < flow.size; i++) {
          const difference = state[i]! - root[i]!;
          square += difference * difference;
          along += difference * step[i]!;
        }
        if (square === 0) return undefined;
        slope -= (2 * along) / (square * (1 + square));
      }
      const longest = 0.5 * Math.max(0.1, length(state));
      const factor = 1 / (1 - slope);
      let fraction = Math.sign(factor) * Math.min(Math.abs(factor), longest / length(step));
      for (; Math.abs(fraction) > smallestStep; fraction /= 2) {
        for (let i = 0; i < flow.size; i++) trial[i] = state[i]! + fraction * step[i]!;
        if (inDomain(flow, trial, domainSlack) && normOf(flow, trial) <= range[1]) break;
      }
      if (Math.abs(fraction) <= smallestStep) return undefined;
      state.set(trial);
      if (Math.abs(fraction) * length(step) < 1e-4) return this.from(state, range);
    }
    return undefined;
  }

  /** Whether a residual is no larger than the error of its evaluation. */
  isZero(residual: number): boolean {
    return residual <= evaluationError(this.flow) * this.scale;
  }

  private residualAt(state: Float64Array): number {
    this.flow.rhs(state, this.residual);
    return length(this.residual);
  }

  /** Newton's step at the state of the last residual; false where the Jacobian is singular. */
  private stepAt(state: Float64Array): boolean {
    const { flow, solver, step, residual } = this;
    flow.jacobian(state, solver.matrix);
    if (!solver.factor()) return false;
    for (let i = 0; i < flow.size; i++) step[i] = -residual[i]!;
    solver.solve(step);
    return true;
  }
}

function normOf({ size, features }: Field, state: Float64Array): number {
  return size > features ? state[features]! : 1;
}

function length(x: Float64Array): number {
  return Math.hypot(...x);
}
