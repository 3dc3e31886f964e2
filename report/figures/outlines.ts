import type { Samples } from "./sample-near-zeros.ts";

/** A point of a lattice's plane, in units of its cells. */
export type Place = readonly [x: number, y: number];

/** Points that lie nearer to the line through their neighbours say nothing, in cells. */
const straight = 0.003;

/**
 * The closed outlines of where a function of samples is positive, within the lattice's frame: around it counterclockwise (rows
 * upwards), around its holes clockwise. Samples are interpolated bilinearly, and the function's zeros found by marching squares
 * on a finer lattice, so that it may have kinks.
 * @param fineness fine cells along each cell.
 */
export function outlines(
  samples: Samples,
  height: (values: readonly number[]) => number,
  fineness: number,
): Place[][] {
  const [columns, rows] = [samples.length - 1, samples[0]!.length - 1].map((count) => count * fineness) as [
    number,
    number,
  ];
  const heights = Array.from({ length: columns + 1 }, (_, i) =>
    Array.from({ length: rows + 1 }, (_, j) => height(between(samples, i / fineness, j / fineness))),
  );
  /** Beyond the frame nothing is positive. */
  const at = (i: number, j: number): number => heights[i]?.[j] ?? Number.NEGATIVE_INFINITY;
  /** From where a piece of an outline begins to where it ends. */
  const next = new Map<string, string>();
  const points = new Map<string, Place>();
  for (let i = -1; i <= columns; i++) {
    for (let j = -1; j <= rows; j++) {
      const corners = [
        [i, j],
        [i + 1, j],
        [i + 1, j + 1],
        [i, j + 1],
      ] as const;
      const values = corners.map(([k, l]) => at(k, l));
      const isInside = values.map((value) => value > 0);
      const edges = [0, 1, 2, 3];
      const leaving = edges.filter((k) => isInside[k] && !isInside[(k + 1) % 4]);
      // Of two opposite corners: whether they are joined.
      const isJoined = leaving.length < 2 || values.reduce((sum, value) => sum + value, 0) > 0;
      for (const k of leaving) {
        const around = isJoined ? [1, 2, 3] : [3, 2, 1];
        const entering = around
          .map((step) => (k + step) % 4)
          .find((e) => !isInside[e] && isInside[(e + 1) % 4])!;
        for (const e of [k, entering]) {
          const [a, b] = [e, (e + 1) % 4] as const;
          points.set(
            nameOf(corners[a]!, corners[b]!),
            crossing(corners[a]!, values[a]!, corners[b]!, values[b]!),
          );
        }
        next.set(
          nameOf(corners[k]!, corners[(k + 1) % 4]!),
          nameOf(corners[entering]!, corners[(entering + 1) % 4]!),
        );
      }
    }
  }
  const loops: Place[][] = [];
  for (const [first] of next) {
    const loop: Place[] = [];
    for (let name: string | undefined = first; name !== undefined && next.has(name); ) {
      const [x, y] = points.get(name)!;
      loop.push([x / fineness, y / fineness]);
      const after: string = next.get(name)!;
      next.delete(name);
      name = after;
    }
    if (loop.length > 2) loops.push(withoutStraight(loop));
  }
  return loops;
}

/** Bilinear interpolation. */
function between(samples: Samples, x: number, y: number): number[] {
  const [i, j] = [
    Math.min(Math.floor(x), samples.length - 2),
    Math.min(Math.floor(y), samples[0]!.length - 2),
  ];
  const [u, v] = [x - i, y - j];
  const [[a, b], [c, d]] = [i, i + 1].map((k) => [samples[k]![j]!, samples[k]![j + 1]!]) as [
    [readonly number[], readonly number[]],
    [readonly number[], readonly number[]],
  ];
  return a.map((value, k) => (1 - u) * ((1 - v) * value + v * b[k]!) + u * ((1 - v) * c[k]! + v * d[k]!));
}

/** An edge between two corners, whichever comes first. */
function nameOf([i, j]: Place, [k, l]: Place): string {
  return `${Math.min(i, k)},${Math.min(j, l)},${i === k ? "up" : "right"}`;
}

/** Where a height is zero between two corners; at the one on the frame if the other is beyond. */
function crossing(a: Place, height: number, b: Place, other: number): Place {
  if (other === Number.NEGATIVE_INFINITY) return a;
  if (height === Number.NEGATIVE_INFINITY) return b;
  const share = height / (height - other);
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}

/** A loop without the points on straight stretches. */
function withoutStraight(loop: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const [n, point] of loop.entries()) {
    const [before, after] = [kept.at(-1) ?? loop.at(-1)!, loop[(n + 1) % loop.length]!];
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const area = dx * (point[1] - before[1]) - dy * (point[0] - before[0]);
    const isBetween = (point[0] - before[0]) * dx + (point[1] - before[1]) * dy <= dx * dx + dy * dy;
    if (!isBetween || Math.abs(area) > straight * Math.hypot(dx, dy)) kept.push(point);
  }
  return kept;
}
