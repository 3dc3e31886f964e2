import type { Integrator, VectorField } from "./integrator.ts";
import type { OdexSegment } from "./odex-module.ts";
import { OdexSolver } from "./odex-module.ts";
import { startingStep } from "./starting-step.ts";
import type { Stepper, StepperOptions } from "./stepper.ts";
import { checkArguments, isUnresolved, runStepper, underflowError } from "./stepper.ts";

const STARTING_ORDER = 8;

/**
 * With more requested times than this the steps do not stop at them. Measured at tolerance 1e-8 on two
 * periods of an oscillator and a logistic curve: dense output costs what ten stops cost, twenty cost twice
 * as much; stopping is the more accurate, since its steps are shorter.
 */
const MOST_STOPS = 10;

/**
 * A net: a step of ODEX takes up to a few hundred evaluations, fifty rejections in a row some thousands. The
 * package does not count the rejections of its last step.
 */
const STALLED_EVALUATIONS = 20_000;

/** Thrown through the package by the right-hand side, to abandon a step that the package would accept. */
class AbandonedStep extends Error {}

/**
 * The extrapolation code ODEX (explicit midpoint rule, variable order), one accepted step at a time.
 *
 * The package accepts steps whose error estimate is NaN and repeats rejected last steps for ever, so nothing
 * it reports is believed: a right-hand side or state that is not finite, or a stall, abandons the step, and
 * the integration restarts from the last good state on a subinterval ten times shorter than the failed step.
 *
 * Source: E. Hairer, S. P. Norsett and G. Wanner, Solving Ordinary Differential Equations I, section II.9.
 */
export class OdexStepper implements Stepper {
  readonly method = "odex";
  y: Float64Array;
  t: number;
  evaluations = 0;
  steps = 0;
  attempts = 0;

  private readonly field: VectorField;
  private readonly dense: boolean;
  private readonly tolerance: number;
  private readonly argument: Float64Array;
  private readonly slope: Float64Array;
  private segments: Iterator<OdexSegment, undefined> | null = null;
  private segment: OdexSegment | null = null;
  /** Where the time of the package, which must not end at 0, has its origin; and where its interval ends. */
  private origin = 0;
  private target = 0;
  private stepSize: number;
  private longestInterval = Number.POSITIVE_INFINITY;
  private evaluationsAtStep = 0;
  private reach = 0;

  /** Starts at (t, y0) on the way to `end` > t; `dense` allows `interpolate`. */
  constructor(
    field: VectorField,
    t: number,
    y0: Float64Array,
    end: number,
    dense: boolean,
    options: StepperOptions,
  ) {
    this.field = field;
    this.t = t;
    this.y = Float64Array.from(y0);
    this.dense = dense;
    this.tolerance = options.tolerance;
    this.argument = new Float64Array(field.size);
    this.slope = new Float64Array(field.size);
    this.stepSize = startingStep(field, t, this.y, STARTING_ORDER, options.tolerance, end - t);
    this.evaluations = 2;
  }

  advance(next: number, end: number): void {
    const goal = this.dense ? end : next;
    while (true) {
      this.segments ??= this.open(goal);
      this.attempts++;
      this.evaluationsAtStep = this.evaluations;
      this.reach = 0;
      if (this.tryStep(goal)) return;
      this.segments = null;
      const failed = this.reach > 0 ? this.reach : Math.min(this.longestInterval, goal - this.t);
      this.longestInterval = failed / 10;
      if (isUnresolved(this.t, this.longestInterval)) throw underflowError(this.field, this.t, this.y);
    }
  }

  interpolate(t: number, out: Float64Array): void {
    const x = t - this.origin;
    for (let i = 0; i < out.length; i++) out[i] = this.segment!.f(i, x);
  }

  /** Starts the package on the way to `goal`, or as far as the last failure allows. */
  private open(goal: number): Iterator<OdexSegment, undefined> {
    this.origin = this.t;
    this.target = goal - this.t <= this.longestInterval ? goal : this.t + this.longestInterval;
    const solver = new OdexSolver((x, y, yPrime) => this.evaluate(x, y, yPrime), this.field.size, {
      rawFunction: true,
      denseOutput: this.dense,
      relativeTolerance: this.tolerance,
      absoluteTolerance: this.tolerance,
      initialStepSize: this.stepSize,
      // Steps are counted by the driver; the package would throw an error of its own.
      maxSteps: Number.MAX_SAFE_INTEGER,
    });
    return solver.solutionSegments(0, Array.from(this.y), this.target - this.origin);
  }

  /** Takes the package's next step; false when it must be abandoned. */
  private tryStep(goal: number): boolean {
    let result: IteratorResult<OdexSegment, undefined>;
    try {
      result = this.segments!.next();
    } catch (error) {
      if (error instanceof AbandonedStep) return false;
      throw error;
    }
    // `isLast` knows the end of the interval before the package says so: an early end is a failure.
    if (result.done) return false;
    const segment = result.value;
    const length = segment.x1 - segment.x0;
    if (!segment.y.every(Number.isFinite)) return false;
    const last = this.isLast(segment);
    if (!last && isUnresolved(this.t, length)) throw underflowError(this.field, this.t, this.y);

    this.segment = segment;
    this.y = Float64Array.from(segment.y);
    this.t = last ? this.target : this.origin + segment.x1;
    this.steps++;
    if (!last) {
      this.stepSize = length;
    } else {
      // A last step is cut short: it may lengthen the size carried to the next interval, not shorten it.
      this.stepSize = Math.max(this.stepSize, length);
      this.segments = null;
      if (this.target < goal) this.longestInterval *= 10;
    }
    return true;
  }

  /** Whether the package regards its interval as done after this segment: its own criterion and constants. */
  private isLast(segment: OdexSegment): boolean {
    return 0.1 * Math.abs(this.target - this.origin - segment.x1) <= segment.x1 * 2.3e-16;
  }

  private evaluate(x: number, y: readonly number[], yPrime: number[]): void {
    const { argument, slope } = this;
    this.evaluations++;
    this.reach = Math.max(this.reach, this.origin + x - this.t);
    if (this.evaluations - this.evaluationsAtStep > STALLED_EVALUATIONS) throw new AbandonedStep();
    for (let i = 0; i < argument.length; i++) argument[i] = y[i]!;
    this.field.rhs(this.origin + x, argument, slope);
    for (let i = 0; i < slope.length; i++) {
      const value = slope[i]!;
      if (!Number.isFinite(value)) throw new AbandonedStep();
      yPrime[i] = value;
    }
  }
}

/** Whether so many output times, or events, call for dense output. */
export function needsDenseOutput(times: readonly number[], { events }: StepperOptions): boolean {
  return times.length - 1 > MOST_STOPS || events.length > 0;
}

/**
 * The integrator for smooth systems that are not stiff. The right-hand side must be continuous: where it jumps,
 * two columns of the extrapolation table can agree by accident, and a wrong step then passes the error test.
 */
export const odex: Integrator = {
  name: "odex",
  solve(field, y0, times, options = {}) {
    const checked = checkArguments(field, y0, times, options);
    const dense = needsDenseOutput(times, checked);
    const end = times[times.length - 1]!;
    const stepper = new OdexStepper(field, times[0]!, y0, end, dense, checked);
    return runStepper(stepper, times, checked);
  },
};
