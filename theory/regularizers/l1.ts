import type { RegularizerKind } from "./regularizer.ts";
import { sign, signOfWeight } from "./sign.ts";

/** Sparsity, |w|. Its slope sign(w) is not linear, so the overlaps' equations do not close. */
export const l1: RegularizerKind<unknown> = {
  name: "l1",
  fields: {},
  create: () => ({
    kind: "l1",
    text: "abs(w)",
    latex: "\\lvert w\\rvert",
    slope: signOfWeight,
    functions: [sign],
    value: Math.abs,
    slopeAt: sign.value,
  }),
};
