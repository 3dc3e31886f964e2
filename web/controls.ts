import { parameterOf, parameters, readParameter, stopsOf, withParameter } from "./parameters.ts";
import type { ExplorerState } from "./state.ts";

/** A change of one number by hand; `key` as in `parameters.ts`. */
export interface Change {
  readonly key: string;
  /** Whether the hand may go on: a slider that is held. */
  readonly moving: boolean;
}

interface NumberControl {
  readonly key: string;
  readonly range: HTMLInputElement;
  readonly field: HTMLInputElement;
  readonly stops: readonly number[];
}

/** The page's sliders with a number field each: both are native inputs with a name. */
export class NumberControls {
  private readonly all: readonly NumberControl[];
  private readonly state: () => ExplorerState;
  private readonly changed: (state: ExplorerState, change: Change) => void;

  constructor(state: () => ExplorerState, changed: (state: ExplorerState, change: Change) => void) {
    this.state = state;
    this.changed = changed;
    const ranges = document.querySelectorAll<HTMLInputElement>("input[type=range][data-key]");
    this.all = [...ranges].map((range) => this.control(range, range.dataset["key"]!));
  }

  /** Shows a state. */
  show(state: ExplorerState): void {
    for (const control of this.all) {
      const index = Number(control.key.split(".")[1] ?? 0);
      if (/^(m2|kurtosis)\./.test(control.key) && index >= state.features.length) continue;
      const value = readParameter(state, control.key);
      const { stops, range, field } = control;
      range.value = String(nearestIndex(stops, value));
      range.setAttribute("aria-valuetext", String(value));
      if (document.activeElement !== field || Number(field.value) !== value) field.value = String(value);
    }
  }

  private control(range: HTMLInputElement, key: string): NumberControl {
    const field = document.getElementById(`number-${key}`) as HTMLInputElement;
    const parameter = parameterOf(key);
    const stops = stopsOf(parameter);
    const set = (value: number, moving: boolean): void =>
      this.changed(withParameter(this.state(), key, value), { key, moving });
    range.addEventListener("input", () => set(stops[Number(range.value)]!, true));
    range.addEventListener("change", () => set(stops[Number(range.value)]!, false));
    field.addEventListener("change", () => {
      const value = Number(field.value);
      const valid = field.value !== "" && field.validity.valid;
      const kept = Math.min(parameter.most, Math.max(parameter.least, value));
      set(
        valid
          ? value
          : Number.isFinite(kept) && field.value !== ""
            ? coarse(kept, parameter.step)
            : readParameter(this.state(), key),
        false,
      );
      this.show(this.state());
    });
    return { key, range, field, stops };
  }
}

/** To the nearest multiple of the step. */
function coarse(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toFixed(4));
}

function nearestIndex(stops: readonly number[], value: number): number {
  let best = 0;
  for (let i = 1; i < stops.length; i++) {
    if (Math.abs(stops[i]! - value) < Math.abs(stops[best]! - value)) best = i;
  }
  return best;
}

/** Whether a key is one of the model. */
export function isModelKey(key: string): boolean {
  return !["N", "runs", "speed", "Q"].includes(key.split(".")[0]!) && key.split(".")[0]! in parameters;
}
