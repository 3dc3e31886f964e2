import { Polynomial } from "../polynomial.ts";
import type { RegularizerKind } from "./regularizer.ts";

/** Sparsity, |w|. Its slope sign(w) is not linear, so the overlaps' equations do not close. */
export const l1: RegularizerKind<unknown> = {
  name: "l1",
  fields: {},
  create: () => ({
    kind: "l1",
    text: "abs(w)",
    slope: Polynomial.generator("sign(w)"),
    value: Math.abs,
    slopeAt: Math.sign,
  }),
};
