/** A density on a grid: cell centres, evenly spaced, and the density there. */
export interface GridDensity {
  readonly w: readonly number[];
  readonly p: readonly number[];
}

/** The w below which a density has these shares of its mass; shares increasing in (0, 1). */
function quantiles({ w, p }: GridDensity, shares: readonly number[]): number[] {
  const h = w[1]! - w[0]!;
  let cell = 0;
  let below = 0;
  return shares.map((share) => {
    while (cell < w.length - 1 && below + p[cell]! * h < share) below += p[cell++]! * h;
    return w[cell]! - h / 2 + (share - below) / p[cell]!;
  });
}

/**
 * The Wasserstein-1 distance of N weights' empirical measure to a density: the mean distance of their order statistics
 * to the density's quantiles at the middles of N equal shares, which is exact up to order 1/N.
 */
export function wasserstein(weights: Float64Array, density: GridDensity): number {
  const n = weights.length;
  const expected = quantiles(
    density,
    Array.from({ length: n }, (_, j) => (j + 0.5) / n),
  );
  const sorted = weights.slice().sort();
  return expected.reduce((sum, w, j) => sum + Math.abs(sorted[j]! - w), 0) / n;
}
