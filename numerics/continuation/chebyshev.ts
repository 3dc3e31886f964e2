/** n points cos(pi j/(n-1)), the ends among them; those of n are among those of 2n - 1. */
export function chebyshevPoints(n: number): number[] {
  return Array.from({ length: n }, (_, j) => Math.cos((Math.PI * j) / (n - 1)));
}

/** The values at x of T_0 ... T_(n-1), and of their derivatives k U_(k-1). */
function chebyshev(x: number, n: number): { values: number[]; slopes: number[] } {
  const values = [1, x];
  const second = [1, 2 * x];
  for (let k = 2; k < n; k++) {
    values.push(2 * x * values[k - 1]! - values[k - 2]!);
    second.push(2 * x * second[k - 1]! - second[k - 2]!);
  }
  return { values, slopes: values.map((_, k) => (k === 0 ? 0 : k * second[k - 1]!)) };
}

/** Row k times the values at the points is the coefficient of T_k in the interpolant. */
export function coefficientMatrix(n: number): number[][] {
  const points = chebyshevPoints(n).map((x) => chebyshev(x, n).values);
  const halved = (i: number): number => (i === 0 || i === n - 1 ? 0.5 : 1);
  return Array.from({ length: n }, (_, k) =>
    points.map((values, j) => (2 / (n - 1)) * halved(k) * halved(j) * values[k]!),
  );
}

/** The weights of the values at the points in the interpolant at x, and in its derivative there. */
export function weightsAt(x: number, matrix: readonly number[][]): { value: number[]; slope: number[] } {
  const n = matrix.length;
  const { values, slopes } = chebyshev(x, n);
  const value = new Array<number>(n).fill(0);
  const slope = new Array<number>(n).fill(0);
  for (const [k, row] of matrix.entries()) {
    for (let j = 0; j < n; j++) {
      value[j] = value[j]! + values[k]! * row[j]!;
      slope[j] = slope[j]! + slopes[k]! * row[j]!;
    }
  }
  return { value, slope };
}
