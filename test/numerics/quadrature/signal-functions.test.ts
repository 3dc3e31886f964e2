import { describe, expect, it } from "vitest";
import { mirrored, pointwise } from "../../../numerics/quadrature/signal-functions.ts";

describe("mirrored samples", () => {
  const functions = (x: number, out: Float64Array): void => {
    out[0] = Math.cos(x);
    out[1] = x * Math.exp(x * x);
  };

  it.each([
    { grid: "about zero", start: -1.5, step: 0.25, count: 13 },
    { grid: "that has zero between two points", start: -1.25, step: 0.5, count: 6 },
    { grid: "that goes farther on the left", start: -1.5, step: 0.25, count: 8 },
    { grid: "that goes farther on the right", start: -0.5, step: 0.25, count: 12 },
    { grid: "left of zero", start: -2, step: 0.25, count: 3 },
  ])("are those of a grid $grid, from the points that are not negative", ({ start, step, count }) => {
    const asked: number[] = [];
    const sample = pointwise((x, out) => {
      asked.push(x);
      functions(x, out);
    }, 2);
    expect([...mirrored(sample, [1, -1])(start, step, count)]).toEqual([
      ...pointwise(functions, 2)(start, step, count).map((value) => value + 0),
    ]);
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(0);
  });

  it.each([
    [0.5, 0.25],
    [-0.6, 0.25],
    [-1, 0],
    [1, 0],
  ])("are the plain ones where no point has its mirror image (%d, %d)", (start, step) => {
    const plain = pointwise(functions, 2);
    expect(mirrored(plain, [1, -1])(start, step, 5)).toEqual(plain(start, step, 5));
  });
});
