import type { Stability } from "../numerics/fixed-points.ts";
import { type Field, steepness, velocityAt } from "./field.ts";

/** A fixed point as a picture shows it. */
export interface Mark {
  readonly Q: readonly number[];
  readonly stability: Stability;
}

/** All images of marks under changes of sign, itself among them. */
export function images(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => {
    let all: number[][] = [[...mark.Q]];
    for (const [l, q] of mark.Q.entries()) {
      if (q !== 0) all = all.flatMap((Q) => [Q, Q.with(l, -Q[l]!)]);
    }
    return all.map((Q) => ({ ...mark, Q }));
  });
}

/**
 * The zeros of a field with overlaps of at least 0, for pictures while a slider moves: Newton's method between its
 * nodes, from a grid of starts. Their kinds are read from differences and may be wrong close to a bifurcation.
 */
export function zerosOf(field: Field): Mark[] {
  const { features } = field;
  const scale = steepness(field);
  const found: Mark[] = [{ Q: new Array<number>(features).fill(0), stability: kindAt(field, [0, 0]) }];
  const starts = features === 1 ? 24 : 8;
  for (let k = 0; k < starts ** features; k++) {
    const Q = [((k % starts) + 0.5) / starts, (Math.floor(k / starts) + 0.5) / starts].slice(0, features);
    if (Math.hypot(...Q) > 1 || !newton(field, Q, scale)) continue;
    const near = Q.map((q) => (Math.abs(q) < 4e-3 ? 0 : q));
    if (found.some((mark) => mark.Q.every((q, l) => Math.abs(q - near[l]!) < 0.02))) continue;
    found.push({ Q: near, stability: kindAt(field, near) });
  }
  return found;
}

/** Moves Q to a zero; false where there is none nearby. */
function newton(field: Field, Q: number[], scale: number): boolean {
  const velocity = new Float64Array(Q.length);
  for (let steps = 0; steps < 12; steps++) {
    velocityAt(field, Q, velocity);
    if (Math.hypot(...velocity) < 1e-7 * scale) return true;
    const J = differences(field, Q, 1e-4);
    const move = Q.length === 1 ? [velocity[0]! / J[0]!] : solvePair(J, velocity);
    const length = Math.hypot(...move);
    if (!Number.isFinite(length)) return false;
    const shorten = Math.min(1, 0.1 / length);
    for (let l = 0; l < Q.length; l++) Q[l] = Math.abs(Q[l]! - shorten * move[l]!);
    if (Math.hypot(...Q) > 1.02) return false;
  }
  velocityAt(field, Q, velocity);
  // Between two nodes the field has kinks, over which Newton's method may hop for ever.
  return Math.hypot(...velocity) < 1e-3 * scale;
}

/** The Jacobian by central differences, row by row. */
function differences(field: Field, Q: readonly number[], step: number): number[] {
  const n = Q.length;
  const J = new Array<number>(n * n);
  const [up, down] = [new Float64Array(n), new Float64Array(n)];
  for (let j = 0; j < n; j++) {
    velocityAt(field, Q.with(j, Q[j]! + step), up);
    velocityAt(field, Q.with(j, Q[j]! - step), down);
    for (let i = 0; i < n; i++) J[i * n + j] = (up[i]! - down[i]!) / (2 * step);
  }
  return J;
}

function solvePair(J: readonly number[], right: Float64Array): number[] {
  const [a, b, c, d] = J as [number, number, number, number];
  const determinant = a * d - b * c;
  return [(d * right[0]! - b * right[1]!) / determinant, (a * right[1]! - c * right[0]!) / determinant];
}

function kindAt(field: Field, Q: readonly number[]): Stability {
  // Over two cells: the kinks between them average out.
  const J = differences(field, Q.slice(0, field.features), field.features === 1 ? 0.01 : 0.04);
  if (field.features === 1) return J[0]! < 0 ? "stable" : "unstable";
  const [a, b, c, d] = J as [number, number, number, number];
  if (a * d - b * c < 0) return "saddle";
  return a + d < 0 ? "stable" : "unstable";
}
