import { compileFlow } from "../../numerics/flow/flow.ts";
import { integrate } from "../../numerics/integrate.ts";
import { samplers } from "../../numerics/samplers/index.ts";
import { simulate } from "../../numerics/simulate.ts";
import type { Model } from "../../theory/model.ts";
import type { Evidence } from "../ledger.ts";
import { equivalenceTest, sampleOf, testSize } from "../statistics.ts";
import type { Claim } from "./claim.ts";
import { theoryEvidence } from "./theory-evidence.ts";

/** Theorem 2: the overlaps of SGD follow the ODE, with fluctuations of order N^(-1/2). */
export const limitOde: Claim = {
  id: "limit-ode",
  statement:
    "As N grows, the overlaps of SGD follow the derived ODE: the mean within the stated margin, the deviations shrinking like N^(-1/2).",
  source: "Theorem 2",
  check(model, { seed, thorough, progress }) {
    const d = model.features.length;
    const start = { Q: startingOverlaps(d), s: 1 };
    const until = 4;
    const times = [0, until / 2, until];
    const flow = compileFlow(model);
    const curve = integrate(flow, start, times);
    const free = model.constraint === "free";
    const expected = curve.Q.map((Q, i) => (free ? [...Q, curve.s[i]!] : Q));
    const large = thorough ? { dimension: 20_000, runs: 200 } : { dimension: 2000, runs: 100 };
    const small = { dimension: 100, runs: thorough ? 4000 : 800 };
    const anchor = thorough ? { dimension: 1000, runs: 100 } : { dimension: 200, runs: 48 };
    const run = (
      name: "overlap" | "direct",
      size: typeof large,
      from: number,
      to: number,
    ): Float64Array[][] =>
      simulate(model, {
        sampler: samplers[name],
        ...size,
        start: { kind: "overlaps", ...start },
        times: name === "direct" ? times.slice(0, 2) : times,
        seed,
        progress: (fraction) => progress?.(from + (to - from) * fraction),
      }).samples as Float64Array[][];
    const evidence: Evidence[] = theoryEvidence(flow.derivation, seed);
    const largeRuns = run("overlap", large, 0, 0.5);
    const means = (samples: Float64Array[][], name: string, size: typeof large, margin: number): void => {
      for (let i = 1; i < samples.length; i++) {
        for (const [l, value] of expected[i]!.entries()) {
          const test = equivalenceTest(sampleOf(samples[i]!.map((state) => state[l]!)), value, margin);
          const quantity = l < d ? `Q${l + 1}` : "s";
          const about = `mean ${quantity} at t = ${times[i]} over ${size.runs} runs at N = ${size.dimension}`;
          evidence.push({ kind: "simulation", about, ...test, sampler: name, seed });
        }
      }
    };
    means(largeRuns, "overlap", large, thorough ? 0.01 : 0.04);
    means(run("direct", anchor, 0.5, 0.8), "direct", anchor, thorough ? 0.05 : 0.1);
    const smallRuns = run("overlap", small, 0.8, 1);
    evidence.push(deviationRate(model, smallRuns.at(-1)!, largeRuns.at(-1)!, small, large, seed));
    return {
      scope: `the model from Q = (${start.Q.map((q) => q.toFixed(2)).join(", ")}) to t = ${until}, N = ${small.dimension} to ${large.dimension}`,
      evidence,
      asStated: evidence.every(({ outcome }) => outcome === "holds") ? "holds" : "open",
    };
  },
};

/** A start of length 0.5 off every axis and diagonal, so that no coincidence of symmetry helps. */
function startingOverlaps(features: number): number[] {
  const raw = Array.from({ length: features }, (_, l) => 1 / (l + 1.3));
  const scale = 0.5 / Math.hypot(...raw);
  return raw.map((x) => x * scale);
}

/** The exponent of the deviations between two dimensions, from the variances' logarithms (delta method). */
function deviationRate(
  model: Model,
  small: readonly Float64Array[],
  large: readonly Float64Array[],
  smallSize: { dimension: number },
  largeSize: { dimension: number; runs: number },
  seed: number,
): Evidence {
  const log = (samples: readonly Float64Array[]): { value: number; error: number } => {
    const l = 0;
    const mean = samples.reduce((sum, state) => sum + state[l]!, 0) / samples.length;
    const squares = samples.map((state) => (state[l]! - mean) ** 2);
    const variance = squares.reduce((sum, x) => sum + x, 0) / (samples.length - 1);
    const spread = squares.reduce((sum, x) => sum + (x - variance) ** 2, 0) / (samples.length - 1);
    return { value: Math.log(variance), error: Math.sqrt(spread / samples.length) / variance };
  };
  const a = log(small);
  const b = log(large);
  const span = Math.log(largeSize.dimension / smallSize.dimension);
  const exponent = (b.value - a.value) / (2 * span);
  const sample = {
    mean: exponent,
    standardError: Math.hypot(a.error, b.error) / (2 * span),
    degreesOfFreedom: largeSize.runs - 1,
    size: small.length + large.length,
  };
  return {
    kind: "simulation",
    about: `exponent of the deviation of Q1 between N = ${smallSize.dimension} and ${largeSize.dimension} (${model.constraint})`,
    ...equivalenceTest(sample, -0.5, 0.25, testSize),
    sampler: "overlap",
    seed,
  };
}
