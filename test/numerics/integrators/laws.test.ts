import { describe, expect, it } from "vitest";
import { integrators } from "../../../numerics/integrators/index.ts";
import type { VectorField } from "../../../numerics/integrators/integrator.ts";
import { ConvergenceError, DivergenceError } from "../../../theory/errors.ts";
import * as problems from "./problems.ts";

const grid = (end: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, i) => (i * end) / count);

/** Problems with their exact solutions, on few and on many output times. */
const exact: readonly [string, VectorField, number[], number, (t: number) => number[]][] = [
  [
    "a linear system",
    problems.linear,
    [1, 0],
    5,
    (t) => [(Math.exp(-t) + Math.exp(-3 * t)) / 2, (Math.exp(-t) - Math.exp(-3 * t)) / 2],
  ],
  ["the oscillator", problems.oscillator, [1, 0], 20, (t) => [Math.cos(t), -Math.sin(t)]],
  ["the logistic equation", problems.logistic, [0.01], 15, (t) => [1 / (1 + 99 * Math.exp(-t))]],
  ["a non-autonomous equation", problems.forced, [1], 4, (t) => [problems.forcedSolution(t)]],
  ["a bend", problems.bend, [0], 2, (t) => [Math.log(Math.cosh(50 * (t - 1)) / Math.cosh(50)) / 50]],
];

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return null;
}

