import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { inDomain } from "../fixed-points/orbits.ts";
import { symmetriesOf } from "../symmetries.ts";
import type { Family } from "./family.ts";
import { matrixAt } from "./node.ts";
import { correct, dot, length, moved, type Place } from "./solve.ts";

/** Distances at which the other branches of a branch point are looked for. */
const distances = [2e-2, 5e-3, 1e-3] as const;

/** The Jacobian's null vectors at a branch point, right and left; at least one of each. */
export interface NullSpace {
  readonly right: readonly number[][];
  readonly left: readonly number[][];
}

export function nullSpaceAt(family: Family, place: Place, scale: number): NullSpace {
  const svd = new SingularValueDecomposition(matrixAt(family, place));
  const least = Math.min(...svd.diagonal);
  const columns = svd.diagonal.flatMap((value, k) => (value <= Math.max(least, 1e-6 * scale) ? [k] : []));
  return {
    right: columns.map((k) => svd.rightSingularVectors.getColumn(k)),
    left: columns.map((k) => svd.leftSingularVectors.getColumn(k)),
  };
}

/**
 * Whether the branches at a simple branch point cross like mirror images (`pitchfork`): the rates then have no quadratic term
 * along the null vector.
 */
export function branchPointKind(
  family: Family,
  place: Place,
  { right, left }: NullSpace,
  scale: number,
): "pitchfork" | "transcritical" {
  if (right.length > 1) return "pitchfork";
  const [v, w] = [right[0]!, left[0]!];
  const h = 1e-3;
  const atSides = [1, -1]
    .map((side) => moved(place, side * h, [...v, 0]))
    .map((at) => (isState(family, at) ? matrixAt(family, at) : undefined));
  const rate = (matrix: Matrix): number => dot(matrix.mmul(Matrix.columnVector(v)).getColumn(0), w);
  const [above, below] = atSides;
  const middle = rate(matrixAt(family, place));
  if (!above || !below) return "transcritical";
  const [quadratic, cubic] = [
    (rate(above) - rate(below)) / (2 * h),
    (rate(above) - 2 * middle + rate(below)) / (h * h),
  ];
  return Math.abs(quadratic) < 1e-4 * (Math.abs(cubic) + scale) ? "pitchfork" : "transcritical";
}

/** A place on a branch through a branch point, and the way that leads away from it. */
export interface Departure {
  readonly place: Place;
  readonly away: Float64Array;
}

/** Places near a branch point on the branches through it: along null vectors, and on to both sides in the parameter. */
export function departures(family: Family, at: Place, { right }: NullSpace): Departure[] {
  const { size } = family;
  const through = new Float64Array(size + 1);
  through[size] = 1;
  const directions = [...nullDirections(family, right).map((v) => Float64Array.from([...v, 0])), through];
  return directions.flatMap((direction) =>
    [1, -1].flatMap((side): Departure[] => {
      const place = besideBranchPoint(family, at, direction, side);
      return place ? [{ place, away: moved(place, -1, at) }] : [];
    }),
  );
}

function besideBranchPoint(
  family: Family,
  at: Place,
  direction: Float64Array,
  side: number,
): Place | undefined {
  for (const distance of distances) {
    const found = correct(family, moved(at, side * distance, direction), direction);
    if (!found || !isState(family, found.place)) continue;
    const parameter = found.place[family.size]!;
    const isInRange = parameter >= 0 && parameter <= 1;
    if (isInRange && length(moved(found.place, -1, at)) < 3 * distance) return found.place;
  }
  return undefined;
}

/**
 * Directions in the null space in which branches are looked for. Where equal features become unstable together: along one of
 * them, along two at once, and so on, which stand for all others by symmetry.
 */
function nullDirections(family: Family, right: readonly number[][]): number[][] {
  if (right.length === 1) return [right[0]!];
  const patterns = symmetriesOf(family.model).exchanges.flatMap((group) =>
    group.map((_, k) => {
      const pattern = new Array<number>(family.size).fill(0);
      for (const l of group.slice(0, k + 1)) pattern[l] = 1 / Math.sqrt(k + 1);
      return pattern;
    }),
  );
  const inside = patterns.filter((pattern) => {
    const projection = right.reduce((sum, v) => sum + dot(pattern, v) ** 2, 0);
    return projection > 0.999;
  });
  return [...inside, ...(inside.length === 0 ? right : [])];
}

function isState(family: Family, place: Place): boolean {
  return inDomain(family, place.subarray(0, family.size));
}
