import { beforeAll, describe, expect, it } from "vitest";
import { landscapeOf } from "../../numerics/basins/attractors.ts";
import { Labeller } from "../../numerics/basins/labeller.ts";
import { fixedPoints } from "../../numerics/fixed-points.ts";
import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { parseModel } from "../../theory/model.ts";
import { type Field, sampleField, velocityAt } from "../../web/field.ts";
import { basinsOf } from "../../web/field-basins.ts";
import { images, zerosOf } from "../../web/field-points.ts";
import { between } from "../../web/film.ts";
import { parameterOf, positionOf, withParameter } from "../../web/parameters.ts";
import { type ExplorerState, initialState, modelInputOf } from "../../web/state.ts";

const flowOf = (state: ExplorerState): Flow => compileFlow(parseModel(modelInputOf(state)));
const twoBasins: ExplorerState = withParameter(initialState, "kurtosis.1", 1.3);
const mixed: ExplorerState = {
  ...initialState,
  activation: "quadratic",
  features: initialState.features.map((feature) => ({ ...feature, kurtosis: 1.5 })),
};

describe.each([
  ["two basins", twoBasins],
  ["a mixed state", mixed],
])("the field between nodes, %s", (_, state) => {
  let flow: Flow;
  let field: Field;
  beforeAll(() => {
    flow = flowOf(state);
    field = sampleField(flow);
  });

  it("is the flow to a hundredth of its size, in all quarters of the disk", () => {
    const [own, exact] = [new Float64Array(2), new Float64Array(2)];
    let size = 0;
    let error = 0;
    for (let k = 0; k < 400; k++) {
      const [radius, angle] = [Math.sqrt((k + 0.5) / 400), 2.399963 * k];
      const Q = Float64Array.of(radius * Math.cos(angle), radius * Math.sin(angle));
      velocityAt(field, Q, own);
      flow.rhs(Q, exact);
      size = Math.max(size, Math.hypot(...exact));
      error = Math.max(error, Math.hypot(own[0]! - exact[0]!, own[1]! - exact[1]!));
    }
    expect(error).toBeLessThan(0.01 * size);
  });

  it("has the flow's fixed points, of the same kinds", () => {
    const exact = fixedPoints(flow);
    const found = zerosOf(field);
    expect(found.length).toBe(exact.length);
    for (const { Q, stability } of exact) {
      const near = found.filter((mark) => mark.Q.every((q, l) => Math.abs(q - Math.abs(Q[l]!)) < 3e-3));
      expect(near.map((mark) => mark.stability)).toEqual([stability]);
    }
  });

  it("has the flow's basins, but for cells at their borders", () => {
    const { targets, attractors } = landscapeOf(flow);
    const labeller = new Labeller(flow, targets);
    const cells = 24;
    const { labels, ends } = basinsOf(field, zerosOf(field), cells);
    let [starts, wrong] = [0, 0];
    for (let row = 0; row < cells; row++) {
      for (let column = 0; column < cells; column++) {
        const Q = [(2 * column + 1) / cells - 1, (2 * row + 1) / cells - 1];
        if (Math.hypot(...Q) > 1) continue;
        starts++;
        const exact = attractors[labeller.label(Q)]!.Q;
        const own = ends[labels[row * cells + column]!];
        if (own === undefined || Math.hypot(own[0]! - exact[0]!, own[1]! - exact[1]!) > 0.01) wrong++;
      }
    }
    expect(starts).toBeGreaterThan(400);
    expect(wrong / starts).toBeLessThan(0.02);
  });
});

describe("a film", () => {
  it("is between its frames what the model is there, to a hundredth", () => {
    const key = "eta";
    const frames = [0, 0.25, 0.5, 0.75, 1].map((eta) => ({
      position: positionOf(parameterOf(key), eta),
      field: sampleField(flowOf(withParameter(mixed, key, eta))),
    }));
    const exact = sampleField(flowOf(withParameter(mixed, key, 0.4))).samples;
    const own = between(frames, positionOf(parameterOf(key), 0.4)).samples;
    const size = Math.max(...exact.map(Math.abs));
    expect(Math.max(...own.map((value, k) => Math.abs(value - exact[k]!)))).toBeLessThan(0.01 * size);
  });

  it("is its nearest frame beyond the last one", () => {
    const field = (value: number): Field => ({ features: 1, samples: Float64Array.of(value) });
    const frames = [0, 0.1].map((position) => ({ position, field: field(position) }));
    expect(between(frames, 0.9).samples[0]).toBe(0.1);
    expect(() => between([], 0.5)).toThrow(RangeError);
  });
});

describe("images", () => {
  it("are all changes of sign, each once", () => {
    const Q = images([
      { Q: [0.5, 0.2], stability: "stable" },
      { Q: [0, 0.3], stability: "saddle" },
    ]).map((mark) => mark.Q.join());
    expect(new Set(Q).size).toBe(6);
  });
});
