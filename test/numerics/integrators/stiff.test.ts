import { describe, expect, it } from "vitest";
import { auto } from "../../../numerics/integrators/auto.ts";
import { odex } from "../../../numerics/integrators/odex.ts";
import { rodas4 } from "../../../numerics/integrators/rodas4.ts";
import { ConvergenceError, DivergenceError } from "../../../theory/errors.ts";
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

  it("solves a stiff equation that depends on time, on and off its slow solution, between the steps too", () => {
    // The slow solution is met at the end of steps of any length: what bounds them is the error inside.
    const times = Array.from({ length: 41 }, (_, i) => i / 4);
    for (const tolerance of [1e-4, 1e-6, 1e-8]) {
      for (const y0 of [1, 0]) {
        const start = Float64Array.of(y0);
        const { states, method } = integrator.solve(problems.protheroRobinson, start, times, { tolerance });
        expect(method).toBe("rodas4");
        for (const [i, t] of times.entries()) {
          const off = Math.abs(states[i]![0]! - (i === 0 ? y0 : Math.cos(t)));
          expect(off, `t = ${t}`).toBeLessThan(10 * tolerance);
        }
      }
    }
    const level = {
      name: "cos t = 0",
      when: "crosses" as const,
      value: (_t: number, y: Float64Array) => y[0]!,
    };
    const { events } = integrator.solve(problems.protheroRobinson, Float64Array.of(1), [0, 10], {
      tolerance: 1e-8,
      events: [level],
    });
    expect(events).toHaveLength(3);
    for (const [k, { t }] of events.entries()) expect(Math.abs(t - (k + 0.5) * Math.PI)).toBeLessThan(1e-7);
  });

  it("meets the published solution of Robertson's kinetics at t = 1e11 to a millionth", () => {
    const y0 = Float64Array.of(1, 0, 0);
    const { states } = integrator.solve(problems.robertson, y0, [0, 1e11], { tolerance: 1e-13 });
    expect(Math.abs(states[1]![0]! / published[0] - 1)).toBeLessThan(1e-6);
    expect(Math.abs(states[1]![1]! / published[1] - 1)).toBeLessThan(1e-6);
  });
});

describe("auto", () => {
  it("never reports a divergence that only ODEX runs into", () => {
    // At these tolerances ODEX, limited by stability, makes y2 negative, and from there the solution does blow up.
    const y0 = Float64Array.of(1, 0, 0);
    for (const tolerance of [1e-3, 1e-4, 1e-5, 1e-6]) {
      const options = { tolerance };
      expect(() => odex.solve(problems.robertson, y0, [0, 1], options)).toThrow(DivergenceError);
      const solution = auto.solve(problems.robertson, y0, [0, 1, 1e8], options);
      expect(solution.states).toEqual(rodas4.solve(problems.robertson, y0, [0, 1, 1e8], options).states);
    }
  });

  it("increases the order of ODEX, not its work in proportion, with the accuracy", () => {
    const work = (tolerance: number): number =>
      odex.solve(problems.oscillator, Float64Array.of(1, 0), [0, 20], { tolerance }).evaluations;
    // A method of order p needs 10^(8/p) times as much: of order 8, ten times.
    expect(work(1e-12) / work(1e-4)).toBeLessThan(10 ** (8 / 12));
  });

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
