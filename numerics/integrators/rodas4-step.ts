import type { VectorField } from "./integrator.ts";
import { RODAS4 } from "./rodas4-tableau.ts";
import { type ShiftedSystem, shiftedSystem } from "./shifted-system.ts";

const STAGES = RODAS4.nodes.length;

/** Where in a step the defect of its continuous extension is looked at. */
const DEFECT_POINTS = [1 / 3, 2 / 3];

/** One step of RODAS (see `rodas4-tableau.ts`) for one vector field; the storage is allocated once. */
export class Rodas4Step {
  /** The result of order 4 at the end of the step. */
  readonly end: Float64Array;
  /** Evaluations of the right-hand side so far. */
  evaluations = 0;

  private readonly field: VectorField;
  private readonly start: Float64Array;
  private readonly timeDerivative: Float64Array;
  private readonly slope: Float64Array;
  private readonly firstSlope: Float64Array;
  private readonly inside: Float64Array;
  private readonly stages: readonly Float64Array[];
  private readonly dense: readonly [Float64Array, Float64Array];
  private readonly system: ShiftedSystem;

  constructor(field: VectorField) {
    const vector = (): Float64Array => new Float64Array(field.size);
    this.field = field;
    this.end = vector();
    this.start = vector();
    this.timeDerivative = vector();
    this.slope = vector();
    this.firstSlope = vector();
    this.inside = vector();
    this.stages = Array.from({ length: STAGES }, vector);
    this.dense = [vector(), vector()];
    this.system = shiftedSystem(field);
  }

  /** Evaluates everything that does not depend on the step size; `attempt` may follow several times. */
  linearize(t: number, y: Float64Array): void {
    this.start.set(y);
    this.field.jacobian(t, this.start, this.system.jacobian);
    this.field.timeDerivative?.(t, this.start, this.timeDerivative);
    this.field.rhs(t, this.start, this.firstSlope);
    this.evaluations++;
  }

  /**
   * Steps from the point of `linearize` (at time t) by h. True when `end` and the error estimate hold finite
   * numbers; false when the linear system is singular or a stage overflows.
   */
  attempt(t: number, h: number): boolean {
    const { field, system, stages, slope, end, start } = this;
    const size = field.size;
    if (!system.factor(1 / (h * RODAS4.gamma))) return false;

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
      system.solve(stage);
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
    return this.relativeSize(this.stages[STAGES - 1]!, tolerance);
  }

  /**
   * The error of `interpolate`, measured like `error`. Where the system is stiff that of the end says nothing about it:
   * the end lies on the slow solution however long the step was. Here the defect, how far the continuous extension is
   * from satisfying the equation, is divided by the step's linear system: in stiff directions that is a step of
   * Newton's method towards the slow solution, in the others the defect times a part of h.
   */
  denseError(t: number, h: number, tolerance: number): number {
    this.prepareDense();
    const { field, slope, inside, start, end } = this;
    const [p, q] = this.dense;
    let largest = 0;
    for (const s of DEFECT_POINTS) {
      this.interpolate(s, inside);
      field.rhs(t + s * h, inside, slope);
      this.evaluations++;
      for (let i = 0; i < slope.length; i++) {
        const bend = (1 - 2 * s) * (p[i]! + s * q[i]!) + s * (1 - s) * q[i]!;
        slope[i] = (end[i]! - start[i]! + bend) / h - slope[i]!;
      }
      this.system.solve(slope);
      largest = Math.max(largest, this.relativeSize(slope, tolerance));
    }
    return largest;
  }

  private relativeSize(estimate: Float64Array, tolerance: number): number {
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
