import type { Loss } from "./loss.ts";
import { z, zp } from "./loss.ts";

/** Minus the unbiased covariance of the two branches over the batch. */
export const covariance: Loss = { name: "covariance", a: z.multiply(zp).negate(), b: z.multiply(zp) };
