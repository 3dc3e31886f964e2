import { ConvergenceError, DivergenceError } from "../../theory/errors.ts";
import { EventWatch, type OdeEvent } from "./events.ts";
import type { Solution, SolveOptions, VectorField } from "./integrator.ts";

/** Beyond this maximum norm a trajectory counts as divergent. */
const LARGEST_STATE = 1e100;

/** A one-step method in the middle of an integration. */
export interface Stepper {
  readonly method: string;
  /** The end of the last accepted step, and the state there (owned by the stepper, replaced by `advance`). */
  readonly t: number;
  readonly y: Float64Array;
  /** Evaluations of the right-hand side, accepted steps and attempted steps so far. */
  readonly evaluations: number;
  readonly steps: number;
  readonly attempts: number;

  /**
   * Makes one accepted step towards `end`, the end of the whole integration, without passing it. `next` is the
   * nearest time at which the state is wanted: a method without dense output must not pass it either. Every
   * accepted state is finite. Throws as `Integrator.solve` does.
   */
  advance(next: number, end: number): void;

  /** The state at `t` in the last accepted step. */
  interpolate(t: number, out: Float64Array): void;
}

/** What a stepper needs to know from the options, with the defaults filled in. */
export interface StepperOptions {
  readonly tolerance: number;
  readonly maxSteps: number;
  readonly events: readonly OdeEvent[];
}

/** Fills in the defaults and checks the arguments of `Integrator.solve`; RangeError names the wrong one. */
export function checkArguments(
  field: VectorField,
  y0: Float64Array,
  times: readonly number[],
  options: SolveOptions,
): StepperOptions {
  const { tolerance = 1e-8, maxSteps = 100_000, events = [] } = options;
  if (!(tolerance > 0 && tolerance < 1)) throw new RangeError(`tolerance ${tolerance} is not in (0, 1)`);
  if (!(maxSteps >= 1)) throw new RangeError(`maxSteps ${maxSteps} is not positive`);
  if (y0.length !== field.size) {
    throw new RangeError(`the initial state has ${y0.length} components, the system ${field.size}`);
  }
  if (!y0.every(Number.isFinite)) throw new RangeError("the initial state is not finite");
  if (times.length === 0 || !times.every(Number.isFinite)) throw new RangeError("times must be finite");
  if (times.some((t, i) => i > 0 && t <= times[i - 1]!)) throw new RangeError("times must increase");
  return { tolerance, maxSteps, events };
}

/** Drives `stepper` (which stands at times[0]) through the increasing `times`, or to an event that stops it. */
export function runStepper(
  stepper: Stepper,
  times: readonly number[],
  { maxSteps, events }: StepperOptions,
): Solution {
  const end = times[times.length - 1]!;
  const watch = new EventWatch(events, stepper);
  let stop = watch.stop;
  const reached = [times[0]!];
  const states: Float64Array[] = [Float64Array.from(stepper.y)];
  while (stop === null && reached.length < times.length) {
    const before = stepper.t;
    if (stepper.attempts >= maxSteps) {
      throw new ConvergenceError(
        `${stepper.method} needs more than ${maxSteps} steps: it stands at t = ${before.toPrecision(6)}`,
      );
    }
    stepper.advance(times[reached.length]!, end);
    if (!(maxNorm(stepper.y) <= LARGEST_STATE)) {
      throw new DivergenceError(before, `a component of the state exceeds ${LARGEST_STATE}`);
    }
    watch.afterStep(before);
    stop = watch.stop;
    const until = stop?.t ?? stepper.t;
    while (reached.length < times.length && times[reached.length]! <= until) {
      const t = times[reached.length]!;
      reached.push(t);
      states.push(stateAt(stepper, t));
    }
  }
  if (stop !== null && reached[reached.length - 1]! < stop.t) {
    reached.push(stop.t);
    states.push(Float64Array.from(stop.state));
  }
  const { method, evaluations, steps } = stepper;
  return { times: reached, states, events: watch.points, stop, method, evaluations, steps };
}

/** The state at a time in the last step. */
function stateAt(stepper: Stepper, t: number): Float64Array {
  const state = Float64Array.from(stepper.y);
  if (t !== stepper.t) stepper.interpolate(t, state);
  if (!state.every(Number.isFinite)) throw new DivergenceError(t, "the interpolated state is not finite");
  return state;
}

/** The error for a step size that has shrunk to the spacing of the floating-point numbers at (t, y). */
export function underflowError(field: VectorField, t: number, y: Float64Array): Error {
  const slope = new Float64Array(field.size);
  field.rhs(t, y, slope);
  if (!slope.every(Number.isFinite)) return new DivergenceError(t, "the right-hand side is not finite");
  // Half the time derivative of |y|^2.
  const growth = y.reduce((sum, value, i) => sum + value * slope[i]!, 0);
  if (growth > 0) return new DivergenceError(t, "the step size underflows on a growing solution");
  return new ConvergenceError(`the step size underflows at t = ${t.toPrecision(6)}: a singular solution`);
}

/** Whether a step of size `h` from `t` is too small to be resolved. */
export function isUnresolved(t: number, h: number): boolean {
  return !(t + 0.1 * h > t);
}

/** The maximum norm, NaN when a component is NaN. */
function maxNorm(y: Float64Array): number {
  let norm = 0;
  for (let i = 0; i < y.length; i++) norm = Math.max(norm, Math.abs(y[i]!));
  return norm;
}
