import { describe, expect, it } from "vitest";
import type { OdeEvent } from "../../../numerics/integrators/events.ts";
import { stableFixedPoint } from "../../../numerics/integrators/fixed-point-event.ts";
import { integrators } from "../../../numerics/integrators/index.ts";
import type { VectorField } from "../../../numerics/integrators/integrator.ts";
import * as problems from "./problems.ts";

const crossing = (value: OdeEvent["value"], stops = false): OdeEvent => ({
  name: "level",
  when: "crosses",
  stops,
  value,
});

/** A system of one component and its Jacobian. */
function scalar(rate: (y: number) => number, slope: (y: number) => number): VectorField {
  return {
    size: 1,
    rhs(_t, y, out) {
      out[0] = rate(y[0]!);
    },
    jacobian(_t, y, out) {
      out[0] = slope(y[0]!);
    },
  };
}

describe.each(Object.values(integrators))("events of $name", (integrator) => {
  const turn = Float64Array.of(1, 0);

  it("finds all crossings of a level in both directions, at their times", () => {
    // cos t = 1/2 at t = pi/3 and 5 pi/3, and so on.
    const level = crossing((_t, y) => y[0]! - 0.5);
    const options = { tolerance: 1e-12, events: [level] };
    const { events, times, stop } = integrator.solve(problems.oscillator, turn, [0, 20], options);
    const expected = [1, 5, 7, 11, 13, 17, 19].map((k) => (k * Math.PI) / 3).filter((t) => t < 20);
    expect(events.map(({ event }) => event)).toEqual(expected.map(() => level));
    for (const [k, t] of expected.entries()) {
      expect(Math.abs(events[k]!.t - t)).toBeLessThan(1e-10);
      expect(Math.abs(events[k]!.state[0]! - 0.5)).toBeLessThan(1e-10);
    }
    expect([times, stop]).toEqual([[0, 20], null]);
  });

  it("locates a function of time and state, and ends there", () => {
    // sin t + t / 10 = 1 for the first time.
    const value = (t: number, y: Float64Array): number => -y[1]! + t / 10 - 1;
    const event = crossing(value, true);
    for (const times of [
      [0, 20],
      [0, 0.5, 1, 1.5, 2],
    ]) {
      const solution = integrator.solve(problems.oscillator, turn, times, {
        tolerance: 1e-12,
        events: [event],
      });
      let [low, high] = [0, Math.PI / 2];
      while (high - low > 1e-14) {
        const middle = (low + high) / 2;
        if (Math.sin(middle) + middle / 10 < 1) low = middle;
        else high = middle;
      }
      expect(Math.abs(solution.stop!.t - low)).toBeLessThan(1e-10);
      expect(solution.times).toEqual([...times.filter((t) => t < low), solution.stop!.t]);
      expect(solution.states.at(-1)).toEqual(solution.stop!.state);
      expect(Math.abs(solution.states.at(-1)![0]! - Math.cos(low))).toBeLessThan(1e-10);
    }
  });

  it("keeps the order of time between events, and nothing after the stop", () => {
    const events = [
      crossing((_t, y) => y[0]! + 0.9, true),
      crossing((_t, y) => y[0]! + 1e-3),
      crossing((_t, y) => y[0]!),
      crossing((_t, y) => y[0]! - 0.9),
    ];
    const found = integrator.solve(problems.oscillator, turn, [0, 20], { events }).events;
    expect(found.map(({ event }) => events.indexOf(event))).toEqual([3, 2, 1, 0]);
  });

  it("counts a zero at the start or at the end of a step once or not at all", () => {
    // y' = 1: exactly at the level at t = 0, 1 and the end 2.
    const line = scalar(
      () => 1,
      () => 0,
    );
    for (const sign of [1, -1]) {
      const levels = [0, 1, 2].map((level) => crossing((_t, y) => sign * (y[0]! - level)));
      const { events } = integrator.solve(line, Float64Array.of(0), [0, 1, 2], { events: levels });
      const counts = levels.map((level) => events.filter(({ event }) => event === level).length);
      expect(counts.slice(0, 2)).toEqual([0, 1]);
      expect(counts[2]).toBeLessThanOrEqual(1);
    }
  });

  it("stops at a stable fixed point, as near as asked", () => {
    const distance = 1e-6;
    const events = [stableFixedPoint(problems.logistic, distance)];
    const { stop, times } = integrator.solve(problems.logistic, Float64Array.of(0.01), [0, 10, 1000], {
      tolerance: 1e-10,
      events,
    });
    // 1 - y = 99 e^-t / (1 + 99 e^-t) = distance
    expect(Math.abs(stop!.t - Math.log(99 / distance))).toBeLessThan(1e-3);
    expect(Math.abs(1 - stop!.state[0]! - distance)).toBeLessThan(1e-3 * distance);
    expect(times).toEqual([0, 10, stop!.t]);
  });

  it("stops at the start when that is a stable fixed point, and not at an unstable one", () => {
    const events = [stableFixedPoint(problems.logistic, 1e-6)];
    const solve = (y: number) => integrator.solve(problems.logistic, Float64Array.of(y), [0, 3], { events });
    expect(solve(1)).toMatchObject({ times: [0], stop: { t: 0 } });
    expect(solve(0)).toMatchObject({ times: [0, 3], stop: null });
  });

  it("passes a saddle, however slowly, and stops at the node behind it", () => {
    // x' = x - x^3, z' = -z: from near the stable manifold of the saddle 0.
    const field: VectorField = {
      size: 2,
      rhs(_t, y, out) {
        out[0] = y[0]! - y[0]! ** 3;
        out[1] = -y[1]!;
      },
      jacobian(_t, y, out) {
        out.set([1 - 3 * y[0]! ** 2, 0, 0, -1]);
      },
    };
    const events = [stableFixedPoint(field, 1e-6)];
    const { stop } = integrator.solve(field, Float64Array.of(1e-9, 0.5), [0, 200], {
      tolerance: 1e-12,
      events,
    });
    expect(Math.abs(stop!.state[0]! - 1)).toBeLessThan(2e-6);
  });

  it("is not held up where two fixed points have just vanished, nor by a marginal one", () => {
    // |f| falls to 1e-8 in the bottleneck, with a stable spectrum up to it.
    const ghost = scalar(
      (y) => 1e-8 + y * y,
      (y) => 2 * y,
    );
    const passing = { events: [stableFixedPoint(ghost, 1e-6), crossing((_t, y) => y[0]! - 1, true)] };
    const { stop } = integrator.solve(ghost, Float64Array.of(-1), [0, 1e5], passing);
    expect(stop!.event.name).toBe("level");
    // y = tan(1e-4 t)/1e4 in the middle: the passage takes pi 1e4.
    expect(Math.abs(stop!.t / (Math.PI * 1e4 - 2) - 1)).toBeLessThan(1e-3);
    const marginal = scalar(
      (y) => -(y ** 3),
      (y) => -3 * y * y,
    );
    const events = [stableFixedPoint(marginal, 1e-6)];
    expect(integrator.solve(marginal, Float64Array.of(1), [0, 1e5], { events }).stop).toBeNull();
  });
});

it("refuses fixed points where there can be none", () => {
  expect(() => stableFixedPoint(problems.forced, 1e-6)).toThrow(RangeError);
  expect(() => stableFixedPoint({ ...problems.logistic, bandwidth: { lower: 0, upper: 0 } }, 1)).toThrow(
    RangeError,
  );
  expect(() => stableFixedPoint(problems.logistic, 0)).toThrow(RangeError);
});
