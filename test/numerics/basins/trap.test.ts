import { describe, expect, it } from "vitest";
import { landscapeOf } from "../../../numerics/basins/attractors.ts";
import { inTrap, trapAround } from "../../../numerics/basins/trap.ts";
import { compileFlow, type Flow } from "../../../numerics/flow/flow.ts";
import { integrate } from "../../../numerics/integrate.ts";
import { builtinModels } from "../../../theory/builtin-models.ts";
import { ConvergenceError } from "../../../theory/errors.ts";
import { parseModel } from "../../../theory/model.ts";

const figure3 = compileFlow(parseModel(builtinModels[1]!.input, "test"));

/** A flow of one variable with the given velocity. */
function line(velocity: (x: number) => number, slope: (x: number) => number): Flow {
  return {
    ...figure3,
    features: 1,
    size: 1,
    rhs: (state, out) => void (out[0] = velocity(state[0]!)),
    jacobian: (state, out) => void (out[0] = slope(state[0]!)),
  };
}

describe("trapAround", () => {
  it("every path from its edge stays in it and ends at its centre", () => {
    const { targets } = landscapeOf(figure3);
    for (const trap of targets.traps) {
      const [a, b, , d] = trap.shape as [number, number, number, number];
      for (let k = 0; k < 12; k++) {
        const angle = (k * Math.PI) / 6;
        const [x, y] = [Math.cos(angle), Math.sin(angle)];
        const radius = 0.999 / Math.sqrt(a * x * x + 2 * b * x * y + d * y * y);
        const Q = [trap.centre[0]! + radius * x, trap.centre[1]! + radius * y];
        if (Math.hypot(...Q) > 1) continue;
        const path = integrate(figure3, { Q, s: 1 }, [0, 1, 2, 4, 8, 500]).Q;
        for (const state of path) expect(inTrap(trap, Float64Array.from(state))).toBe(true);
        expect(
          Math.hypot(path.at(-1)![0]! - trap.centre[0]!, path.at(-1)![1]! - trap.centre[1]!),
        ).toBeLessThan(1e-6);
      }
    }
  });

  it.each([1e-9, 1, 1e12])("ends before the border of the basin, whatever the unit of time: %d", (rate) => {
    // The basin of 0 ends at x = 0.3.
    const flow = line(
      (x) => -rate * x * (0.3 - x),
      (x) => rate * (-0.3 + 2 * x),
    );
    const trap = trapAround(flow, [0]);
    expect(inTrap(trap, Float64Array.of(0.1))).toBe(true);
    expect(inTrap(trap, Float64Array.of(0.3))).toBe(false);
  });

  it("is not found around a point that is not stable", () => {
    const flow = line(
      (x) => x,
      () => 1,
    );
    expect(() => trapAround(flow, [0])).toThrow(ConvergenceError);
  });
});