describe.each(Object.values(integrators))("$name", (integrator) => {
  it.each(exact)("solves %s at the requested times", (_name, field, y0, end, solution) => {
    for (const count of [1, 7, 60]) {
      const times = grid(end, count);
      const result = integrator.solve(field, Float64Array.from(y0), times, { tolerance: 1e-9 });
      expect(result.times).toEqual(times);
      expect(result.states[0]).toEqual(Float64Array.from(y0));
      times.forEach((t, i) => {
        solution(t).forEach((value, c) => {
          expect(Math.abs(result.states[i]![c]! - value), `t = ${t}`).toBeLessThan(1e-7);
        });
      });
    }
  });

  it("starts at any time and treats the end 0 like any other", () => {
    for (const count of [2, 30]) {
      const times = grid(3, count).map((t) => t - 3);
      const { states } = integrator.solve(problems.logistic, Float64Array.of(0.5), times);
      times.forEach((t, i) => {
        expect(Math.abs(states[i]![0]! - 1 / (1 + Math.exp(-3 - t)))).toBeLessThan(1e-7);
      });
    }
    expect(integrator.solve(problems.logistic, Float64Array.of(0.5), [2]).states).toEqual([
      Float64Array.of(0.5),
    ]);
  });

  it.each([3, 40])("gives the same output for the same input (%i times)", (count) => {
    const run = () => integrator.solve(problems.oscillator, Float64Array.of(1, 0), grid(10, count));
    expect(run()).toEqual(run());
  });

  it("reduces the error with the tolerance", () => {
    const errors = [1e-4, 1e-6, 1e-8, 1e-10].map((tolerance) => {
      const { states } = integrator.solve(problems.oscillator, Float64Array.of(1, 0), [0, 10], { tolerance });
      return Math.hypot(states[1]![0]! - Math.cos(10), states[1]![1]! + Math.sin(10));
    });
    for (let i = 1; i < errors.length; i++) expect(errors[i]).toBeLessThan(errors[i - 1]! / 10);
  });

  it("keeps the error proportional to the tolerance, at the steps and between them", () => {
    // Many times call for dense output; few are steps' ends in ODEX.
    for (const count of [5, 200]) {
      const times = grid(10, count);
      const errors = [1e-4, 1e-6, 1e-8, 1e-10].map((tolerance) => {
        const { states } = integrator.solve(problems.oscillator, Float64Array.of(1, 0), times, { tolerance });
        const off = times.map((t, i) =>
          Math.hypot(states[i]![0]! - Math.cos(t), states[i]![1]! + Math.sin(t)),
        );
        return Math.max(...off) / tolerance;
      });
      for (const error of errors) expect(error).toBeLessThan(30);
      expect(Math.abs(Math.log10(errors[0]! / errors[3]!) / 6)).toBeLessThan(0.2);
    }
  });

  it.each([1, 50])("dates the blow-up of y' = y^2 at time 1 to a millionth (%i times)", (count) => {
    for (const tolerance of [1e-6, 1e-8, 1e-10]) {
      const times = grid(2, count);
      const error = thrownBy(() =>
        integrator.solve(problems.blowUp, Float64Array.of(1), times, { tolerance }),
      );
      expect(error).toBeInstanceOf(DivergenceError);
      const { time, message } = error as DivergenceError;
      expect(Math.abs(time - 1)).toBeLessThan(1e-6);
      // What a user reads is as exact: 1.0000003 and not 1.00000.
      expect(Math.abs(Number(/ at t = ([\d.]+): /.exec(message)![1]) - time)).toBeLessThan(1e-6);
    }
  });

  it("reports the last time below 1e100 of an exponential", () => {
    const error = thrownBy(() => integrator.solve(problems.exponential(1), Float64Array.of(1), [0, 1000]));
    expect(error).toBeInstanceOf(DivergenceError);
    const { time } = error as DivergenceError;
    expect(time).toBeLessThanOrEqual(100 * Math.LN10 + 1e-3);
    expect(time).toBeGreaterThan(100 * Math.LN10 - 5);
  });

  it("reports the blow-up of y' = e^y, where the state itself stays small", () => {
    // y = -log(1 - t): at the last representable time before 1 it is 36.
    const field: VectorField = {
      size: 1,
      rhs(_t, y, out) {
        out[0] = Math.exp(y[0]!);
      },
      jacobian(_t, y, out) {
        out[0] = Math.exp(y[0]!);
      },
    };
    const error = thrownBy(() => integrator.solve(field, Float64Array.of(0), [0, 3]));
    expect(error).toBeInstanceOf(DivergenceError);
    expect(Math.abs((error as DivergenceError).time - 1)).toBeLessThan(1e-6);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1.7e308])("never takes y' = %d for a success", (slope) => {
    const broken: VectorField = {
      size: 1,
      rhs(t, _y, out) {
        out[0] = t > 0.5 ? slope : 1;
      },
      jacobian(_t, _y, out) {
        out[0] = 0;
      },
    };
    for (const times of [[0, 1], grid(1, 30)]) {
      const error = thrownBy(() => integrator.solve(broken, Float64Array.of(0), times));
      expect(error).toBeInstanceOf(DivergenceError);
      expect(Math.abs((error as DivergenceError).time - 0.5)).toBeLessThan(1e-6);
    }
  });

  it("gets past a right-hand side that is undefined only where a large step would probe it", () => {
    // y' = -sqrt(y) / 2 from 1: y = (1 - t/4)^2; a probe below 0 gives NaN.
    const root: VectorField = {
      size: 1,
      rhs(_t, y, out) {
        out[0] = -0.5 * Math.sqrt(y[0]!);
      },
      jacobian(_t, y, out) {
        out[0] = -0.25 / Math.sqrt(y[0]!);
      },
    };
    const { states } = integrator.solve(root, Float64Array.of(1), [0, 3.999]);
    expect(Math.abs(states[1]![0]! - (1 - 3.999 / 4) ** 2)).toBeLessThan(1e-7);
  });

  it("does not call a decaying singularity a divergence", () => {
    // y' = -1/y from 1 reaches 0 at t = 1/2 with infinite slope.
    const singular: VectorField = {
      size: 1,
      rhs(_t, y, out) {
        out[0] = -1 / y[0]!;
      },
      jacobian(_t, y, out) {
        out[0] = 1 / y[0]! ** 2;
      },
    };
    expect(() => integrator.solve(singular, Float64Array.of(1), [0, 1])).toThrow(ConvergenceError);
  });

  it("says when the steps do not suffice", () => {
    const y0 = Float64Array.of(1, 0);
    expect(() => integrator.solve(problems.oscillator, y0, [0, 1e4], { maxSteps: 20 })).toThrow(
      ConvergenceError,
    );
  });

  it("refuses arguments that make no sense", () => {
    const y0 = Float64Array.of(0.5);
    const solve = (y: Float64Array, times: number[], tolerance = 1e-8) => {
      return () => integrator.solve(problems.logistic, y, times, { tolerance });
    };
    expect(solve(y0, [])).toThrow(RangeError);
    expect(solve(y0, [0, 0])).toThrow(RangeError);
    expect(solve(y0, [0, Number.NaN])).toThrow(RangeError);
    expect(solve(y0, [0, 1], 0)).toThrow(RangeError);
    expect(solve(Float64Array.of(1, 2), [0, 1])).toThrow(RangeError);
    expect(solve(Float64Array.of(Number.NaN), [0, 1])).toThrow(RangeError);
  });
});
