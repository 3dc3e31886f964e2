import type { Stepper } from "./stepper.ts";

/** Something that may happen to a solution on its way. */
export interface OdeEvent {
  /** What it is called in `Solution.events`. */
  readonly name: string;
  /**
   * `crosses`: it happens wherever `value` changes its sign, however often.
   * `reaches`: it happens once, where `value` first is 0 or less; at the start, when it is so there.
   */
  readonly when: "crosses" | "reaches";
  /** Whether the solution ends there. */
  readonly stops?: boolean;
  /** A function of the time and the state; `y` is valid during the call only and must not be changed. */
  value(t: number, y: Float64Array): number;
}

/** Where an event happened. */
export interface EventPoint {
  readonly event: OdeEvent;
  readonly t: number;
  readonly state: Float64Array;
}

/**
 * A step is searched in this many parts: two changes of sign within one part are missed. Steps of ODEX are long,
 * nearly half a period of an oscillation.
 */
const PARTS = 8;

/** Finds events in one accepted step after another, by the stepper's dense output. */
export class EventWatch {
  /** What has happened so far, in the order of time; after a stop nothing. */
  readonly points: EventPoint[] = [];
  /** The point at which the solution ends. */
  stop: EventPoint | null = null;
  private readonly stepper: Stepper;
  private readonly state: Float64Array;
  private open: readonly { readonly event: OdeEvent; before: number }[];

  constructor(events: readonly OdeEvent[], stepper: Stepper) {
    this.stepper = stepper;
    this.state = new Float64Array(stepper.y.length);
    this.open = events.map((event) => ({ event, before: event.value(stepper.t, stepper.y) }));
    const now = this.open.filter(({ event, before }) => event.when === "reaches" && before <= 0);
    this.record(now.map(({ event }) => ({ event, t: stepper.t, state: Float64Array.from(stepper.y) })));
  }

  /** To be called after each step with the time at which it began. */
  afterStep(start: number): void {
    if (this.open.length === 0) return;
    const length = this.stepper.t - start;
    let left = start;
    for (let part = 1; part <= PARTS && this.stop === null; part++) {
      const right = part === PARTS ? this.stepper.t : start + (part / PARTS) * length;
      const found: EventPoint[] = [];
      for (const watched of this.open) {
        const { event, before } = watched;
        const after = this.valueAt(event, right);
        // A zero at the left end was found with the part before.
        if ((before > 0 && after <= 0) || (event.when === "crosses" && before < 0 && after >= 0)) {
          found.push(this.locate(event, left, right, before > 0));
        }
        watched.before = after;
      }
      this.record(found);
      left = right;
    }
  }

  private record(found: EventPoint[]): void {
    for (const point of found.sort((a, b) => a.t - b.t)) {
      this.points.push(point);
      if (point.event.when === "reaches") this.open = this.open.filter(({ event }) => event !== point.event);
      if (point.event.stops) {
        this.stop = point;
        return;
      }
    }
  }

  /** By bisection down to the spacing of the numbers: values may be costly, but events are few. */
  private locate(event: OdeEvent, left: number, right: number, falls: boolean): EventPoint {
    let [low, high] = [left, right];
    for (;;) {
      const middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) break;
      const value = this.valueAt(event, middle);
      if (falls ? value > 0 : value < 0) low = middle;
      else high = middle;
    }
    return { event, t: high, state: Float64Array.from(this.stateAt(high)) };
  }

  private valueAt(event: OdeEvent, t: number): number {
    return event.value(t, this.stateAt(t));
  }

  private stateAt(t: number): Float64Array {
    if (t === this.stepper.t) return this.stepper.y;
    this.stepper.interpolate(t, this.state);
    return this.state;
  }
}
