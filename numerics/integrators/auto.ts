import { ConvergenceError, DivergenceError } from "../../theory/errors.ts";
import type { Integrator, VectorField } from "./integrator.ts";
import { needsDenseOutput, OdexStepper } from "./odex.ts";
import { Rodas4Stepper, rodas4 } from "./rodas4.ts";
import type { Stepper, StepperOptions } from "./stepper.ts";
import { checkArguments, runStepper } from "./stepper.ts";

/** Evaluations that ODEX may spend before it is first questioned; a smooth problem takes fewer altogether. */
const FIRST_WINDOW = 2000;

/** Rodas must cover this many times the distance per unit of work: a change of method is not free. */
const ADVANTAGE = 2;

/**
 * ODEX, until it proves to be limited by stability.
 *
 * Stiffness is measured, not guessed from the spectrum: after a window of evaluations the implicit method
 * runs from the same state for as much work as ODEX has spent in the window, and takes over for good when
 * it covers more than `ADVANTAGE` times the distance per unit of work. Otherwise the next window is twice as
 * long, so that the trials cost at most as much as ODEX itself. The unit of work is one evaluation of the
 * right-hand side; a step of Rodas counts 6 + the width of its Jacobian, for that and its linear algebra.
 */
class AutoStepper implements Stepper {
  attempts = 0;
  steps = 0;
  private readonly field: VectorField;
  private readonly options: StepperOptions;
  private current: OdexStepper | Rodas4Stepper;
  private spentElsewhere = 0;
  private window = FIRST_WINDOW;
  private windowStart: number;
  private evaluationsAtWindow = 0;

  constructor(
    field: VectorField,
    t: number,
    y0: Float64Array,
    end: number,
    dense: boolean,
    options: StepperOptions,
  ) {
    this.field = field;
    this.options = options;
    this.windowStart = t;
    this.current = new OdexStepper(field, t, y0, end, dense, options);
  }

  get method(): string {
    return this.current.method;
  }

  get t(): number {
    return this.current.t;
  }

  get y(): Float64Array {
    return this.current.y;
  }

  get evaluations(): number {
    return this.current.evaluations + this.spentElsewhere;
  }

  advance(next: number, end: number): void {
    // Questioned before the step, never after it: the dense output of the last step may still be wanted.
    if (this.current instanceof OdexStepper && this.isStiff(this.current, end)) this.switchToRodas(end);
    const before = this.current.attempts;
    this.current.advance(next, end);
    this.attempts += this.current.attempts - before;
    this.steps++;
  }

  interpolate(t: number, out: Float64Array): void {
    this.current.interpolate(t, out);
  }

  private switchToRodas(end: number): void {
    const { t, y, evaluations } = this.current;
    this.spentElsewhere += evaluations;
    this.current = new Rodas4Stepper(this.field, t, y, end, this.options);
  }

  /** At the end of a window: whether Rodas is faster than `explicit` was in it. */
  private isStiff(explicit: OdexStepper, end: number): boolean {
    const work = explicit.evaluations - this.evaluationsAtWindow;
    if (work < this.window) return false;
    const explicitSpeed = (explicit.t - this.windowStart) / work;
    this.window *= 2;
    this.windowStart = explicit.t;
    this.evaluationsAtWindow = explicit.evaluations;
    return this.speedOfRodas(explicit, end, work) > ADVANTAGE * explicitSpeed;
  }

  /** The distance per unit of work that Rodas covers from here with about the given amount of work. */
  private speedOfRodas(from: Stepper, end: number, work: number): number {
    const trial = new Rodas4Stepper(this.field, from.t, from.y, end, this.options);
    const { size, bandwidth } = this.field;
    const costOfStep = 6 + (bandwidth ? bandwidth.lower + bandwidth.upper + 1 : size);
    try {
      while (trial.t < end && trial.attempts * costOfStep < work) trial.advance(end, end);
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
    this.spentElsewhere += trial.evaluations;
    return (trial.t - from.t) / (trial.attempts * costOfStep);
  }
}

/**
 * ODEX with a change to Rodas when the problem is stiff; `method` of the solution says which one ended.
 *
 * Where that fails, Rodas alone has the last word, from the start: limited by stability, ODEX may accept a step that
 * leaves the true solution, and what follows from there can diverge in earnest, by whatever method.
 */
export const auto: Integrator = {
  name: "auto",
  solve(field, y0, times, options = {}) {
    const checked = checkArguments(field, y0, times, options);
    const [start, end] = [times[0]!, times[times.length - 1]!];
    const dense = needsDenseOutput(times, checked);
    const stepper = new AutoStepper(field, start, y0, end, dense, checked);
    try {
      return runStepper(stepper, times, checked);
    } catch (error) {
      if (!isFailure(error) || stepper.attempts >= checked.maxSteps) throw error;
      const solution = rodas4.solve(field, y0, times, options);
      return { ...solution, evaluations: solution.evaluations + stepper.evaluations };
    }
  },
};

function isFailure(error: unknown): boolean {
  return error instanceof DivergenceError || error instanceof ConvergenceError;
}
