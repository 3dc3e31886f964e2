import { exponentialSumOf } from "../expressions/exponential-sum.ts";
import { Polynomial } from "../polynomial.ts";
import type { Activation } from "./activation.ts";
import { differentialActivation } from "./differential-activation.ts";

const g = Polynomial.generator;

export const cos: Activation = {
  ...differentialActivation({
    name: "cos",
    text: "cos(y)",
    latex: "\\cos y",
    parity: "even",
    phi: g("cos"),
    elements: {
      cos: { value: Math.cos, text: "cos(y)", derivative: g("sin").negate() },
      sin: { value: Math.sin, text: "sin(y)", derivative: g("cos") },
    },
  }),
  exponentialSum: exponentialSumOf(
    { kind: "call", name: "cos", argument: { kind: "symbol", name: "y" } },
    "y",
  )!,
};
