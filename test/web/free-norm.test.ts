import { describe, expect, it } from "vitest";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { integrate } from "../../numerics/integrate.ts";
import { parseModel } from "../../theory/model.ts";
import { cosinesOf, overlapsOf } from "../../web/cosines.ts";
import { pathsFrom, sliceFlow } from "../../web/free-norm.ts";
import { initialState, modelInputOf } from "../../web/state.ts";

const free = compileFlow(
  parseModel(modelInputOf({ ...initialState, constraint: "free", activation: "sin" })),
);

describe("a slice of free weights", () => {
  it.each([0.4, 1, 2.5])("has the velocities of the cosine similarities at s = %f", (norm) => {
    const slice = sliceFlow(free, norm);
    const out = new Float64Array(2);
    for (const cosines of [
      [0.5, 0.2],
      [-0.3, 0.7],
    ]) {
      slice.rhs(Float64Array.from(cosines), out);
      const step = 1e-3;
      const { Q, s } = integrate(free, { Q: overlapsOf(cosines, norm), s: norm }, [0, step, 2 * step]);
      // One-sided differences of second order.
      const [at, one, two] = Q.map((overlaps, k) => cosinesOf(overlaps, s[k]!));
      for (const l of [0, 1]) {
        expect(out[l]).toBeCloseTo((4 * one![l]! - 3 * at![l]! - two![l]!) / (2 * step), 5);
      }
    }
  });

  it("is the flow itself on the sphere", () => {
    const sphere = compileFlow(parseModel(modelInputOf(initialState)));
    expect(sliceFlow(sphere, 1)).toBe(sphere);
  });

  it("has paths of the whole flow from it, which keep within the disk", () => {
    const norm = 2.25;
    const paths = [...pathsFrom(free, norm)];
    expect(paths).toHaveLength(16);
    const [path] = paths;
    expect(Math.hypot(...path![0]!)).toBeCloseTo(0.35, 12);
    const { Q, s } = integrate(free, { Q: overlapsOf(path![0]!, norm), s: norm }, [0, 80]);
    expect(path!.at(-1)![0]).toBeCloseTo(Q[1]![0]! / Math.sqrt(s[1]!), 3);
    for (const q of paths.flat()) expect(Math.hypot(...q)).toBeLessThanOrEqual(1 + 1e-6);
  });
});
