/** The number of layers of equal area; a power of two, so that a layer is a bit field. */
export const LAYERS = 256;

/**
 * The ziggurat of the standard normal density f(x) = exp(-x^2/2), x >= 0: `LAYERS` horizontal strips of
 * equal area, the lowest of which includes the tail beyond `tailStart`.
 *
 * `edges[i]` (length LAYERS + 1, decreasing) is the right edge of strip i; edges[0] is the width of a
 * rectangle as high and as large as the lowest strip, edges[1] = tailStart, edges[LAYERS] = 0.
 * `heights[i]` = f(edges[i]) for i >= 1. `widths` and `inside` have 2 LAYERS entries, indexed by the layer
 * plus LAYERS for the negative half: a uniform u < inside[k] gives the variate u * widths[k] at once.
 *
 * Source: J. Doornik, "An improved ziggurat method to generate normal random samples" (2005), after
 * G. Marsaglia and W. W. Tsang, J. Stat. Software 5 (2000).
 */
export interface Ziggurat {
  readonly tailStart: number;
  readonly edges: Float64Array;
  readonly heights: Float64Array;
  readonly widths: Float64Array;
  readonly inside: Float64Array;
}

const density = (x: number): number => Math.exp(-0.5 * x * x);

/** The integral of f from x to infinity by the continued fraction of the Mills ratio (for x > 2). */
function tailArea(x: number): number {
  let fraction = x;
  for (let k = 200; k >= 1; k--) fraction = x + k / fraction;
  return density(x) / fraction;
}

/** The right edges of the strips when the lowest one ends at `tailStart`, or null when they pass the mode. */
function stack(tailStart: number): Float64Array | null {
  const edges = new Float64Array(LAYERS + 1);
  const area = tailStart * density(tailStart) + tailArea(tailStart);
  edges[0] = area / density(tailStart);
  edges[1] = tailStart;
  for (let i = 1; i < LAYERS; i++) {
    const height = density(edges[i]!) + area / edges[i]!;
    if (height > 1) return null;
    edges[i + 1] = Math.sqrt(-2 * Math.log(height));
  }
  return edges;
}

/** Computes the tables. The tail start is bisected to the last bit: the smallest one whose strips fit. */
export function buildZiggurat(): Ziggurat {
  let tooSmall = 2;
  let tailStart = 6;
  while (true) {
    const middle = 0.5 * (tooSmall + tailStart);
    if (middle <= tooSmall || middle >= tailStart) break;
    if (stack(middle) === null) tooSmall = middle;
    else tailStart = middle;
  }
  const edges = stack(tailStart)!;
  // The square root turns the last bit of the height into 1e-8 of the abscissa; the exact edge is known.
  edges[LAYERS] = 0;
  const heights = edges.map(density);
  const widths = new Float64Array(2 * LAYERS);
  const inside = new Float64Array(2 * LAYERS);
  for (let i = 0; i < LAYERS; i++) {
    widths[i] = edges[i]!;
    widths[i + LAYERS] = -edges[i]!;
    inside[i] = inside[i + LAYERS] = edges[i + 1]! / edges[i]!;
  }
  return { tailStart, edges, heights, widths, inside };
}
