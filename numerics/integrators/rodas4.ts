import type { Integrator, VectorField } from "./integrator.ts";
import { Rodas4Step } from "./rodas4-step.ts";
import { startingStep } from "./starting-step.ts";
import type { Stepper, StepperOptions } from "./stepper.ts";
import { checkArguments, isUnresolved, runStepper, underflowError } from "./stepper.ts";

const ORDER = 4;
const SAFETY = 0.9;
const LARGEST_GROWTH = 6;
const LARGEST_SHRINK = 5;

/**
 * RODAS with step size control. The steps do not stop at output times: those are interpolated with the
 * continuous extension of order 3, whose error then limits the step as well.
 *
 * Source: E. Hairer and G. Wanner, Solving Ordinary Differential Equations II, section IV.7 (method) and
 * equation IV.(8.21) (Gustafsson's predictive controller).
 */
export class Rodas4Stepper implements Stepper {
  readonly method = "rodas4";
  readonly y: Float64Array;
  t: number;
  steps = 0;
  attempts = 0;

  private readonly field: VectorField;
  private readonly tolerance: number;
  /** Whether every step's continuous extension will be looked at, for events. */
  private readonly watched: boolean;
  private readonly step: Rodas4Step;
  private readonly startingEvaluations = 2;
  private stepStart: number;
  private nextSize: number;
  private lastSize = 0;
  private lastError = 0;

  /** Starts at (t, y0) on the way to `end` > t. */
  constructor(field: VectorField, t: number, y0: Float64Array, end: number, options: StepperOptions) {
    this.field = field;
    this.tolerance = options.tolerance;
    this.watched = options.events.length > 0;
    this.t = this.stepStart = t;
    this.y = Float64Array.from(y0);
    this.step = new Rodas4Step(field);
    this.nextSize = startingStep(field, t, this.y, ORDER, options.tolerance, end - t);
  }

  get evaluations(): number {
    return this.step.evaluations + this.startingEvaluations;
  }

  advance(next: number, end: number): void {
    const { t, step } = this;
    step.linearize(t, this.y);
    let size = this.nextSize;
    let rejected = false;
    while (true) {
      const last = t + 1.01 * size >= end;
      if (last) size = end - t;
      if (isUnresolved(t, size) && !last) throw underflowError(this.field, t, this.y);
      this.attempts++;
      const finite = step.attempt(t, size);
      let error = finite ? step.error(this.tolerance) : Number.POSITIVE_INFINITY;
      if (error <= 1 && (this.watched || (last ? end : t + size) > next)) {
        const inside = step.denseError(t, size, this.tolerance);
        error = Number.isNaN(inside) ? Number.POSITIVE_INFINITY : Math.max(error, inside);
      }
      let shrink = clamp(error ** (1 / ORDER) / SAFETY, 1 / LARGEST_GROWTH, LARGEST_SHRINK);
      if (error <= 1) {
        if (this.steps > 0) {
          const trend = (this.lastSize / size) * (error ** 2 / this.lastError) ** (1 / ORDER);
          shrink = Math.max(shrink, clamp(trend / SAFETY, 1 / LARGEST_GROWTH, LARGEST_SHRINK));
        }
        this.accept(size, last ? end : t + size, error);
        this.nextSize = rejected ? Math.min(size, size / shrink) : size / shrink;
        return;
      }
      rejected = true;
      size /= shrink;
      if (isUnresolved(t, size)) throw underflowError(this.field, t, this.y);
    }
  }

  interpolate(t: number, out: Float64Array): void {
    this.step.interpolate((t - this.stepStart) / this.lastSize, out);
  }

  private accept(size: number, end: number, error: number): void {
    this.stepStart = this.t;
    this.t = end;
    this.y.set(this.step.end);
    this.step.prepareDense();
    this.lastSize = size;
    // The controller of RODAS bounds the remembered error from below, or a lucky step would stop the next.
    this.lastError = Math.max(0.01, error);
    this.steps++;
  }
}

/** The integrator for stiff systems. */
export const rodas4: Integrator = {
  name: "rodas4",
  solve(field, y0, times, options = {}) {
    const checked = checkArguments(field, y0, times, options);
    const stepper = new Rodas4Stepper(field, times[0]!, y0, times[times.length - 1]!, checked);
    return runStepper(stepper, times, checked);
  },
};

/**
 * RODAS with `steps` equal steps from t0 to t1, for measuring its order. Returns the final state and the
 * continuous extension in the middle of the last step. Throws RangeError when a step fails.
 */
export function rodas4FixedSteps(
  field: VectorField,
  y0: Float64Array,
  t0: number,
  t1: number,
  steps: number,
): { readonly end: Float64Array; readonly lastMiddle: Float64Array } {
  const step = new Rodas4Step(field);
  const h = (t1 - t0) / steps;
  const y = Float64Array.from(y0);
  for (let k = 0; k < steps; k++) {
    step.linearize(t0 + k * h, y);
    if (!step.attempt(t0 + k * h, h)) throw new RangeError(`step ${k} of ${steps} fails`);
    y.set(step.end);
  }
  step.prepareDense();
  const lastMiddle = new Float64Array(field.size);
  step.interpolate(0.5, lastMiddle);
  return { end: y, lastMiddle };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
