import { Polynomial } from "../polynomial.ts";
import { differentialActivation } from "./differential-activation.ts";

const g = Polynomial.generator;

export const sin = differentialActivation({
  name: "sin",
  text: "sin(y)",
  latex: "\\sin y",
  parity: "odd",
  phi: g("sin"),
  elements: {
    sin: { value: Math.sin, derivative: g("cos") },
    cos: { value: Math.cos, derivative: g("sin").negate() },
  },
});
