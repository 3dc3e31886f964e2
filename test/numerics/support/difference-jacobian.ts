import type { Flow } from "../../../numerics/flow/flow.ts";

/** The flow's own Jacobian as rows. */
export function jacobianOf(flow: Flow, state: Float64Array): number[][] {
  const flat = new Float64Array(flow.size ** 2);
  flow.jacobian(state, flat);
  return Array.from({ length: flow.size }, (_, i) => [...flat.subarray(i * flow.size, (i + 1) * flow.size)]);
}

/**
 * Central differences of the right-hand side at three steps, each half of the one before, extrapolated twice:
 * the error is of sixth order in the step. `scale` is each row's largest entry or value.
 */
export function differenceMatrix(flow: Flow, state: Float64Array): { matrix: number[][]; scale: number[] } {
  const matrix = Array.from({ length: flow.size }, () => new Array<number>(flow.size).fill(0));
  const at = (j: number, shift: number): Float64Array => {
    const moved = state.slice();
    moved[j]! += shift;
    const out = new Float64Array(flow.size);
    flow.rhs(moved, out);
    return out;
  };
  for (let j = 0; j < flow.size; j++) {
    const slopes = [0.004, 0.002, 0.001].map((h) => {
      const [up, down] = [at(j, h), at(j, -h)];
      return up.map((value, i) => (value - down[i]!) / (2 * h));
    }) as [Float64Array, Float64Array, Float64Array];
    for (let i = 0; i < flow.size; i++) {
      const [coarse, middle, fine] = slopes.map((values) => values[i]!) as [number, number, number];
      const [first, second] = [(4 * middle - coarse) / 3, (4 * fine - middle) / 3];
      matrix[i]![j] = (16 * second - first) / 15;
    }
  }
  const here = at(0, 0);
  return { matrix, scale: matrix.map((row, i) => Math.max(Math.abs(here[i]!), ...row.map(Math.abs))) };
}
