import { compileFlow } from "../../numerics/flow/flow.ts";
import { predict } from "../../numerics/fluctuations/prediction.ts";
import { samplers } from "../../numerics/samplers/index.ts";
import { simulate } from "../../numerics/simulate.ts";
import type { Evidence } from "../ledger.ts";
import { equivalenceTest, sampleOf } from "../statistics.ts";
import type { Claim } from "./claim.ts";
import { startingOverlaps } from "./starting-overlaps.ts";

/** Runs are put into so many blocks: the covariances of blocks are near normal, as the tests assume. */
const blocks = 100;
/** Of sqrt(Sigma_ii Sigma_jj). Corrections of order 1/N are well inside. */
const relativeMargin = 0.2;

/** How far runs of SGD spread about the ODE. */
export const fluctuations: Claim = {
  id: "fluctuations",
  statement:
    "At large N the covariance of the order parameters over runs is Sigma_t / N, with dSigma/dt = J Sigma + Sigma J' + D.",
  source: "the error bars of figure 2a",
  latex:
    "\\lim_N N\\,\\mathrm{Cov}(Q, s) = \\Sigma_t, \\qquad \\dot\\Sigma = J\\Sigma + \\Sigma J^{\\mathsf T} + D",
  hypotheses: ["as for the ODE", "deviations small beside the distances over which the drift bends"],
  checks: [{ kind: "simulation", about: "N times the covariance over runs against Sigma, entry by entry" }],
  check(model, { seed, thorough, progress }) {
    const flow = compileFlow(model);
    const start = { kind: "overlaps", Q: startingOverlaps(model.features.length), s: 1 } as const;
    const times = [0, 1, 2];
    const size = thorough ? { dimension: 2000, runs: 20_000 } : { dimension: 200, runs: 6000 };
    const { sigma } = predict(flow, start, times, size.dimension);
    progress?.(0.1);
    const { samples } = simulate(model, {
      sampler: samplers.overlap,
      ...size,
      start,
      times,
      seed,
      progress: (fraction) => progress?.(0.1 + 0.9 * fraction),
    });
    const names = flow.derivation.variables;
    const evidence = times.slice(1).flatMap((time, i) => {
      const [states, expected] = [samples[i + 1]!, sigma[i + 1]!];
      return upperTriangle(names.length).map(([k, l]): Evidence => {
        const scale = Math.sqrt(expected[k]![k]! * expected[l]![l]!);
        const values = blockCovariances(states, k, l, size.dimension);
        return {
          kind: "simulation",
          about: `N Cov(${names[k]}, ${names[l]}) at t = ${time} over ${size.runs} runs at N = ${size.dimension}`,
          ...equivalenceTest(
            sampleOf(values, states.length / blocks),
            expected[k]![l]!,
            relativeMargin * scale,
          ),
          sampler: "overlap",
          seed,
        };
      });
    });
    return {
      scope: `the model from Q = (${start.Q.map((q) => q.toFixed(2)).join(", ")}) to t = ${times.at(-1)}, N = ${size.dimension}, to ${100 * relativeMargin} %`,
      evidence,
      asStated: evidence.every(({ outcome }) => outcome === "holds") ? "holds" : "open",
    };
  },
};

function upperTriangle(size: number): [number, number][] {
  const all = Array.from({ length: size }, (_, i) => i);
  return all.flatMap((i) => all.slice(i).map((j): [number, number] => [i, j]));
}

/** N times the covariance of two order parameters over the runs of each block. */
function blockCovariances(
  states: readonly Float64Array[],
  k: number,
  l: number,
  dimension: number,
): number[] {
  const length = states.length / blocks;
  return Array.from({ length: blocks }, (_, block) => {
    const runs = states.slice(block * length, (block + 1) * length);
    const mean = (i: number): number => runs.reduce((sum, state) => sum + state[i]!, 0) / length;
    const [first, second] = [mean(k), mean(l)];
    const products = runs.reduce((sum, state) => sum + (state[k]! - first) * (state[l]! - second), 0);
    return (dimension * products) / (length - 1);
  });
}
