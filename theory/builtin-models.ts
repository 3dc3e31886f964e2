import type { ModelInput } from "./model.ts";

const common = {
  background: { variance: 1 },
  activation: "tanh",
  loss: "covariance",
  regularizer: { kind: "l2", strength: 0 },
  constraint: "sphere",
} as const;

interface BuiltinModel {
  readonly name: string;
  readonly about: string;
  readonly input: ModelInput;
}

/** The letter's figures as models. Which numbers are the letter's and which are ours: docs/assumptions.md. */
export const builtinModels: readonly BuiltinModel[] = [
  {
    name: "letter-figure2",
    about: "one feature: trajectories, and h(Q) with its fixed points",
    input: {
      ...common,
      features: [{ law: "rademacher", variance: 1 }],
      augmentation: { variance: 0.2, correlation: 0 },
      batch: 10,
      learningRate: 1,
    },
  },
  {
    name: "letter-figure3",
    about: "two features with second moments 1.2 and 1.1: which one is recovered",
    input: {
      ...common,
      features: [
        { law: "rademacher", variance: 1.2 },
        { law: "rademacher", variance: 1.1 },
      ],
      augmentation: { variance: 0.2, correlation: 0 },
      batch: 10,
      learningRate: 0.5,
    },
  },
  {
    name: "letter-figure4",
    about: "one feature, batches of two, strongly anticorrelated augmentation",
    input: {
      ...common,
      features: [{ law: "rademacher", variance: 1 }],
      augmentation: { variance: 0.25, correlation: -1 },
      batch: 2,
      learningRate: 0.7,
    },
  },
];
