import { Polynomial } from "../polynomial.ts";
import type { Loss } from "./loss.ts";
import { z, zp } from "./loss.ts";

/** Alignment of the two views alone, with nothing against collapse. */
export const alignment: Loss = {
  name: "alignment",
  a: z.multiply(zp).negate(),
  b: Polynomial.zero,
};
