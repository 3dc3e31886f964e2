import { parseModel } from "../../../theory/model.ts";

/** Two features of different laws, tanh, anticorrelated views, on the sphere: the worked point's model. */
export const exampleModel = parseModel(
  {
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
    regularizer: { kind: "none" },
    constraint: "sphere",
  },
  "example",
);
