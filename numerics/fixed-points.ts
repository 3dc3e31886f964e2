import { freeNormFixedPoints } from "./fixed-points/certified/free-norm.ts";
import { certifiedFixedPoints } from "./fixed-points/certified/planar.ts";
import { exactFixedPoints } from "./fixed-points/exact.ts";
import type { FixedPoint, FixedPointSet } from "./fixed-points/fixed-point.ts";
import { searchFixedPoints } from "./fixed-points/search.ts";
import type { Flow } from "./flow/flow.ts";

export { eigenvaluesAt } from "./fixed-points/eigenvalues.ts";
export type { FixedPoint, FixedPointSet, Stability } from "./fixed-points/fixed-point.ts";

/**
 * The fixed points of a flow in its domain (|Q|^2 <= s), one of each symmetry orbit: all of them, with proof, where
 * the equations are a polynomial in one overlap or fall apart into such, or polynomials in one overlap and the norm or in two
 * overlaps with simple zeros, else those that Newton's method finds.
 */
export function fixedPointSet(flow: Flow): FixedPointSet {
  return (
    exactFixedPoints(flow) ??
    freeNormFixedPoints(flow) ??
    certifiedFixedPoints(flow) ??
    searchFixedPoints(flow)
  );
}

/** The fixed points without a proof that took time, sorted by |Q|: for those that need them by the hundreds. */
export function fixedPoints(flow: Flow): FixedPoint[] {
  return [...(exactFixedPoints(flow) ?? searchFixedPoints(flow)).points];
}
