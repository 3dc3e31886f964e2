import { type Field, steepness, velocityAt } from "./field.ts";
import type { Mark } from "./field-points.ts";

/** Which mark's basin each cell of a square grid over the disk belongs to. */
export interface Labels {
  readonly cells: number;
  /** Rows from the least Q2 up; an index into `ends`, or -1. */
  readonly labels: Int16Array;
  /** The states that attract. */
  readonly ends: readonly (readonly number[])[];
}

const longestStep = 0.05;
const mostSteps = 160;
const near = 0.05;

/**
 * The basins of a field of two features, from the middle of every cell: midpoint steps that are long far from fixed
 * points, until one is near. For pictures while a slider moves.
 * @param marks the field's zeros with overlaps of at least 0.
 */
export function basinsOf(field: Field, marks: readonly Mark[], cells: number): Labels {
  const half = cells / 2;
  const stable = marks.filter(({ stability }) => stability === "stable").map(({ Q }) => Q);
  // The images of end e by the signs of Q1 and Q2.
  const ends = stable.flatMap((Q) => [Q, flip(Q, true, false), flip(Q, false, true), flip(Q, true, true)]);
  const labels = new Int16Array(cells * cells).fill(-1);
  const follow = follower(field, stable);
  for (let j = 0; j < half; j++) {
    for (let i = 0; i < half; i++) {
      const [x, y] = [(i + 0.5) / half, (j + 0.5) / half];
      if (x * x + y * y > 1.03) continue;
      const end = follow(x, y);
      if (end < 0) continue;
      const [right, left, top, bottom] = [half + i, half - 1 - i, half + j, half - 1 - j];
      labels[top * cells + right] = 4 * end;
      labels[top * cells + left] = 4 * end + 1;
      labels[bottom * cells + right] = 4 * end + 2;
      labels[bottom * cells + left] = 4 * end + 3;
    }
  }
  return { cells, labels, ends };
}

function flip([x, y]: readonly number[], left: boolean, bottom: boolean): number[] {
  return [(left ? -1 : 1) * x!, (bottom ? -1 : 1) * y!].map((q) => q + 0);
}

/** Follows paths within the quarter of the disk to the nearest of the ends. */
function follower(field: Field, ends: readonly (readonly number[])[]): (x: number, y: number) => number {
  const most = 0.8 / Math.max(steepness(field), 1e-12);
  const [here, middle, v] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  return (x, y) => {
    here[0] = x;
    here[1] = y;
    for (let step = 0; step < mostSteps; step++) {
      for (let e = 0; e < ends.length; e++) {
        const [dx, dy] = [here[0]! - ends[e]![0]!, here[1]! - ends[e]![1]!];
        if (dx * dx + dy * dy < near * near) return e;
      }
      velocityAt(field, here, v);
      const speed = Math.hypot(v[0]!, v[1]!);
      if (speed === 0) return -1;
      // Slow stretches, as near saddles, must not eat all steps: there a step is a stretch of the way instead.
      const h = Math.max(Math.min(longestStep / speed, most), 4e-3 / speed);
      middle[0] = here[0]! + (h / 2) * v[0]!;
      middle[1] = here[1]! + (h / 2) * v[1]!;
      velocityAt(field, middle, v);
      here[0] = Math.max(0, here[0]! + h * v[0]!);
      here[1] = Math.max(0, here[1]! + h * v[1]!);
    }
    return -1;
  };
}
