import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { integrate } from "../../numerics/integrate.ts";
import type { Evidence, SimulationEvidence } from "../ledger.ts";
import { dimensionsOf, fittedExponent, logVariance } from "../power-law.ts";
import { testsOfRuns } from "../sequential-test.ts";
import { equivalenceTest } from "../statistics.ts";
import { biasRate } from "./bias-rate.ts";
import type { Claim } from "./claim.ts";
import { closureIdentity } from "./closure.ts";
import { runsOf } from "./end-states.ts";
import { startingOverlaps } from "./starting-overlaps.ts";
import { theoryEvidence } from "./theory-evidence.ts";

/** Theorem 2: the overlaps of SGD follow the ODE, with fluctuations of order N^(-1/2). */
export const limitOde: Claim = {
  id: "limit-ode",
  statement:
    "As N grows, the overlaps of SGD follow the derived ODE: the mean within the stated margin, the deviations shrinking like N^(-1/2) and their mean like 1/N.",
  source: "Theorem 2",
  latex: "\\mathbb{E}\\,Q_N(t) = Q(t) + O(1/N), \\qquad \\mathrm{sd}\\,Q_N(t) = O(N^{-1/2})",
  hypotheses: ["fresh batches", "a closed limit", "t fixed as N grows"],
  checks: [
    { kind: "identity", about: "the moment equations of the PDE contain Q and s alone" },
    { kind: "identity", about: "a user's theory equals the derived terms, where the model has one" },
    {
      kind: "simulation",
      about: "means over runs against the ODE, by the overlap sampler and by the plain algorithm",
    },
    {
      kind: "simulation",
      about: "exponent of the deviations over several N; that of the bias in thorough mode",
    },
  ],
  check(model, { seed, thorough, progress }) {
    const runs = experiment(compileFlow(model), seed);
    const until = 4;
    const dimensions = thorough ? [50, 500, 5000, 100_000] : [50, 300, 2000];
    const largest = thorough ? { dimension: 20_000, count: 200 } : { dimension: 2000, count: 100 };
    const anchor = thorough ? { dimension: 1000, count: 100 } : { dimension: 200, count: 48 };
    const evidence: Evidence[] = [
      closureIdentity(model, model.constraint),
      ...theoryEvidence(runs.flow.derivation, seed),
    ];
    const times = [until / 2, until];
    const large = remembered(runs.run("overlap", largest, times));
    evidence.push(...means(runs, "overlap", largest, times, thorough ? 0.01 : 0.04, large));
    progress?.(0.3);
    evidence.push(...means(runs, "direct", anchor, [until / 2], thorough ? 0.05 : 0.1));
    progress?.(0.6);
    const known = { size: largest, run: (r: number) => large(r).slice(-1) };
    evidence.push(deviationRate(runs, dimensions, until, thorough, known));
    progress?.(0.9);
    const bias = thorough ? biasRate(runs.flow, runs.start, seed) : undefined;
    if (bias) evidence.push(bias);
    return {
      scope: `the model from Q = (${runs.start.Q.map((q) => q.toFixed(2)).join(", ")}) to t = ${until}, N = ${dimensions[0]} to ${dimensions.at(-1)}`,
      evidence,
      asStated: evidence.every(({ outcome }) => outcome === "holds") ? "holds" : "open",
    };
  },
};

interface Size {
  readonly dimension: number;
  /** The most runs. */
  readonly count: number;
}

/** [Q1..Qd, s] of run number r, a state a time. */
type Runs = (r: number) => readonly Float64Array[];

/** Runs that two tests look at are done once. */
function remembered(run: Runs): Runs {
  const known = new Map<number, readonly Float64Array[]>();
  return (r) => {
    const states = known.get(r) ?? run(r);
    known.set(r, states);
    return states;
  };
}

/** The model's runs from one start, and what the ODE says of them. */
interface Experiment {
  readonly flow: Flow;
  readonly start: { readonly Q: readonly number[]; readonly s: number };
  readonly seed: number;
  /** Q1..Qd, and s where it is free, of the ODE at each time. */
  expected(times: readonly number[]): number[][];
  run(name: "overlap" | "direct", size: Size, times: readonly number[]): Runs;
}

function experiment(flow: Flow, seed: number): Experiment {
  const { model, features, size: width } = flow;
  const start = { Q: startingOverlaps(features), s: 1 };
  return {
    flow,
    start,
    seed,
    expected(times) {
      const { Q, s } = integrate(flow, start, [0, ...times]);
      return Q.slice(1).map((row, i) => [...row, s[i + 1]!].slice(0, width));
    },
    run: (name, { dimension, count }, times) =>
      runsOf(model, { sampler: name, start, times, dimension, seed }, count),
  };
}

/** The mean of every order parameter against the ODE. */
function means(
  runs: Experiment,
  name: "overlap" | "direct",
  size: Size,
  times: readonly number[],
  margin: number,
  run = runs.run(name, size, times),
): Evidence[] {
  const rows = runs.expected(times);
  const width = rows[0]!.length;
  const results = testsOfRuns(
    (r) => run(r).flatMap((state) => [...state.subarray(0, width)]),
    rows.flat().map((value) => (sample, alpha) => equivalenceTest(sample, value, margin, alpha)),
    { most: size.count },
  );
  return results.map(
    (result, i): SimulationEvidence => ({
      kind: "simulation",
      about: `mean ${runs.flow.derivation.variables[i % width]} at t = ${times[Math.floor(i / width)]} over runs at N = ${size.dimension}`,
      ...result,
      sampler: name,
      seed: runs.seed,
    }),
  );
}

/**
 * The exponent of the deviations of Q1 over all dimensions, half that of their variance.
 * @param known runs to `until` that are there already.
 */
function deviationRate(
  runs: Experiment,
  dimensions: readonly number[],
  until: number,
  thorough: boolean,
  known: { readonly size: Size; readonly run: Runs },
): Evidence {
  const points = dimensions.map((dimension) => {
    const count = Math.max(100, Math.round((thorough ? 400_000 : 80_000) / dimension));
    const isKnown = known.size.dimension === dimension && known.size.count === count;
    const run = isKnown ? known.run : runs.run("overlap", { dimension, count }, [until]);
    return logVariance(
      dimension,
      Array.from({ length: count }, (_, r) => run(r)[0]![0]!),
    );
  });
  const exponent = fittedExponent(points);
  return {
    kind: "simulation",
    about: `exponent of the deviation of Q1 at t = ${until}, ${dimensionsOf(points)} (${runs.flow.model.constraint})`,
    ...equivalenceTest(
      { ...exponent, mean: exponent.mean / 2, standardError: exponent.standardError / 2 },
      -0.5,
      thorough ? 0.1 : 0.25,
    ),
    sampler: "overlap",
    seed: runs.seed,
  };
}
