import { Polynomial } from "../polynomial.ts";
import { differentialActivation } from "./differential-activation.ts";

const g = Polynomial.generator;

export const cos = differentialActivation({
  name: "cos",
  text: "cos(y)",
  latex: "\\cos y",
  parity: "even",
  phi: g("cos"),
  elements: {
    cos: { value: Math.cos, derivative: g("sin").negate() },
    sin: { value: Math.sin, derivative: g("cos") },
  },
});
