import type { ExplorerState, FeatureState } from "./state.ts";

/** A number that can be dragged. */
export interface Parameter {
  readonly latex: string;
  /** For those who do not see the symbol, and as a tooltip. */
  readonly meaning: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly whole?: boolean;
  /** A slider moves evenly in the logarithm. */
  readonly logarithmic?: boolean;
}

/** Every number by the name that it has in the address. Of a feature's `m2` and `kurtosis` and of `Q` there are several. */
export const parameters: Readonly<Record<string, Parameter>> = {
  m2: { latex: "m_2", meaning: "second moment", least: 0, most: 3, step: 0.01 },
  kurtosis: {
    latex: "m_4/m_2^2",
    meaning: "kurtosis",
    least: 1,
    most: 12,
    step: 0.01,
    logarithmic: true,
  },
  nu: { latex: "\\nu", meaning: "variance of the sample's own noise", least: 0, most: 3, step: 0.01 },
  eta: { latex: "\\eta", meaning: "variance of the augmentation noise", least: 0, most: 3, step: 0.01 },
  rho: { latex: "\\rho", meaning: "correlation of the two views' noises", least: -1, most: 1, step: 0.01 },
  tau: { latex: "\\tau", meaning: "learning rate", least: 0.01, most: 4, step: 0.01, logarithmic: true },
  B: { latex: "B", meaning: "batch size", least: 2, most: 256, step: 1, whole: true, logarithmic: true },
  kappa: { latex: "\\kappa", meaning: "strength of the L2 penalty", least: 0, most: 2, step: 0.01 },
  s: {
    latex: "s",
    meaning: "squared norm |w|²/N at the start",
    least: 0.05,
    most: 20,
    step: 0.01,
    logarithmic: true,
  },
  N: {
    latex: "N",
    meaning: "dimension of the simulation",
    least: 50,
    most: 1_000_000,
    step: 1,
    whole: true,
    logarithmic: true,
  },
  runs: { latex: "\\text{runs}", meaning: "runs at once", least: 1, most: 40, step: 1, whole: true },
  speed: {
    latex: "\\text{speed}",
    meaning: "units of time a second",
    least: 0.1,
    most: 100,
    step: 0.1,
    logarithmic: true,
  },
  Q: { latex: "Q", meaning: "cosine similarity at the start", least: -1, most: 1, step: 0.01 },
};

/** A value's place among all, from 0 to 1. */
export function positionOf({ least, most, logarithmic }: Parameter, value: number): number {
  if (logarithmic) return Math.log(value / least) / Math.log(most / least);
  return (value - least) / (most - least);
}

/** The value at a place, rounded as `stopsOf` rounds. */
export function valueAt(parameter: Parameter, position: number): number {
  const { least, most, logarithmic } = parameter;
  return rounded(
    parameter,
    logarithmic ? least * (most / least) ** position : least + (most - least) * position,
  );
}

/** To a multiple of the step, and logarithmic ones to three significant digits if that is coarser. */
function rounded({ least, most, step, logarithmic }: Parameter, value: number): number {
  const digit = logarithmic ? 10 ** (Math.floor(Math.log10(value) + 1e-9) - 2) : 0;
  const unit = Math.max(step, digit);
  return Math.min(most, Math.max(least, Number((Math.round(value / unit) * unit).toFixed(4))));
}

/** All values that a slider stops at: even steps, or steps of two per cent but never less than the least step. */
export function stopsOf(parameter: Parameter): number[] {
  const { least, most, step, logarithmic } = parameter;
  const stops = [least];
  for (let value = least; value < most; stops.push(value)) {
    value = rounded(parameter, logarithmic ? Math.max(value + step, value * 1.02) : value + step);
  }
  return stops;
}

/** The names of the model's and the simulation's own numbers. */
const fields = {
  nu: "background",
  eta: "augmentation",
  rho: "correlation",
  tau: "learningRate",
  B: "batch",
  kappa: "penalty",
  s: "norm",
  N: "dimension",
  runs: "runs",
  speed: "speed",
} as const;
const featureFields = { m2: "variance", kurtosis: "kurtosis" } as const;

/** A number of a state. `key` is a name, with the feature's index behind it where there are several: `m2.0`. */
export function readParameter(state: ExplorerState, key: string): number {
  const [name, index] = parts(key);
  if (name === "Q") return state.start[index]!;
  if (name in featureFields) return state.features[index]![featureFields[name as keyof typeof featureFields]];
  return state[fields[name as keyof typeof fields]];
}

/** The state with one number replaced. */
export function withParameter(state: ExplorerState, key: string, value: number): ExplorerState {
  const [name, index] = parts(key);
  if (name === "Q") return { ...state, start: state.start.with(index, value) };
  if (name in featureFields) {
    const field = featureFields[name as keyof typeof featureFields];
    const changed: FeatureState = { ...state.features[index]!, [field]: value };
    return { ...state, features: state.features.with(index, changed) };
  }
  return { ...state, [fields[name as keyof typeof fields]]: value };
}

/** The parameter that a key means. */
export function parameterOf(key: string): Parameter {
  return parameters[parts(key)[0]]!;
}

function parts(key: string): [name: string, index: number] {
  const [name, index] = key.split(".");
  return [name!, Number(index ?? 0)];
}
