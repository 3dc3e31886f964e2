import { type Field, velocityAt } from "./field.ts";

/** A short piece of a path in the disk, in the direction of the flow. */
export type Streamline = readonly (readonly [Q1: number, Q2: number])[];

const spacing = 0.16;
const pieces = 7;

/** Short paths of a field of two features through evenly spaced points: their shape shows the flow, not its speed. */
export function streamlines(field: Field): Streamline[] {
  const lines: Streamline[] = [];
  const v = new Float64Array(2);
  const radius = 0.95;
  // Rows of a triangular lattice look less like a grid.
  const rowHeight = (spacing * Math.sqrt(3)) / 2;
  for (let row = -Math.ceil(1 / rowHeight); row * rowHeight <= 1; row++) {
    for (let column = -Math.ceil(1 / spacing) - 1; column * spacing <= 1; column++) {
      const [x, y] = [(column + (row % 2 === 0 ? 0 : 0.5)) * spacing, row * rowHeight];
      if (Math.hypot(x, y) > radius) continue;
      const ahead = walk(field, [x, y], 0.012, v);
      const behind = walk(field, [x, y], -0.012, v);
      const line = [...behind.reverse(), [x, y] as const, ...ahead];
      if (line.length > 4) lines.push(line);
    }
  }
  return lines;
}

function walk(
  field: Field,
  from: readonly [number, number],
  step: number,
  v: Float64Array,
): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  let [x, y] = from;
  for (let k = 0; k < pieces; k++) {
    velocityAt(field, [x, y], v);
    const speed = Math.hypot(v[0]!, v[1]!);
    if (speed < 1e-9) break;
    const [dx, dy] = [(step * v[0]!) / speed, (step * v[1]!) / speed];
    const last = points.at(-1);
    // Beyond a fixed point the path would turn back on itself.
    if (
      last &&
      k > 0 &&
      dx * (x - (points.at(-2)?.[0] ?? from[0])) + dy * (y - (points.at(-2)?.[1] ?? from[1])) < 0
    )
      break;
    x += dx;
    y += dy;
    if (Math.hypot(x, y) > 0.99) break;
    points.push([x, y]);
  }
  return points;
}
