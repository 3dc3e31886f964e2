import type { VectorField } from "./integrator.ts";
import { LinearSolver } from "./linear-solver.ts";
import { RODAS4 } from "./rodas4-tableau.ts";

const STAGES = RODAS4.nodes.length;

/** One step of RODAS (see `rodas4-tableau.ts`) for one vector field; the storage is allocated once. */
export class Rodas4Step {
  /** The result of order 4 at the end of the step. */
  readonly end: Float64Array;
  /** Evaluations of the right-hand side so far. */
  evaluations = 0;

  private readonly field: VectorField;
  private readonly start: Float64Array;
  private readonly jacobian: Float64Array;
  private readonly timeDerivative: Float64Array;
  private readonly slope: Float64Array;
  private readonly firstSlope: Float64Array;
  private readonly stages: readonly Float64Array[];
  private readonly dense: readonly [Float64Array, Float64Array];
  private readonly solver: LinearSolver;

  constructor(field: VectorField) {
    const vector = (): Float64Array => new Float64Array(field.size);
    this.field = field;
    this.end = vector();
    this.start = vector();
    this.jacobian = new Float64Array(field.size ** 2);
    this.timeDerivative = vector();
    this.slope = vector();
    this.firstSlope = vector();
    this.stages = Array.from({ length: STAGES }, vector);
    this.dense = [vector(), vector()];
    this.solver = new LinearSolver(field.size);
  }

  /** Evaluates everything that does not depend on the step size; `attempt` may follow several times. */
  linearize(t: number, y: Float64Array): void {
    this.start.set(y);
    this.field.jacobian(t, this.start, this.jacobian);
    this.field.timeDerivative?.(t, this.start, this.timeDerivative);
    this.field.rhs(t, this.start, this.firstSlope);
    this.evaluations++;
  }

  /**
   * Steps from the point of `linearize` (at time t) by h. True when `end` and the error estimate hold finite
   * numbers; false when the linear system is singular or a stage overflows.
   */
  attempt(t: number, h: number): boolean {
    const { field, solver, jacobian, stages, slope, end, start } = this;
    const size = field.size;
    const shift = 1 / (h * RODAS4.gamma);
    for (let k = 0; k < jacobian.length; k++) solver.matrix[k] = -jacobian[k]!;
    for (let i = 0; i < size; i++) solver.matrix[i * (size + 1)]! += shift;
    if (!solver.factor()) return false;

    for (let s = 0; s < STAGES; s++) {
      const stage = stages[s]!;
      if (s === 0) {
        stage.set(this.firstSlope);
      } else {
        this.combine(RODAS4.stage[s]!, start, end);
        field.rhs(t + RODAS4.nodes[s]! * h, end, slope);
        this.evaluations++;
        stage.set(slope);
      }
      const coupling = RODAS4.coupling[s]!;
      for (let j = 0; j < s; j++) {
        const weight = coupling[j]! / h;
        const other = stages[j]!;
        for (let i = 0; i < size; i++) stage[i] = stage[i]! + weight * other[i]!;
      }
      const timeWeight = h * RODAS4.timeWeights[s]!;
      if (timeWeight !== 0 && field.timeDerivative !== undefined) {
        for (let i = 0; i < size; i++) stage[i] = stage[i]! + timeWeight * this.timeDerivative[i]!;
      }
      solver.solve(stage);
    }
    this.combine(RODAS4.weights, start, end);
    // A number that is not finite in any stage ends up in the last one through the couplings.
    for (let i = 0; i < size; i++) {
      if (!Number.isFinite(end[i]! + stages[STAGES - 1]![i]!)) return false;
    }
    return true;
  }

  /** The root mean square of the error estimate relative to tolerance (1 + max |y_i|); accept up to 1. */
  error(tolerance: number): number {
    const estimate = this.stages[STAGES - 1]!;
    let sum = 0;
    for (let i = 0; i < estimate.length; i++) {
      const scale = tolerance * (1 + Math.max(Math.abs(this.start[i]!), Math.abs(this.end[i]!)));
      sum += (estimate[i]! / scale) ** 2;
    }
    return Math.sqrt(sum / estimate.length);
  }

  /** Prepares `interpolate` for the step of the last `attempt`. */
  prepareDense(): void {
    this.combine(RODAS4.dense[0], null, this.dense[0]);
    this.combine(RODAS4.dense[1], null, this.dense[1]);
  }

  /** The continuous extension of order 3 at the fraction 0 <= s <= 1 of the step. */
  interpolate(s: number, out: Float64Array): void {
    const [p, q] = this.dense;
    for (let i = 0; i < out.length; i++) {
      const correction = (1 - s) * (p[i]! + s * q[i]!);
      out[i] = (1 - s) * this.start[i]! + s * (this.end[i]! + correction);
    }
  }

  /** out = base + the combination of the stages with the given weights. */
  private combine(weights: readonly number[], base: Float64Array | null, out: Float64Array): void {
    if (base === null) out.fill(0);
    else out.set(base);
    for (let j = 0; j < weights.length; j++) {
      const weight = weights[j]!;
      const stage = this.stages[j]!;
      for (let i = 0; i < out.length; i++) out[i] = out[i]! + weight * stage[i]!;
    }
  }
}
