import type { VectorField } from "../../../numerics/integrators/integrator.ts";

/** Solves the dense system A x = b by Gauss elimination with row exchanges; destroys both arguments. */
function gauss(a: number[][], b: number[]): number[] {
  const n = b.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i]![k]!) > Math.abs(a[pivot]![k]!)) pivot = i;
    [a[k], a[pivot]] = [a[pivot]!, a[k]!];
    [b[k], b[pivot]] = [b[pivot]!, b[k]!];
    for (let i = k + 1; i < n; i++) {
      const factor = a[i]![k]! / a[k]![k]!;
      for (let j = k; j < n; j++) a[i]![j]! -= factor * a[k]![j]!;
      b[i]! -= factor * b[k]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) b[i]! -= a[i]![j]! * b[j]!;
    b[i]! /= a[i]![i]!;
  }
  return b;
}

/**
 * An independent reference for stiff autonomous systems: the linearly implicit Euler method extrapolated over
 * 1, ..., `columns` substeps (SEULEX without control) on a geometric grid, each step `ratio` - 1 times the
 * time reached. Returns the states at the requested times, which the grid is made to meet.
 */
export function extrapolatedEuler(
  field: VectorField,
  y0: readonly number[],
  times: readonly number[],
  firstStep: number,
  ratio: number,
  columns: number,
): number[][] {
  const size = field.size;
  const slope = new Float64Array(size);
  const jacobian = new Float64Array(size * size);
  const euler = (y: readonly number[], h: number, substeps: number): number[] => {
    const step = h / substeps;
    const state = [...y];
    for (let s = 0; s < substeps; s++) {
      field.rhs(0, Float64Array.from(state), slope);
      const matrix = Array.from({ length: size }, (_, i) =>
        Array.from({ length: size }, (_, j) => (i === j ? 1 : 0) - step * jacobian[i * size + j]!),
      );
      const increment = gauss(
        matrix,
        Array.from(slope, (value) => step * value),
      );
      for (let i = 0; i < size; i++) state[i]! += increment[i]!;
    }
    return state;
  };
  const advance = (y: readonly number[], h: number): number[] => {
    field.jacobian(0, Float64Array.from(y), jacobian);
    let row: number[][] = [];
    for (let j = 1; j <= columns; j++) {
      const next = [euler(y, h, j)];
      for (let k = 1; k < j; k++) {
        const quotient = j / (j - k) - 1;
        next.push(next[k - 1]!.map((value, i) => value + (value - row[k - 1]![i]!) / quotient));
      }
      row = next;
    }
    return row[columns - 1]!;
  };

  let t = 0;
  let y: number[] = [...y0];
  return times.map((goal) => {
    while (t < goal) {
      const next = Math.min(goal, Math.max(firstStep, t * ratio));
      y = advance(y, next - t);
      t = next;
    }
    return y;
  });
}
