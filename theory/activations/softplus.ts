import { Polynomial } from "../polynomial.ts";
import { differentialActivation } from "./differential-activation.ts";

const logistic = Polynomial.generator("logistic");

export const softplus = differentialActivation({
  name: "softplus",
  text: "log(1 + exp(y))",
  latex: "\\log(1 + e^y)",
  parity: "neither",
  phi: Polynomial.generator("softplus"),
  elements: {
    // Written so that neither branch overflows.
    softplus: {
      value: (y) => Math.max(y, 0) + Math.log1p(Math.exp(-Math.abs(y))),
      text: "max(y, 0) + log1p(exp(-abs(y)))",
      derivative: logistic,
    },
    logistic: {
      value: (y) => 1 / (1 + Math.exp(-y)),
      text: "1/(1 + exp(-y))",
      derivative: logistic.multiply(Polynomial.one.subtract(logistic)),
    },
  },
});
