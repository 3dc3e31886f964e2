import { chebyshevPoints, coefficientMatrix, weightsAt } from "../../numerics/continuation/chebyshev.ts";

/** Chebyshev points of an interval, in rising order. */
export class Axis {
  readonly points: readonly number[];
  private readonly matrix: readonly number[][];
  /** Pictures look at the same places again and again. */
  private readonly known = new Map<number, number[]>();

  constructor(
    private readonly low: number,
    private readonly high: number,
    count: number,
  ) {
    this.points = chebyshevPoints(count)
      .map((x) => low + ((1 + x) / 2) * (high - low))
      .reverse();
    this.matrix = coefficientMatrix(count);
  }

  /** The weights of the values at the points in the interpolating polynomial, at the nearest place of the interval. */
  weights(at: number): number[] {
    const known = this.known.get(at);
    if (known !== undefined) return known;
    const inside = Math.min(this.high, Math.max(this.low, at));
    const weights = weightsAt(
      (2 * (inside - this.low)) / (this.high - this.low) - 1,
      this.matrix,
    ).value.reverse();
    this.known.set(at, weights);
    return weights;
  }
}

/** A number at each point of two axes as a function between them, by one polynomial. */
export function fieldOf(
  [first, second]: readonly [Axis, Axis],
  values: readonly (readonly number[])[],
): (x: number, y: number) => number {
  return (x, y) => {
    const [left, right] = [first.weights(x), second.weights(y)];
    return left.reduce(
      (sum, weight, i) => sum + weight * right.reduce((row, share, j) => row + share * values[i]![j]!, 0),
      0,
    );
  };
}
