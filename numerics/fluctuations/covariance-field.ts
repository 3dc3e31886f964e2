import type { Flow } from "../flow/flow.ts";
import type { VectorField } from "../integrators/integrator.ts";
import { linearization } from "./linearization.ts";

/** The relative step of a central difference: its error and its rounding are both about 1e-10. */
const differenceStep = 6e-6;

/**
 * The ODE together with Sigma = lim N Cov(Q, s) over runs, dSigma/dt = J Sigma + Sigma J' + D. A state of it is a
 * state of the flow, then the upper triangle of Sigma by rows (`packSymmetric`).
 */
export function covarianceField(flow: Flow): VectorField {
  const { size } = flow;
  const at = linearization(flow);
  const pairs = upperTriangle(size);
  const total = size + pairs.length;
  const place = (i: number, j: number): number => size + pairIndex(size, i, j);

  const rhs = (y: Float64Array, out: Float64Array): void => {
    const { rates, jacobian, intensity } = at(y);
    out.set(rates);
    for (let p = 0; p < pairs.length; p++) {
      const [i, j] = pairs[p]!;
      let sum = intensity[i * size + j]!;
      for (let k = 0; k < size; k++) {
        sum += jacobian[i * size + k]! * y[place(k, j)]! + jacobian[j * size + k]! * y[place(k, i)]!;
      }
      out[size + p] = sum;
    }
  };

  const moved = new Float64Array(total);
  const [above, below] = [new Float64Array(total), new Float64Array(total)];
  return {
    size: total,
    rhs: (_t, y, out) => rhs(y, out),
    jacobian(_t, y, out) {
      out.fill(0);
      // By the state: second derivatives of the ODE and the slope of D, which has no shorter exact form.
      for (let k = 0; k < size; k++) {
        const step = differenceStep * Math.max(Math.abs(y[k]!), 0.1);
        moved.set(y);
        moved[k] = y[k]! + step;
        rhs(moved, above);
        moved[k] = y[k]! - step;
        rhs(moved, below);
        for (let p = size; p < total; p++) out[p * total + k] = (above[p]! - below[p]!) / (2 * step);
      }
      const { jacobian } = at(y);
      for (let i = 0; i < size; i++) {
        for (let k = 0; k < size; k++) out[i * total + k] = jacobian[i * size + k]!;
      }
      for (let p = 0; p < pairs.length; p++) {
        const [i, j] = pairs[p]!;
        const row = (size + p) * total;
        for (let k = 0; k < size; k++) {
          out[row + place(k, j)]! += jacobian[i * size + k]!;
          out[row + place(k, i)]! += jacobian[j * size + k]!;
        }
      }
    },
  };
}

/** The upper triangle of a symmetric matrix, by rows. */
export function packSymmetric(matrix: readonly (readonly number[])[]): number[] {
  return upperTriangle(matrix.length).map(([i, j]) => matrix[i]![j]!);
}

/** The symmetric matrix of this many rows with such an upper triangle. */
export function unpackSymmetric(triangle: ArrayLike<number>, size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => triangle[pairIndex(size, i, j)]!),
  );
}

function upperTriangle(size: number): [number, number][] {
  const rows = Array.from({ length: size }, (_, i) => i);
  return rows.flatMap((i) => rows.slice(i).map((j): [number, number] => [i, j]));
}

function pairIndex(size: number, i: number, j: number): number {
  const [row, column] = i < j ? [i, j] : [j, i];
  return row * size - (row * (row + 1)) / 2 + column;
}
