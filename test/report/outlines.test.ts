import { describe, expect, it } from "vitest";
import { outlines, type Place } from "../../report/figures/outlines.ts";
import { sampleNearZeros } from "../../report/figures/sample-near-zeros.ts";

const size = { columns: 24, rows: 20, strides: [6, 5] } as const;
const disk = (x: number, y: number): number => 49 - (x - 12) ** 2 - (y - 10) ** 2;
const half = (x: number): number => x - 7.3;

/** Positive around which it is walked counterclockwise. */
function areaOf(loop: readonly Place[]): number {
  return loop.reduce((sum, [x, y], n) => {
    const [u, v] = loop.at(n - 1)!;
    return sum + (u * y - x * v) / 2;
  }, 0);
}

describe("outlines of where a function is positive", () => {
  let looks = 0;
  const samples = sampleNearZeros((i, j) => {
    looks++;
    return [disk(i, j), half(i)];
  }, size);
  const areas = (height: (values: readonly number[]) => number): number[] =>
    outlines(samples, height, 4).map(areaOf);

  it("need values next to its zeros alone, and have them at all nodes", () => {
    expect(looks).toBeLessThan(0.4 * 25 * 21);
    for (const [i, column] of samples.entries()) {
      for (let j = 0; j <= size.rows; j++) expect(column[j]![0]! > 0).toBe(disk(i, j) > 0);
    }
  });

  it("run around it counterclockwise and around its holes clockwise, along the frame if need be", () => {
    const [whole, round] = [24 * 20, 49 * Math.PI];
    const near = (values: number[], expected: number[]): void => {
      expect(values.length).toBe(expected.length);
      for (const [i, value] of values.entries()) expect(value / expected[i]!).toBeCloseTo(1, 1.8);
    };
    near(
      areas(([inDisk]) => inDisk!),
      [round],
    );
    near(
      areas(([inDisk]) => -inDisk!).sort((a, b) => b - a),
      [whole, -round],
    );
    near(
      areas(([, right]) => right!),
      [(24 - 7.3) * 20],
    );
    near(
      areas(() => 1),
      [whole],
    );
    near(
      areas(() => -1),
      [],
    );
  });

  it("lie on the zeros, corners where two of them meet included", () => {
    const [loop] = outlines(samples, (values) => Math.min(...values), 4);
    for (const [x, y] of loop!) {
      // A fine cell's half at most, of the corner that is cut off.
      const distance = Math.min(Math.abs(Math.hypot(x - 12, y - 10) - 7), Math.abs(x - 7.3));
      expect(distance).toBeLessThan(1 / 8);
    }
    const corner = Math.sqrt(49 - 4.7 ** 2);
    for (const y of [10 - corner, 10 + corner])
      expect(Math.min(...loop!.map(([u, v]) => Math.hypot(u - 7.3, v - y)))).toBeLessThan(1 / 4);
  });

  it("join or part two opposite corners as the middle between them says", () => {
    const saddle = (sign: number): number =>
      outlines(
        [
          [[1], [-1]],
          [[-1], [1]],
        ].map((column) => column.map(([value]) => [value! + 0.2 * sign])),
        ([value]) => value!,
        1,
      ).length;
    expect([saddle(1), saddle(-1)]).toEqual([1, 2]);
  });
});
