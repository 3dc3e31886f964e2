/**
 * Solves dense linear systems A x = b of one fixed size by LU factorisation with partial pivoting. All
 * storage is allocated once. Source: G. Golub and C. Van Loan, Matrix Computations, section 3.4.
 */
export class LinearSolver {
  /** The matrix, row-major; `factor` overwrites it. */
  readonly matrix: Float64Array;
  private readonly pivots: Int32Array;
  private readonly size: number;

  constructor(size: number) {
    this.size = size;
    this.matrix = new Float64Array(size * size);
    this.pivots = new Int32Array(size);
  }

  /** Factors `matrix` in place; false when it is singular or not finite, and then unusable. */
  factor(): boolean {
    const { matrix: a, pivots, size: n } = this;
    for (let k = 0; k < n; k++) {
      let pivot = k;
      let largest = Math.abs(a[k * n + k]!);
      for (let i = k + 1; i < n; i++) {
        const candidate = Math.abs(a[i * n + k]!);
        if (candidate > largest) {
          largest = candidate;
          pivot = i;
        }
      }
      if (!(largest > 0 && largest < Number.POSITIVE_INFINITY)) return false;
      pivots[k] = pivot;
      if (pivot !== k) {
        for (let j = 0; j < n; j++) {
          const held = a[k * n + j]!;
          a[k * n + j] = a[pivot * n + j]!;
          a[pivot * n + j] = held;
        }
      }
      const inverse = 1 / a[k * n + k]!;
      for (let i = k + 1; i < n; i++) {
        const multiplier = a[i * n + k]! * inverse;
        a[i * n + k] = multiplier;
        if (multiplier === 0) continue;
        for (let j = k + 1; j < n; j++) a[i * n + j] = a[i * n + j]! - multiplier * a[k * n + j]!;
      }
    }
    return true;
  }

  /** Replaces b (length size) by the solution of the factored system. */
  solve(b: Float64Array): void {
    const { matrix: a, pivots, size: n } = this;
    for (let k = 0; k < n; k++) {
      const pivot = pivots[k]!;
      const held = b[pivot]!;
      b[pivot] = b[k]!;
      b[k] = held;
    }
    for (let i = 1; i < n; i++) {
      let sum = b[i]!;
      for (let j = 0; j < i; j++) sum -= a[i * n + j]! * b[j]!;
      b[i] = sum;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = b[i]!;
      for (let j = i + 1; j < n; j++) sum -= a[i * n + j]! * b[j]!;
      b[i] = sum / a[i * n + i]!;
    }
  }
}
