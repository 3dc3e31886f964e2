import fc from "fast-check";
import { expect, test } from "vitest";
import { gridDesign, latinHypercubeDesign, listDesign } from "../../../cli/sweep/designs.ts";

const distinct = (most: number) => fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: most });

test("a grid is three nested loops", () => {
  fc.assert(
    fc.property(distinct(4), distinct(5), distinct(3), (as, bs, cs) => {
      const { count, at, paths } = gridDesign({ a: as, b: bs, c: cs });
      const looped = as.flatMap((a) => bs.flatMap((b) => cs.map((c) => ({ a, b, c }))));
      expect(Array.from({ length: count }, (_, i) => at(i))).toEqual(looped);
      expect(paths).toEqual(["a", "b", "c"]);
    }),
    { seed: 1 },
  );
});

test("numbers from one to another are the decimals that are meant", () => {
  const values = (from: number, to: number, points: number): unknown[] => {
    const { count, at } = gridDesign({ x: { from, to, points } });
    return Array.from({ length: count }, (_, i) => at(i)["x"]);
  };
  expect(values(0, 1, 11)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  expect(values(-1, 1, 5)).toEqual([-1, -0.5, 0, 0.5, 1]);
});

test("each part of each range of a Latin hypercube has one point", () => {
  const lows = fc.integer({ min: -9, max: 9 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), lows, (points, seed, low) => {
      const ranges = { x: [low, low + 2], y: [0, 1] } as const;
      const { count, at } = latinHypercubeDesign({ points, seed, ranges });
      expect(count).toBe(points);
      for (const [path, [from, to]] of Object.entries(ranges)) {
        const parts = Array.from({ length: points }, (_, i) =>
          Math.floor((points * ((at(i)[path] as number) - from)) / (to - from)),
        );
        expect(parts.sort((a, b) => a - b)).toEqual(Array.from({ length: points }, (_, i) => i));
      }
    }),
    { seed: 1 },
  );
});

test("the columns of a Latin hypercube are independent, and the seed's", () => {
  const points = 2000;
  const columns = (seed: number): number[][] => {
    const { at } = latinHypercubeDesign({ points, seed, ranges: { x: [0, 1], y: [0, 1] } });
    return ["x", "y"].map((path) => Array.from({ length: points }, (_, i) => at(i)[path] as number));
  };
  const [x, y] = columns(1) as [number[], number[]];
  const correlation = x.reduce((sum, value, i) => sum + 12 * (value - 0.5) * (y[i]! - 0.5), 0) / points;
  // Of permutations drawn at random it has the standard deviation 1/sqrt(n - 1).
  expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(points - 1));
  expect(columns(1)).toEqual([x, y]);
  expect(columns(2)).not.toEqual([x, y]);
});

test("what is there twice is refused by its place", () => {
  expect(() => gridDesign({ x: [1, 2, 1] })).toThrow("grid.x[2]: is the same as grid.x[0]");
  expect(() =>
    listDesign([
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ]),
  ).toThrow("points[1]: is the same as points[0]");
});
