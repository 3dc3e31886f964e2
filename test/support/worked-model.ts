/** The documentation's model file: two features of different laws, anticorrelated views, on the sphere. */
export const workedModel = {
  features: [
    { law: "rademacher", variance: 1.2 },
    { law: "gaussian", variance: 1.1 },
  ],
  background: { variance: 1 },
  augmentation: { variance: 0.3, correlation: -0.5 },
  activation: "tanh",
  loss: "covariance",
  batch: 10,
  learningRate: 0.5,
  regularizer: { kind: "l2", strength: 0 },
  constraint: "sphere",
} as const;

/** phi = y, of which every claim is quick to judge. */
export const linearModel = {
  features: [{ law: "rademacher", variance: 1 }],
  background: { variance: 1 },
  augmentation: { variance: "1/5", correlation: "-1/2" },
  activation: "identity",
  batch: 10,
  learningRate: 1,
};
