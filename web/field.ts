import type { Flow } from "../numerics/flow/flow.ts";

/**
 * A flow's velocities at evenly spaced overlaps, for pictures while a slider moves. All laws of the explorer are
 * symmetric, so that the overlaps from 0 to 1 (of two features a quarter of the disk) say all.
 */
export interface Field {
  readonly features: number;
  /** Of node (i, j), Q = (i, j)/cells, the velocity's components. In the square beyond the disk they continue it. */
  readonly samples: Float64Array;
}

/** Nodes along each overlap, less one, by the number of features. */
export const cellsOf = (features: number): number => (features === 1 ? 200 : 32);

/** How far beyond the disk the field is continued, as a straight line: to the last node that its cells touch. */
const beyond = 0.05;

/** Evaluates a flow on the sphere at all nodes. */
export function sampleField(flow: Pick<Flow, "rhs" | "features">): Field {
  const { features } = flow;
  const cells = cellsOf(features);
  const nodes = cells + 1;
  const samples = new Float64Array(features === 1 ? nodes : 2 * nodes * nodes);
  const state = new Float64Array(features);
  const [at, inside] = [new Float64Array(features), new Float64Array(features)];
  for (let node = 0; node * features < samples.length; node++) {
    state[0] = (node % nodes) / cells;
    if (features === 2) state[1] = Math.floor(node / nodes) / cells;
    const radius = Math.hypot(...state);
    const place = samples.subarray(node * features, (node + 1) * features);
    if (radius <= 1) {
      flow.rhs(state, place);
      continue;
    }
    // The equations are those of a unit vector: they are asked on the circle and a little inside.
    const step = 0.02;
    for (let l = 0; l < features; l++) state[l]! /= radius;
    flow.rhs(state, at);
    for (let l = 0; l < features; l++) state[l]! *= 1 - step;
    flow.rhs(state, inside);
    const factor = Math.min(radius - 1, beyond) / step;
    for (let l = 0; l < features; l++) place[l] = at[l]! + factor * (at[l]! - inside[l]!);
  }
  return { features, samples };
}

/** Writes the velocity at overlaps Q, linear between the nodes. */
export function velocityAt({ features, samples }: Field, Q: ArrayLike<number>, out: Float64Array): void {
  const cells = cellsOf(features);
  const x = Math.min(Math.abs(Q[0]!), 1) * cells;
  const i = Math.min(Math.floor(x), cells - 1);
  const u = x - i;
  if (features === 1) {
    out[0] = Math.sign(Q[0]!) * ((1 - u) * samples[i]! + u * samples[i + 1]!);
    return;
  }
  const y = Math.min(Math.abs(Q[1]!), 1) * cells;
  const j = Math.min(Math.floor(y), cells - 1);
  const v = y - j;
  const low = 2 * (j * (cells + 1) + i);
  const high = low + 2 * (cells + 1);
  for (let l = 0; l < 2; l++) {
    const bottom = (1 - u) * samples[low + l]! + u * samples[low + 2 + l]!;
    const top = (1 - u) * samples[high + l]! + u * samples[high + 2 + l]!;
    out[l] = (Q[l]! < 0 ? -1 : 1) * ((1 - v) * bottom + v * top);
  }
}

/** The largest change of the velocity from one node to the next, a unit of overlap: no eigenvalue is much larger. */
export function steepness({ features, samples }: Field): number {
  const cells = cellsOf(features);
  let most = 0;
  for (let k = features; k < samples.length; k++) {
    // From a row's end to the next one's beginning is no step.
    if (features === 2 && (k >> 1) % (cells + 1) === 0) continue;
    most = Math.max(most, Math.abs(samples[k]! - samples[k - features]!));
  }
  return most * cells;
}
