import type { LeftOut } from "../numerics/fixed-points/fixed-point.ts";

/** A state that is not among the fixed points, and why. */
export function leftOutText({ Q, s, reason }: LeftOut): string {
  return `Left out: Q = (${Q.join(", ")}), s = ${s}: ${reason}.`;
}
