import { mathjs } from "../mathjs.ts";
import { bellMean } from "../noise-means/bell-means.ts";
import { Polynomial } from "../polynomial.ts";
import type { Activation } from "./activation.ts";
import { differentialActivation } from "./differential-activation.ts";

const g = Polynomial.generator;

const derivatives = differentialActivation({
  name: "erf",
  text: "erf(y/sqrt(2))",
  latex: "\\operatorname{erf}(y/\\sqrt2)",
  parity: "odd",
  phi: g("erf"),
  elements: {
    erf: { value: (y) => mathjs().erf(y / Math.SQRT2), text: "erf(y/sqrt(2))", derivative: g("bell") },
    bell: {
      value: (y) => Math.sqrt(2 / Math.PI) * Math.exp(-0.5 * y * y),
      text: "sqrt(2/pi)*exp(-y*y/2)",
      derivative: g("y").multiply(g("bell")).negate(),
    },
  },
});

/** erf(y / sqrt 2), scaled so that its derivative is twice the standard normal density. */
export const erf: Activation = {
  ...derivatives,
  noiseMean: (left, right) => bellMean(left, right, derivatives.ring!),
};
