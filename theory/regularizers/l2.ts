import { Polynomial } from "../polynomial.ts";
import type { RegularizerKind } from "./regularizer.ts";

/** Weight decay, w^2/2. */
export const l2: RegularizerKind<unknown> = {
  name: "l2",
  fields: {},
  create: () => ({
    kind: "l2",
    text: "w^2/2",
    latex: "\\frac{w^2}{2}",
    slope: Polynomial.generator("w"),
    functions: [],
    value: (w) => (w * w) / 2,
    slopeAt: (w) => w,
  }),
};
