import { type Model, type ModelInput, parseModel } from "../../theory/model.ts";
import type { State } from "../sampled-step/step-sample.ts";

/** A model, with the states at which theories are compared and, among them, those at which steps are simulated. */
export interface Case {
  readonly model: Model;
  readonly compared: readonly State[];
  readonly simulated: readonly State[];
}

/** A third moment without a mean, and one with a mean. */
const skewed = { law: "atoms", values: ["-1/2", "2"], weights: ["4/5", "1/5"] };
const shifted = { law: "atoms", values: ["-1", "1/2", "2"], weights: ["1/4", "1/4", "1/2"] };

// nu, eta and rho such that v, c and 1 are far apart; a penalty that the free constraint sees.
const common = {
  background: { variance: "1/2" },
  augmentation: { variance: "3/5", correlation: "-1/2" },
  learningRate: "4/5",
  regularizer: { kind: "l2", strength: "3/10" },
  constraint: "free",
} satisfies ModelInput;

// Weaker noises where phi grows like y^2: gradients are polynomials in them, and their tails cost steps.
const weakNoise = {
  background: { variance: "1/5" },
  augmentation: { variance: "1/4", correlation: "-1/2" },
} satisfies ModelInput;

const inputs = [
  {
    name: "tanh, covariance, B = 4",
    features: [
      { law: "rademacher", variance: "9/5" },
      { law: "gaussian", variance: "4/5" },
    ],
    activation: "tanh",
    loss: "covariance",
    batch: 4,
  },
  {
    name: "quadratic, covariance, B = 3, fourth moments off Gaussian",
    ...weakNoise,
    features: [
      { law: "rademacher", variance: "6/5" },
      { law: "sparse", probability: "1/2", variance: "4/5" },
    ],
    activation: "quadratic",
    loss: "covariance",
    learningRate: "1/5",
    batch: 3,
  },
  {
    name: "tanh, spectral, B = 2, skewed",
    augmentation: { variance: "3/5", correlation: "1/2" },
    features: [skewed, { law: "uniform", variance: "3/2" }],
    activation: "tanh",
    loss: "spectral",
    batch: 2,
  },
  {
    name: "y + y^2/3, covariance, B = 2, a mean",
    ...weakNoise,
    features: [shifted],
    activation: "y + y^2/3",
    loss: "covariance",
    learningRate: "1/2",
    batch: 2,
  },
] satisfies readonly ModelInput[];

const states: readonly State[] = [
  { Q: [0.6, -0.4], s: 1 },
  { Q: [0.4, 0.7], s: 1.5 },
  { Q: [-0.3, 0.5], s: 1 },
  { Q: [0.2, -0.3], s: 0.6 },
  { Q: [-0.8, -0.6], s: 1.3 },
];

function statesOf(features: number): State[] {
  return states.map(({ Q, s }) => ({ Q: Q.slice(0, features), s }));
}

/**
 * Few models that between them show nearly every error: light and heavy tails, skewness and a mean; odd, even and
 * neither; both kinds of pair term; B = 2, where 1/(B - 1) and 1/B are farthest apart; overlaps of both signs; norms
 * at and off 1.
 */
export const battery: readonly Case[] = inputs.map((input) => {
  const model = parseModel({ ...common, ...input }, input.name);
  const all = statesOf(model.features.length);
  return { model, simulated: all.slice(0, 2), compared: all };
});
