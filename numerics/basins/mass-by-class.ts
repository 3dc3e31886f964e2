/** A division of the line or the plane into classes, to be measured. */
export interface ArcClasses {
  /** The class of a point, from 0. */
  classOf(point: readonly number[]): number;
  readonly count: number;
  /** Whether the classes are the same for any signs of the coordinates: one quadrant is then enough. */
  readonly symmetric: boolean;
}

/** Steps of ln r. The trapezoidal rule on the whole line errs by exp(-pi^2/(2 step)). */
const radialStep = 0.4;
const [lowest, highest] = [-6, 1.8];
/** Arcs a quadrant at first, and the angle at which a border counts as found. */
const arcs = 8;
const sharpest = 1e-6;

/**
 * The standard normal law's mass of each class in one or two dimensions. The radius is integrated on a logarithmic
 * scale: near the origin basins have borders like Q2 = C Q1^p, which no grid resolves.
 */
export function massByClass(classes: ArcClasses, dimension: number): number[] {
  const mass = new Array<number>(classes.count).fill(0);
  let total = 0;
  for (let x = lowest; x <= highest; x += radialStep) {
    const r = Math.exp(x);
    const weight = r ** dimension * Math.exp((-r * r) / 2);
    total += weight;
    const shares = dimension === 1 ? pairShares(classes, r) : circleShares(classes, r);
    shares.forEach((share, i) => {
      mass[i]! += weight * share;
    });
  }
  return mass.map((sum) => sum / total);
}

function pairShares({ classOf, count, symmetric }: ArcClasses, r: number): number[] {
  const shares = new Array<number>(count).fill(0);
  const signs = symmetric ? [1] : [1, -1];
  for (const sign of signs) shares[classOf([sign * r])]! += 1 / signs.length;
  return shares;
}

/** The part of a circle in each class. Where two neighbours on it differ, the borders between them are searched for. */
function circleShares({ classOf, count, symmetric }: ArcClasses, r: number): number[] {
  const shares = new Array<number>(count).fill(0);
  const quadrants = symmetric ? 1 : 4;
  const classAt = (angle: number): number => {
    // The axes are often invariant: a point on one must not leave it by a rounded cosine.
    const snap = (x: number): number => (Math.abs(x) < 1e-15 ? 0 : x);
    return classOf([r * snap(Math.cos(angle)), r * snap(Math.sin(angle))]);
  };
  const divide = (low: number, high: number, first: number, last: number): void => {
    if (first === last || high - low < sharpest) {
      for (const end of [first, last]) shares[end]! += (high - low) / (quadrants * Math.PI);
      return;
    }
    const middle = (low + high) / 2;
    const between = classAt(middle);
    divide(low, middle, first, between);
    divide(middle, high, between, last);
  };
  const pieces = arcs * quadrants;
  let before = classAt(0);
  for (let k = 0; k < pieces; k++) {
    const angleAt = (i: number): number => (i * Math.PI) / 2 / arcs;
    const after = classAt(angleAt(k + 1));
    divide(angleAt(k), angleAt(k + 1), before, after);
    before = after;
  }
  return shares;
}
