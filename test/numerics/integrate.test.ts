import { describe, expect, it } from "vitest";
import { fixedPoints } from "../../numerics/fixed-points.ts";
import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { startingCovariance } from "../../numerics/fluctuations/prediction.ts";
import { evenTimes, fixedPointReached, integrate, levelCrossed } from "../../numerics/integrate.ts";
import { varyModel } from "../../theory/model.ts";
import { exampleModel } from "./support/models.ts";

/** The classical Runge-Kutta method with a fixed step. */
function rungeKutta(flow: Flow, start: readonly number[], until: number, steps: number): Float64Array {
  const h = until / steps;
  const state = Float64Array.from(start);
  const slope = (at: Float64Array): Float64Array => {
    const out = new Float64Array(flow.size);
    flow.rhs(at, out);
    return out;
  };
  const moved = (by: Float64Array, scale: number): Float64Array => state.map((x, i) => x + scale * by[i]!);
  for (let k = 0; k < steps; k++) {
    const a = slope(state);
    const b = slope(moved(a, h / 2));
    const c = slope(moved(b, h / 2));
    const d = slope(moved(c, h));
    for (let i = 0; i < state.length; i++) state[i]! += (h / 6) * (a[i]! + 2 * b[i]! + 2 * c[i]! + d[i]!);
  }
  return state;
}

const free = varyModel(exampleModel, { constraint: "free", regularizer: { kind: "l2", strength: 0.1 } });
const flows = { sphere: compileFlow(exampleModel), free: compileFlow(free) };
// The free flow is integrated anew at each call: fewer features keep it cheap.
const cheapFree = compileFlow(varyModel(free, { features: [{ law: "rademacher", variance: 1.2 }] }));

describe("integrate", () => {
  it("does not step across the sphere where rates are large: another method does it, or it says so", () => {
    const features = [{ law: "rademacher", variance: 1 }];
    const fast = compileFlow(varyModel(exampleModel, { features, learningRate: 1e4 }));
    const run = (method: "auto" | "odex" | "rodas4") =>
      integrate(fast, { Q: [0.3], s: 1 }, [0, 10, 20], { method });
    for (const method of ["auto", "rodas4"] as const) {
      for (const Q of run(method).Q.slice(1)) expect(Math.hypot(...Q)).toBeLessThan(1e-6);
    }
    expect(() => run("odex")).toThrow(/^odex leaves \|Q\|\^2 <= s, which the ODE does not/);
  });

  it("follows small steps of Runge and Kutta on the sphere", () => {
    const { Q, s, t } = integrate(flows.sphere, { Q: [0.3, 0.4], s: 1 }, [0, 3, 12], { tolerance: 1e-11 });
    const expected = rungeKutta(flows.sphere, [0.3, 0.4], 12, 400);
    for (const l of [0, 1]) expect(Math.abs(Q[2]![l]! - expected[l]!)).toBeLessThan(1e-9);
    expect(Q[0]).toEqual([0.3, 0.4]);
    expect(s).toEqual([1, 1, 1]);
    expect(t).toEqual([0, 3, 12]);
  });

  it("follows them with a free norm, which comes last in the state and apart in the result", () => {
    const { Q, s } = integrate(cheapFree, { Q: [0.5], s: 1.2 }, [0, 8], { tolerance: 1e-11 });
    const expected = rungeKutta(cheapFree, [0.5, 1.2], 8, 200);
    expect(Math.abs(Q[1]![0]! - expected[0]!)).toBeLessThan(1e-9);
    expect(Math.abs(s[1]! - expected[1]!)).toBeLessThan(1e-9);
    expect([Q[0], s[0]]).toEqual([[0.5], 1.2]);
  });

  it("gives one solution by every method, and says which did the work", () => {
    const solve = (method: "auto" | "odex" | "rodas4") =>
      integrate(flows.sphere, { Q: [0.1, -0.6], s: 1 }, evenTimes(30, 4), { method, tolerance: 1e-10 });
    const [auto, odex, rodas4] = [solve("auto"), solve("odex"), solve("rodas4")];
    for (const i of [1, 2, 3]) {
      for (const l of [0, 1]) {
        expect(Math.abs(odex.Q[i]![l]! - rodas4.Q[i]![l]!)).toBeLessThan(1e-8);
        expect(Math.abs(auto.Q[i]![l]! - odex.Q[i]![l]!)).toBeLessThan(1e-8);
      }
    }
    expect([odex.method, rodas4.method]).toEqual(["odex", "rodas4"]);
  });

  it("mirrors a start with the flow's symmetry", () => {
    const end = (Q: number[]): readonly number[] => integrate(flows.sphere, { Q, s: 1 }, [0, 5]).Q[1]!;
    const [plus, minus] = [end([0.3, 0.2]), end([-0.3, 0.2])];
    expect(minus[0]).toBeCloseTo(-plus[0]!, 8);
    expect(minus[1]).toBeCloseTo(plus[1]!, 8);
  });

  it("stops at a fixed point, which is one that the search finds", () => {
    const events = [fixedPointReached(flows.sphere)];
    const { Q, s, t, stop } = integrate(flows.sphere, { Q: [0.3, 0.4], s: 1 }, [0, 10, 1e4], { events });
    expect(t).toEqual([0, 10, stop!.t]);
    expect([Q.length, s.length]).toEqual([3, 3]);
    const distances = fixedPoints(flows.sphere)
      .filter(({ stability }) => stability === "stable")
      .map((point) => Math.max(...Q[2]!.map((q, l) => Math.abs(Math.abs(q) - Math.abs(point.Q[l]!)))));
    expect(Math.min(...distances)).toBeLessThan(2e-6);
  });

  it("stops at a level with the spread as without, and at s where that is free", () => {
    const level = (flow: Flow, variable: string, value: number) => [levelCrossed(flow, variable, value)];
    const start = { kind: "overlaps", Q: [0.5], s: 1.2 } as const;
    const half = integrate(cheapFree, start, [0, 8]).s[1]! / 2 + 0.6;
    const solve = (options = {}) =>
      integrate(cheapFree, start, [0, 8], { events: level(cheapFree, "s", half), ...options });
    const plain = solve();
    expect(Math.abs(plain.s[1]! - half)).toBeLessThan(1e-12);
    const covariance = startingCovariance(cheapFree, start);
    expect(solve({ covariance }).stop!.t).toBeCloseTo(plain.stop!.t, 6);
    expect(() => level(flows.sphere, "s", 0.5)).toThrow(/^level: must be of Q1 or Q2, found s$/);
    expect(() => level(flows.sphere, "Q3", 0.5)).toThrow(/^level: /);
  });

  it.each([
    ["s", { Q: [0.3, 0.1], s: 2 }, [0, 1]],
    ["s", { Q: [0.3, 0.1], s: Number.NaN }, [0, 1]],
    ["from", { Q: [0.3], s: 1 }, [0, 1]],
    ["from", { Q: [0.9, 0.9], s: 1 }, [0, 1]],
    ["from", { Q: [Number.NaN, 0], s: 1 }, [0, 1]],
    ["points", { Q: [0.3, 0.1], s: 1 }, [0]],
  ])("names the wrong field: %s", (path, start, times) => {
    expect(() => integrate(flows.sphere, start, times)).toThrow(expect.objectContaining({ path }));
  });

  it("spaces times evenly, both ends included", () => {
    expect(evenTimes(3, 4)).toEqual([0, 1, 2, 3]);
  });
});
