import { describe, expect, it } from "vitest";
import { basins } from "../../../numerics/basins/basins.ts";
import { Labeller, none } from "../../../numerics/basins/labeller.ts";
import { compileFlow, type Flow } from "../../../numerics/flow/flow.ts";
import { integrate } from "../../../numerics/integrate.ts";
import { Random } from "../../../numerics/random/random.ts";
import { builtinModels } from "../../../theory/builtin-models.ts";
import { parseModel } from "../../../theory/model.ts";

const figure3 = builtinModels.find(({ name }) => name === "letter-figure3")!.input;
const flowOf = (changes: Record<string, unknown> = {}): Flow =>
  compileFlow(parseModel({ ...figure3, ...changes }, "test"));
const law = (variance: number) => ({ law: "rademacher", variance });

const unequal = flowOf();
const equal = flowOf({ features: [law(1.2), law(1.2)] });
const skewed = flowOf({
  features: [{ law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] }, law(1.1)],
  activation: "y + y^2/2",
  learningRate: 0.1,
});

describe("basins", () => {
  it("of equal features are the quadrants between the diagonals, on which nothing is decided", async () => {
    const cells = 40;
    const { attractors, labels, fractions, none: rest } = await basins(equal, { grid: cells });
    expect(attractors.map(({ feature }) => feature)).toEqual([1, 1, 2, 2]);
    labels.forEach((row, j) => {
      row.forEach((label, i) => {
        const [Q1, Q2] = [2 * i + 1 - cells, 2 * j + 1 - cells];
        if (Math.hypot(Q1, Q2) > cells || Math.abs(Q1) === Math.abs(Q2)) {
          expect(label).toBe(none);
          return;
        }
        const { Q, feature } = attractors[label]!;
        expect(feature).toBe(Math.abs(Q1) > Math.abs(Q2) ? 1 : 2);
        expect(Math.sign(Q[feature! - 1]!)).toBe(Math.sign(feature === 1 ? Q1 : Q2));
      });
    });
    expect(rest.cells).toBe(
      2 * labels.filter((_, j) => Math.abs(2 * j + 1 - cells) * Math.SQRT2 <= cells).length,
    );
    expect(new Set(fractions).size).toBe(1);
    expect(fractions.reduce((sum, x) => sum + x, rest.fraction)).toBeCloseTo(1, 12);
  });

  it.each([
    ["symmetric", unequal],
    ["asymmetric", skewed],
  ])("agree with long solutions by another integrator: %s", async (_, flow) => {
    const cells = 30;
    const { attractors, labels } = await basins(flow, { grid: cells });
    const random = Random.stream(5, 0);
    for (let checked = 0; checked < 25; ) {
      const [i, j] = [random, random].map((r) => Math.floor(cells * r.uniform())) as [number, number];
      const Q = [i, j].map((index) => (2 * index + 1 - cells) / cells);
      if (Math.hypot(...Q) > 1) continue;
      checked++;
      const end = integrate(flow, { Q, s: 1 }, [0, 2000], { method: "odex" }).Q[1]!;
      const expected = attractors.findIndex((a) => Math.hypot(a.Q[0]! - end[0]!, a.Q[1]! - end[1]!) < 1e-5);
      expect([Q, labels[j]![i]]).toEqual([Q, expected]);
    }
  });

  it("are the same with worker threads", async () => {
    const here = await basins(skewed, { grid: 12 });
    const there = await basins(skewed, { grid: 12, threads: 2, threadsAfter: 0 });
    expect(there).toEqual(here);
  });

  it("of one feature are intervals", async () => {
    const flow = flowOf({ features: [law(1.2)] });
    const { attractors, labels, fractions } = await basins(flow, { grid: 8 });
    const [plus, minus] = [1, -1].map((sign) => attractors.findIndex(({ Q }) => sign * Q[0]! > 0));
    expect(labels).toEqual([[minus, minus, minus, minus, plus, plus, plus, plus]]);
    expect(fractions).toEqual([0.5, 0.5]);
  });

  it("with a free norm end at the fixed points of the free flow", async () => {
    const flow = flowOf({
      constraint: "free",
      activation: "identity",
      features: [law(3), law(2)],
      augmentation: { variance: 1, correlation: -1 },
      regularizer: { kind: "l2", strength: 10 },
    });
    const { attractors, labels, separatrix } = await basins(flow, { grid: 6, s: 0.5 });
    expect(separatrix).toBeNull();
    expect(attractors.map(({ Q, s }) => [...Q, s])).toEqual([[0, 0, 0]]);
    expect(new Set(labels.flat())).toEqual(new Set([0, none]));
  });

  it("refuses more than two features, and a norm that is not the sphere's", async () => {
    await expect(basins(flowOf({ features: [law(1), law(1), law(1)] }), { grid: 4 })).rejects.toThrow(
      "features:",
    );
    await expect(basins(unequal, { grid: 4, s: 2 })).rejects.toThrow("s: is 1 on the sphere");
  });
});

describe("Labeller", () => {
  it("gives no label when the time is up, however close the path then is", async () => {
    const { targets, attractors } = await basins(unequal, { grid: 2 });
    const start = [0.3, 0.1];
    const label = new Labeller(unequal, targets).label(start);
    expect(attractors[label]!.feature).toBe(1);
    expect(new Labeller(unequal, { ...targets, timeLimit: 3 }).label(start)).toBe(none);
  });

  it("gives none to a path along the border, and none to the fixed points on it", async () => {
    const { targets } = await basins(equal, { grid: 2 });
    const labeller = new Labeller(equal, targets);
    for (const start of [[0.3, 0.3], [0, 0], targets.saddles[0]!]) expect(labeller.label(start)).toBe(none);
    expect(labeller.label([0.3, 0.3 + 1e-4])).not.toBe(none);
  });
});
