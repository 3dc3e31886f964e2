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

/** The Wasserstein-1 distance of two densities, the area between their distribution functions, to second order in the cells. */
export function densityDistance(a: GridDensity, b: GridDensity): number {
  const [A, B] = [distribution(a), distribution(b)];
  const points = [...new Set([...A.edges, ...B.edges])].sort((x, y) => x - y);
  const gaps = points.map((w) => Math.abs(A.at(w) - B.at(w)));
  return points.slice(1).reduce((sum, w, i) => sum + ((w - points[i]!) * (gaps[i]! + gaps[i + 1]!)) / 2, 0);
}

/** The distribution function, linear in each cell, and the cells' edges. */
function distribution({ w, p }: GridDensity): { edges: number[]; at(w: number): number } {
  const h = w[1]! - w[0]!;
  const first = w[0]! - h / 2;
  const below = [0];
  for (const density of p) below.push(below.at(-1)! + density * h);
  return {
    edges: below.map((_, i) => first + i * h),
    at(x) {
      const place = Math.min(Math.max((x - first) / h, 0), p.length);
      const cell = Math.min(Math.floor(place), p.length - 1);
      return below[cell]! + (place - cell) * (below[cell + 1]! - below[cell]!);
    },
  };
}
