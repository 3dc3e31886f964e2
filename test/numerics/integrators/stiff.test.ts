import { describe, expect, it } from "vitest";
import { auto } from "../../../numerics/integrators/auto.ts";
import { odex } from "../../../numerics/integrators/odex.ts";
import { rodas4 } from "../../../numerics/integrators/rodas4.ts";
import { ConvergenceError } from "../../../theory/errors.ts";
import { extrapolatedEuler } from "./extrapolated-euler.ts";
import * as problems from "./problems.ts";

/** y1 and y2 of Robertson's kinetics at t = 1e11, from Hairer and Wanner's test set. */
const published = [0.2083340149701255e-7, 0.8333360770334713e-13] as const;

describe.each([rodas4, auto])("$name on stiff problems", (integrator) => {
  it("solves van der Pol's equation with eps = 1e-6 to t = 2", () => {
    const { states, method } = integrator.solve(problems.vanDerPol, Float64Array.of(2, 0), [0, 1, 2]);
    // Hairer and Wanner, test set, VDPOL: the states at t = 1 and t = 2.
    expect(Math.abs(states[1]![0]! / -1.863646254808 - 1)).toBeLessThan(1e-7);
    expect(Math.abs(states[1]![1]! / 0.7535430865435 - 1)).toBeLessThan(1e-7);
    expect(Math.abs(states[2]![0]! / 1.706167732170469 - 1)).toBeLessThan(1e-7);
    expect(Math.abs(states[2]![1]! / -0.8928097010248 - 1)).toBeLessThan(1e-7);
    expect(method).toBe("rodas4");
  });

  it("solves Robertson's kinetics to t = 1e8 and 1e11", () => {
    const times = [0.4, 4e3, 1e8, 1e11];
    const reference = extrapolatedEuler(problems.robertson, [1, 0, 0], times, 1e-6, 1.1, 8);
    // The reference itself against the published solution at t = 1e11 (test set, ROBER). The rounding of the
    // conserved total 1 leaves 1e-6 of y1 = 2e-8 open there.
    expect(Math.abs(reference[3]![0]! / published[0] - 1)).toBeLessThan(5e-6);
    expect(Math.abs(reference[3]![1]! / published[1] - 1)).toBeLessThan(5e-6);
    for (const tolerance of [1e-8, 1e-10]) {
      const y0 = Float64Array.of(1, 0, 0);
      const { states } = integrator.solve(problems.robertson, y0, [0, ...times], { tolerance });
      reference.forEach((expected, i) => {
        const state = states[i + 1]!;
        expected.forEach((value, c) => {
          expect(Math.abs(state[c]! - value), `component ${c} at ${times[i]}`).toBeLessThan(10 * tolerance);
        });
        expect(Math.abs(state[0]! + state[1]! + state[2]! - 1)).toBeLessThan(1e-12);
      });
      // The late solution forgets its errors: what remains is one tolerance, here 5e-4 and 5e-6 of y1(1e8).
      expect(Math.abs(states[3]![0]! - reference[2]![0]!)).toBeLessThan(tolerance);
    }
  });

  it("meets the published solution of Robertson's kinetics at t = 1e11 to a millionth", () => {
    const y0 = Float64Array.of(1, 0, 0);
    const { states } = integrator.solve(problems.robertson, y0, [0, 1e11], { tolerance: 1e-13 });
    expect(Math.abs(states[1]![0]! / published[0] - 1)).toBeLessThan(1e-6);
    expect(Math.abs(states[1]![1]! / published[1] - 1)).toBeLessThan(1e-6);
  });
});

describe("auto", () => {
  it("stays with ODEX where the problem is long but not stiff", () => {
    const y0 = Float64Array.of(1, 0);
    expect(auto.solve(problems.logistic, Float64Array.of(0.01), [0, 20]).method).toBe("odex");
    expect(auto.solve(problems.oscillator, y0, [0, 2000]).method).toBe("odex");
    const short = auto.solve(problems.oscillator, y0, [0, 5]);
    expect(short).toEqual(odex.solve(problems.oscillator, y0, [0, 5]));
  });

  it.each([1, 40])("changes to Rodas on a long relaxation, whatever is asked for (%i times)", (count) => {
    const times = Array.from({ length: count + 1 }, (_, i) => (i * 1e4) / count);
    const result = auto.solve(problems.exponential(-1), Float64Array.of(1), times);
    expect(result.method).toBe("rodas4");
    const alone = odex.solve(problems.exponential(-1), Float64Array.of(1), times);
    expect(result.evaluations).toBeLessThan(alone.evaluations / 3);
    times.forEach((t, i) => {
      expect(Math.abs(result.states[i]![0]! - Math.exp(-t))).toBeLessThan(1e-7);
    });
  });

  it("lets ODEX alone run out of steps on van der Pol's equation, honestly", () => {
    const solve = () => odex.solve(problems.vanDerPol, Float64Array.of(2, 0), [0, 2], { maxSteps: 3000 });
    expect(solve).toThrow(ConvergenceError);
  });
});
