import type { Flow } from "../flow/flow.ts";
import { symmetriesOf } from "../symmetries.ts";

/** Below this an overlap that may change sign is zero. */
const zeroOverlap = 1e-10;
const sameTolerance = 1e-6;

/** The image with non-negative overlaps of symmetric features, equal features in decreasing order. */
export function canonicalState({ model }: Pick<Flow, "model">, state: Float64Array): Float64Array {
  const canonical = state.slice();
  const { flips, exchanges } = symmetriesOf(model);
  for (const [l, mayFlip] of flips.entries()) {
    if (mayFlip) canonical[l] = Math.abs(canonical[l]!);
    if (Math.abs(canonical[l]!) < zeroOverlap) canonical[l] = 0;
  }
  for (const group of exchanges) {
    const values = group.map((l) => canonical[l]!).sort((a, b) => b - a);
    for (const [i, l] of group.entries()) canonical[l] = values[i]!;
  }
  return canonical;
}

/** The number of images of a canonical state under sign flips and exchanges, itself among them. */
export function orbitSize({ model }: Pick<Flow, "model">, state: ArrayLike<number>): number {
  let size = 1;
  const { flips, exchanges } = symmetriesOf(model);
  for (const [l, mayFlip] of flips.entries()) if (mayFlip && state[l] !== 0) size *= 2;
  for (const group of exchanges) {
    const counts = new Map<string, number>();
    for (const [i, l] of group.entries()) {
      size *= i + 1;
      const key = state[l]!.toFixed(6);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      size /= count;
    }
  }
  return Math.round(size);
}

/** Whether two states are one to the accuracy of a fixed point that is no worse than a double root. */
export function sameState(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return Array.from(a).every((x, i) => Math.abs(x - b[i]!) < sameTolerance * Math.max(1, Math.abs(x)));
}

/** Whether a state is one of weight vectors, |Q|^2 <= s, up to a relative slack. */
export function inDomain(flow: Pick<Flow, "features" | "size">, state: Float64Array, slack = 1e-9): boolean {
  const Q = state.subarray(0, flow.features);
  const s = flow.size > flow.features ? state[flow.features]! : 1;
  return s >= 0 && s < 1e6 && Q.reduce((sum, q) => sum + q * q, 0) <= s * (1 + slack);
}
