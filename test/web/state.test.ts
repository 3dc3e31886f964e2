import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseModel } from "../../theory/model.ts";
import { fromHash, inDisk, toHash } from "../../web/address.ts";
import { parameters, positionOf, stopsOf, valueAt, withParameter } from "../../web/parameters.ts";
import {
  constraintNames,
  type ExplorerState,
  initialState,
  lawNames,
  lossNames,
  modelInputOf,
} from "../../web/state.ts";
import { views } from "../../web/views.ts";

const oneOf = (name: string) => fc.constantFrom(...stopsOf(parameters[name]!));

const anyState: fc.Arbitrary<ExplorerState> = fc.record({
  features: fc.array(
    fc.record({ law: fc.constantFrom(...lawNames), variance: oneOf("m2"), kurtosis: oneOf("kurtosis") }),
    { minLength: 1, maxLength: 2 },
  ),
  background: oneOf("nu"),
  augmentation: oneOf("eta"),
  correlation: oneOf("rho"),
  learningRate: oneOf("tau"),
  batch: oneOf("B"),
  activation: fc.constantFrom("tanh", "relu", "y + y^3/10", "sin(2*y) & 1 #?="),
  loss: fc.constantFrom(...lossNames),
  constraint: fc.constantFrom(...constraintNames),
  penalty: oneOf("kappa"),
  norm: oneOf("s"),
  dimension: oneOf("N"),
  runs: oneOf("runs"),
  speed: oneOf("speed"),
  start: fc.tuple(oneOf("Q"), oneOf("Q")).map(inDisk),
  randomStart: fc.boolean(),
});

describe("a view's address", () => {
  it("holds all of it", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(fromHash(toHash(state))).toEqual(state);
      }),
    );
  });

  it("may be any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const state = fromHash(`#${text}`);
        expect(fromHash(toHash(state))).toEqual(state);
      }),
    );
  });

  it("keeps numbers within what the sliders reach", () => {
    expect(fromHash("#m2=99,-1&rho=7&B=1.5&Q=3,4")).toMatchObject({
      features: [{ variance: 3 }, { variance: 0 }],
      correlation: 1,
      batch: 2,
    });
    expect(Math.hypot(...fromHash("#Q=0.9,0.9").start)).toBeLessThanOrEqual(1);
  });
});

describe("a slider", () => {
  it.each(Object.entries(parameters))("has values in order and places that name them: %s", (_, parameter) => {
    const stops = stopsOf(parameter);
    expect([stops[0], stops.at(-1)]).toEqual([parameter.least, parameter.most]);
    for (const [i, stop] of stops.slice(1).entries()) expect(stop).toBeGreaterThan(stops[i]!);
    for (const stop of stops) expect(valueAt(parameter, positionOf(parameter, stop))).toBe(stop);
  });

  it("changes its own number only", () => {
    const state = withParameter(initialState, "kurtosis.1", 2.5);
    expect(state).toEqual({
      ...initialState,
      features: [initialState.features[0], { ...initialState.features[1], kurtosis: 2.5 }],
    });
  });
});

describe("the model of a state", () => {
  it("is one that the library takes, with the moments that the sliders say", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const input = modelInputOf({ ...state, activation: "tanh" });
        const { features } = parseModel(JSON.parse(JSON.stringify(input)));
        for (const [l, { law, variance, kurtosis }] of state.features.entries()) {
          const moment = (order: number): number => features[l]!.moment(order).toNumber();
          expect(moment(2)).toBeCloseTo(variance, 12);
          if (law === "signs") expect(moment(4)).toBeCloseTo(kurtosis * variance ** 2, 9);
        }
      }),
    );
  });

  it("exists for every view to start from", () => {
    for (const { hash } of views) expect(toHash(fromHash(hash))).toBe(hash);
  });
});
