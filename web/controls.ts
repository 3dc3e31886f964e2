import { mathml } from "./math.ts";
import { parameterOf, parameters, readParameter, stopsOf, withParameter } from "./parameters.ts";
import { type ExplorerState, initialState } from "./state.ts";

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

/** Sliders with a number field each: both are native inputs with a name. */
export class NumberControls {
  private readonly all: NumberControl[] = [];
  private readonly state: () => ExplorerState;
  private readonly changed: (state: ExplorerState, change: Change) => void;

  constructor(state: () => ExplorerState, changed: (state: ExplorerState, change: Change) => void) {
    this.state = state;
    this.changed = changed;
  }

  /** Makes the controls of some keys at the end of an element. */
  add(parent: Element, keys: readonly string[]): void {
    for (const key of keys) parent.append(this.row(key));
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

  private row(key: string): HTMLElement {
    const parameter = parameterOf(key);
    const index = key.split(".")[1];
    const indexed = index === undefined ? "" : ` ${Number(index) + 1}`;
    const what = index === undefined ? parameter.meaning : `${parameter.meaning}, feature${indexed}`;
    const stops = stopsOf(parameter);
    const row = document.createElement("div");
    row.className = "row";
    const latex = key.startsWith("Q.") ? `Q_${Number(index) + 1}` : parameter.latex;
    row.innerHTML = `<label for="range-${key}" title="${what}">${mathml(latex)}<span class="unseen">${what}</span></label>
<input type="range" id="range-${key}" data-key="${key}" min="0" max="${stops.length - 1}" step="1">
<input type="number" id="number-${key}" data-key="${key}" min="${parameter.least}" max="${parameter.most}" step="${parameter.step}" inputmode="decimal" aria-label="${what}, as a number">`;
    const [range, field] = [
      row.querySelector<HTMLInputElement>("[type=range]")!,
      row.querySelector<HTMLInputElement>("[type=number]")!,
    ];
    this.all.push({ key, range, field, stops });
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
    return row;
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

/** The keys of the model's own numbers and of the simulation's, in reading order. */
export const modelKeys = ["nu", "eta", "rho", "tau", "B", "kappa", "s"] as const;
export const simulationKeys = ["N", "runs", "speed"] as const;
export const featureKeys = (l: number): string[] => [`m2.${l}`, `kurtosis.${l}`];
export const startKeys = initialState.start.map((_, l) => `Q.${l}`);

/** Whether a key is one of the model. */
export function isModelKey(key: string): boolean {
  return !["N", "runs", "speed", "Q"].includes(key.split(".")[0]!) && key.split(".")[0]! in parameters;
}
