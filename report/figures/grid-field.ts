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
  smooth(at: number): number[] {
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

  /** The weights in the straight line between its two neighbours. */
  straight(at: number): number[] {
    const { points } = this;
    const above = points.findIndex((point) => point >= at);
    const right = above < 0 ? points.length - 1 : Math.max(1, above);
    const share = Math.min(1, Math.max(0, (at - points[right - 1]!) / (points[right]! - points[right - 1]!)));
    return points.map((_, i) => (i === right ? share : i === right - 1 ? 1 - share : 0));
  }
}

/** A number at each point of two axes as a function between them: smooth ones by one polynomial, others by straight lines. */
export function fieldOf(
  [first, second]: readonly [Axis, Axis],
  values: readonly (readonly number[])[],
  kind: "smooth" | "straight",
): (x: number, y: number) => number {
  return (x, y) => {
    const [left, right] = [first[kind](x), second[kind](y)];
    return left.reduce(
      (sum, weight, i) =>
        weight === 0 ? sum : sum + weight * right.reduce((row, share, j) => row + share * values[i]![j]!, 0),
      0,
    );
  };
}
