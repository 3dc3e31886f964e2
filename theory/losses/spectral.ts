import type { Loss } from "./loss.ts";
import { z, zp } from "./loss.ts";

/** The spectral contrastive loss for a single output. */
export const spectral: Loss = {
  name: "spectral",
  a: z.multiply(zp).scale(-2),
  b: z.multiply(zp).power(2),
};
