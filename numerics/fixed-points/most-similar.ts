import { fixedPoints } from "../fixed-points.ts";
import type { Flow } from "../flow/flow.ts";
import type { FixedPoint } from "./fixed-point.ts";

/** The stable fixed point whose similarity |Q|/sqrt(s) is largest; undefined if none is stable and has weights. */
export function mostSimilar(flow: Flow): FixedPoint | undefined {
  const similarity = ({ Q, s }: FixedPoint): number => Math.hypot(...Q) / Math.sqrt(s);
  const [largest] = fixedPoints(flow)
    .filter(({ stability, s }) => stability === "stable" && s > 0)
    .sort((a, b) => similarity(b) - similarity(a));
  return largest;
}
