/** How many diagonals below and above the main one may hold numbers other than 0. */
export interface Bandwidth {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Solves banded linear systems A x = b of one fixed size by LU factorisation with partial pivoting, in time and
 * storage proportional to the size. All storage is allocated once. Source: G. Golub and C. Van Loan, Matrix
 * Computations, section 4.3 (the storage of LAPACK's `dgbtrf`, by rows).
 */
export class BandedSolver {
  /**
   * The matrix: a_ij is at i stride + (j - i + lower), for j - i from -lower to upper. The last `lower` places of a
   * row, which exchanges of rows will fill, must be 0. `factor` overwrites it.
   */
  readonly matrix: Float64Array;
  /** 2 lower + upper + 1 */
  readonly stride: number;
  private readonly pivots: Int32Array;
  private readonly size: number;
  private readonly lower: number;
  /** Diagonals above the main one after the exchanges of rows. */
  private readonly reach: number;

  constructor(size: number, { lower, upper }: Bandwidth) {
    this.size = size;
    this.lower = lower;
    this.reach = lower + upper;
    this.stride = lower + this.reach + 1;
    this.matrix = new Float64Array(size * this.stride);
    this.pivots = new Int32Array(size);
  }

  /** Factors `matrix` in place; false when it is singular or not finite, and then unusable. */
  factor(): boolean {
    const { matrix: a, pivots, size: n, lower, reach, stride } = this;
    for (let k = 0; k < n; k++) {
      const lastRow = Math.min(n - 1, k + lower);
      const length = Math.min(n - 1 - k, reach);
      const diagonal = k * stride + lower;
      let pivot = k;
      let largest = Math.abs(a[diagonal]!);
      for (let i = k + 1; i <= lastRow; i++) {
        const candidate = Math.abs(a[i * stride + k - i + lower]!);
        if (candidate > largest) {
          largest = candidate;
          pivot = i;
        }
      }
      if (!(largest > 0 && largest < Number.POSITIVE_INFINITY)) return false;
      pivots[k] = pivot;
      if (pivot !== k) {
        const other = pivot * stride + k - pivot + lower;
        for (let j = 0; j <= length; j++) {
          const held = a[diagonal + j]!;
          a[diagonal + j] = a[other + j]!;
          a[other + j] = held;
        }
      }
      const inverse = 1 / a[diagonal]!;
      for (let i = k + 1; i <= lastRow; i++) {
        const row = i * stride + k - i + lower;
        const multiplier = a[row]! * inverse;
        a[row] = multiplier;
        if (multiplier === 0) continue;
        for (let j = 1; j <= length; j++) a[row + j] = a[row + j]! - multiplier * a[diagonal + j]!;
      }
    }
    return true;
  }

  /** Replaces b (length size) by the solution of the factored system. */
  solve(b: Float64Array): void {
    const { matrix: a, pivots, size: n, lower, reach, stride } = this;
    for (let k = 0; k < n; k++) {
      const pivot = pivots[k]!;
      const value = b[pivot]!;
      b[pivot] = b[k]!;
      b[k] = value;
      const lastRow = Math.min(n - 1, k + lower);
      for (let i = k + 1; i <= lastRow; i++) b[i] = b[i]! - a[i * stride + k - i + lower]! * value;
    }
    for (let i = n - 1; i >= 0; i--) {
      const diagonal = i * stride + lower;
      const length = Math.min(n - 1 - i, reach);
      let sum = b[i]!;
      for (let j = 1; j <= length; j++) sum -= a[diagonal + j]! * b[i + j]!;
      b[i] = sum / a[diagonal]!;
    }
  }
}
