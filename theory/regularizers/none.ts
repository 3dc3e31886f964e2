import { Polynomial } from "../polynomial.ts";
import type { RegularizerKind } from "./regularizer.ts";

export const none: RegularizerKind<unknown> = {
  name: "none",
  fields: {},
  create: () => ({
    kind: "none",
    text: "0",
    latex: "0",
    slope: Polynomial.zero,
    functions: [],
    value: () => 0,
    slopeAt: () => 0,
  }),
};
