import { exponentialSumOf } from "../expressions/exponential-sum.ts";
import { Polynomial } from "../polynomial.ts";
import type { Activation } from "./activation.ts";
import { differentialActivation } from "./differential-activation.ts";

const g = Polynomial.generator;

export const sin: Activation = {
  ...differentialActivation({
    name: "sin",
    text: "sin(y)",
    latex: "\\sin y",
    parity: "odd",
    phi: g("sin"),
    elements: {
      sin: { value: Math.sin, text: "sin(y)", derivative: g("cos") },
      cos: { value: Math.cos, text: "cos(y)", derivative: g("sin").negate() },
    },
  }),
  exponentialSum: exponentialSumOf(
    { kind: "call", name: "sin", argument: { kind: "symbol", name: "y" } },
    "y",
  )!,
};
