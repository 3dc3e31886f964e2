import { parameters } from "./parameters.ts";
import {
  constraintNames,
  type ExplorerState,
  type FeatureState,
  initialState,
  lawNames,
  lossNames,
} from "./state.ts";

/** A state as the part of an address behind `#`: short, readable and complete. */
export function toHash(state: ExplorerState): string {
  const list = (read: (feature: FeatureState) => number | string): string => state.features.map(read).join();
  const fields = new URLSearchParams({
    law: list(({ law }) => law),
    m2: list(({ variance }) => variance),
    kurtosis: list(({ kurtosis }) => kurtosis),
    nu: String(state.background),
    eta: String(state.augmentation),
    rho: String(state.correlation),
    tau: String(state.learningRate),
    B: String(state.batch),
    phi: state.activation,
    loss: state.loss,
    constraint: state.constraint,
    kappa: String(state.penalty),
    s: String(state.norm),
    N: String(state.dimension),
    runs: String(state.runs),
    speed: String(state.speed),
    Q: state.start.join(),
    start: state.randomStart ? "random" : "given",
  });
  return `#${fields}`.replaceAll("%2C", ",");
}

/** The state that an address means. What it leaves out or gets wrong is as in the initial state. */
export function fromHash(hash: string): ExplorerState {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (name: string): string[] => fields.get(name)?.split(",") ?? [];
  const word = <T extends string>(text: string | undefined | null, words: readonly T[], fallback: T): T =>
    words.find((known) => known === text) ?? fallback;
  const number = (name: string, text: string | undefined, fallback: number): number => {
    const { least, most, whole } = parameters[name]!;
    const value = text ? Number(text) : Number.NaN;
    if (!Number.isFinite(value)) return fallback;
    const within = Math.min(most, Math.max(least, value));
    return whole ? Math.round(within) : within;
  };
  const initial = initialState;
  const count = fields.has("m2") ? Math.min(2, list("m2").length) : initial.features.length;
  const features = initial.features.slice(0, count).map(
    (fallback, l): FeatureState => ({
      law: word(list("law")[l], lawNames, fallback.law),
      variance: number("m2", list("m2")[l], fallback.variance),
      kurtosis: number("kurtosis", list("kurtosis")[l], fallback.kurtosis),
    }),
  );
  return {
    features,
    background: number("nu", list("nu")[0], initial.background),
    augmentation: number("eta", list("eta")[0], initial.augmentation),
    correlation: number("rho", list("rho")[0], initial.correlation),
    learningRate: number("tau", list("tau")[0], initial.learningRate),
    batch: number("B", list("B")[0], initial.batch),
    activation: fields.get("phi") || initial.activation,
    loss: word(fields.get("loss"), lossNames, initial.loss),
    constraint: word(fields.get("constraint"), constraintNames, initial.constraint),
    penalty: number("kappa", list("kappa")[0], initial.penalty),
    norm: number("s", list("s")[0], initial.norm),
    dimension: number("N", list("N")[0], initial.dimension),
    runs: number("runs", list("runs")[0], initial.runs),
    speed: number("speed", list("speed")[0], initial.speed),
    start: inDisk(initial.start.map((fallback, l) => number("Q", list("Q")[l], fallback))),
    randomStart: word(fields.get("start"), ["random", "given"], "random") === "random",
  };
}

/** The overlaps, shortened to the unit circle where they lie outside. */
export function inDisk(overlaps: readonly number[]): number[] {
  const length = Math.hypot(...overlaps);
  return length <= 1 ? [...overlaps] : overlaps.map((q) => Math.trunc((q / length) * 1e4) / 1e4);
}
