import { describe, expect, it } from "vitest";
import { Path } from "../../../numerics/basins/path.ts";

describe("Path", () => {
  it("follows a rotation within its tolerance, and with the few steps of a method of order five", () => {
    const stepsAt = (tolerance: number): number => {
      const path = new Path(
        ([x, y], out) => {
          out[0] = -y!;
          out[1] = x!;
        },
        2,
        tolerance,
        0,
      );
      path.start([1, 0]);
      let steps = 0;
      for (; path.time < 10 && steps < 5000; steps++) expect(path.step(10 - path.time)).toBe(true);
      expect(Math.hypot(path.state[0]! - Math.cos(10), path.state[1]! - Math.sin(10))).toBeLessThan(
        steps * tolerance,
      );
      return steps;
    };
    // A tolerance 10^5 times smaller takes 10 times the steps, where order four would take 18 times.
    const ratio = stepsAt(1e-11) / stepsAt(1e-6);
    expect(ratio).toBeGreaterThan(8);
    expect(ratio).toBeLessThan(12);
  });

  it("ends where a solution blows up", () => {
    const path = new Path((state, out) => void (out[0] = state[0]! ** 2), 1);
    path.start([1]);
    while (path.step(10)) expect(path.time).toBeLessThan(1.001);
    expect(path.time).toBeGreaterThan(0.99);
  });
});
