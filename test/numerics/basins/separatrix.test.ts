import { describe, expect, it } from "vitest";
import { basins } from "../../../numerics/basins/basins.ts";
import { Labeller } from "../../../numerics/basins/labeller.ts";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { builtinModels } from "../../../theory/builtin-models.ts";
import { parseModel } from "../../../theory/model.ts";

const flow = compileFlow(parseModel(builtinModels[1]!.input, "test"));

describe("separatrix", () => {
  it("runs from each saddle to the centre and to the rim, and has different labels on its two sides", async () => {
    const { separatrix, targets, attractors } = await basins(flow, { grid: 2 });
    const labeller = new Labeller(flow, targets);
    expect(separatrix).toHaveLength(2 * targets.saddles.length);
    const rims = separatrix!.map((curve) => Math.round(Math.hypot(...curve.at(-1)!)));
    for (let k = 0; k < rims.length; k += 2) expect(rims.slice(k, k + 2).sort()).toEqual([0, 1]);
    for (const curve of separatrix!) {
      const ends = [curve[0]!, curve.at(-1)!];
      expect(targets.saddles.some(([x, y]) => x === ends[0]![0] && y === ends[0]![1])).toBe(true);
      const rim = Math.hypot(...ends[1]!);
      expect(Math.min(rim, Math.abs(rim - 1))).toBeLessThan(1e-12);
      for (const k of [1, Math.floor(curve.length / 2), curve.length - 2]) {
        const [[x0, y0], [x, y], [x1, y1]] = [curve[k - 1]!, curve[k]!, curve[k + 1]!];
        const length = Math.hypot(x1 - x0, y1 - y0);
        // A distance that the pieces' chords do not reach, relative to the distance from the centre.
        const offset = 1e-4 * Math.hypot(x, y);
        const [nx, ny] = [(-offset * (y1 - y0)) / length, (offset * (x1 - x0)) / length];
        const sides = [1, -1].map((side) => labeller.label([x + side * nx, y + side * ny]));
        expect(sides.map((label) => attractors[label]!.feature).sort()).toEqual([1, 2]);
      }
    }
  });
});
