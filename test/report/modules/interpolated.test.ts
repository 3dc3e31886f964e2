import { expect, it } from "vitest";
import { interpolated } from "../../../report/modules/runtime/interpolated.ts";

it("smooth functions are interpolated and no longer evaluated", () => {
  let calls = 0;
  const functions = (x: number): number[] => {
    calls++;
    return [Math.tanh(x), Math.exp(-x * x) * x];
  };
  const table = interpolated(functions, 5);
  const afterwards = calls;
  for (let x = -5; x <= 5; x += 0.0371) {
    const [a, b] = table(x);
    expect(Math.abs(a! - Math.tanh(x))).toBeLessThan(2e-12);
    expect(Math.abs(b! - x * Math.exp(-x * x))).toBeLessThan(2e-12);
  }
  expect(table(5)[0]).toBeCloseTo(Math.tanh(5), 12);
  expect(calls).toBe(afterwards);
  expect(table(6)[0]).toBe(Math.tanh(6));
  expect(calls).toBe(afterwards + 1);
});

it("a kink is not interpolated over", () => {
  expect(interpolated((x) => [Math.abs(x - 0.123)], 2)(0.12)[0]).toBeCloseTo(0.003, 15);
});
