import type { ModelInput } from "../theory/model.ts";

/** A feature's law: `signs` has the kurtosis of one's choice, the others have their own. */
export const lawNames = ["signs", "gaussian", "uniform", "laplace"] as const;
export type LawName = (typeof lawNames)[number];

export const lossNames = ["covariance", "spectral", "alignment"] as const;
export const constraintNames = ["sphere", "free"] as const;

/** What a reader sets for one feature. */
export interface FeatureState {
  readonly law: LawName;
  /** m2. */
  readonly variance: number;
  /** m4 / m2^2 of the law `signs`, at least 1. */
  readonly kurtosis: number;
}

/** Everything that a view of the explorer is made of: it is what the address holds. */
export interface ExplorerState {
  /** One or two. */
  readonly features: readonly FeatureState[];
  /** nu, eta, rho. */
  readonly background: number;
  readonly augmentation: number;
  readonly correlation: number;
  /** tau. */
  readonly learningRate: number;
  /** B. */
  readonly batch: number;
  /** A built-in name or an expression in y. */
  readonly activation: string;
  readonly loss: (typeof lossNames)[number];
  readonly constraint: (typeof constraintNames)[number];
  /** kappa of the L2 penalty where weights are free; the sphere undoes it. */
  readonly penalty: number;
  /** s of the slice that is shown where weights are free, and at the start of runs; 1 on the sphere whatever is here. */
  readonly norm: number;
  /** N of the simulation, its number of runs and units of time a second. */
  readonly dimension: number;
  readonly runs: number;
  readonly speed: number;
  /** Where runs and numbers start: the cosine similarities Q_l / sqrt(s), which on the sphere are Q1, Q2. */
  readonly start: readonly number[];
  /** Whether runs start at random directions instead. */
  readonly randomStart: boolean;
}

/** The letter's two features, light-tailed, tanh: each feature has a basin of its own. */
export const initialState: ExplorerState = {
  features: [
    { law: "signs", variance: 1.2, kurtosis: 1 },
    { law: "signs", variance: 1.1, kurtosis: 1 },
  ],
  background: 1,
  augmentation: 0.2,
  correlation: 0,
  learningRate: 0.5,
  batch: 10,
  activation: "tanh",
  loss: "covariance",
  constraint: "sphere",
  penalty: 0,
  norm: 1,
  dimension: 1000,
  runs: 12,
  speed: 5,
  start: [0.2, 0.2],
  randomStart: true,
};

/** The model file that a state means. Kurtosis k is a pair of equal signs with probability exactly 1/k, else zero. */
export function modelInputOf(state: ExplorerState): ModelInput {
  return {
    features: state.features.map(({ law, variance, kurtosis }) => {
      if (law !== "signs") return { law, variance };
      return kurtosis === 1
        ? { law: "rademacher", variance }
        : { law: "sparse", variance, probability: reciprocal(kurtosis) };
    }),
    background: { variance: state.background },
    augmentation: { variance: state.augmentation, correlation: state.correlation },
    activation: state.activation,
    loss: state.loss,
    batch: state.batch,
    learningRate: state.learningRate,
    regularizer: { kind: "l2", strength: state.constraint === "free" ? state.penalty : 0 },
    constraint: state.constraint,
  };
}

/** 1/k as an exact fraction: 1/1.25 is "100/125". */
function reciprocal(kurtosis: number): string {
  const decimals = String(kurtosis).split(".")[1]?.length ?? 0;
  const scale = 10 ** decimals;
  return `${scale}/${Math.round(kurtosis * scale)}`;
}

/** What a picture is of: a model, and of free weights the states of one squared norm s. */
export interface Slice {
  readonly model: ModelInput;
  readonly norm: number;
}

/** The slice that a state means. */
export function sliceOf(state: ExplorerState): Slice {
  return { model: modelInputOf(state), norm: state.constraint === "free" ? state.norm : 1 };
}

/** Whether the two states have one slice, up to how it is simulated and looked at. */
export function sameSlice(a: ExplorerState, b: ExplorerState): boolean {
  return JSON.stringify(sliceOf(a)) === JSON.stringify(sliceOf(b));
}

/** Whether the two states have one derivation: equations differ by the numbers in them only. */
export function sameStructure(a: ExplorerState, b: ExplorerState): boolean {
  const structure = ({ activation, loss, constraint, features }: ExplorerState): string =>
    JSON.stringify([activation, loss, constraint, features.length]);
  return structure(a) === structure(b);
}
