import { Polynomial } from "../polynomial.ts";
import { differentialActivation } from "./differential-activation.ts";

const t = Polynomial.generator("t");

export const tanh = differentialActivation({
  name: "tanh",
  text: "tanh(y)",
  latex: "\\tanh y",
  parity: "odd",
  phi: t,
  elements: { t: { value: Math.tanh, text: "tanh(y)", derivative: Polynomial.one.subtract(t.power(2)) } },
});
