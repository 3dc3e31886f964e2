import { solvePde } from "../../numerics/pde/solve-pde.ts";
import { type GridDensity, wasserstein } from "../../numerics/pde/wasserstein.ts";
import { Random } from "../../numerics/random/random.ts";
import { samplers } from "../../numerics/samplers/index.ts";
import { type Constraint, type Model, type ModelInput, varyModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { kinetics, reduce, termSymbol } from "../../theory/reduction.ts";
import { symbol } from "../../theory/symbols.ts";
import type { Evidence } from "../ledger.ts";
import { dimensionsOf, fittedExponent, logMean } from "../power-law.ts";
import { equivalenceTest } from "../statistics.ts";
import type { Claim } from "./claim.ts";

/** Theorem 1: the weights' empirical measure follows the PDE, at the distance of N random draws. */
export const limitPde: Claim = {
  id: "limit-pde",
  statement:
    "As N grows, the empirical measure of the weights follows the solution of the PDE, under L2 and under L1 alike; the distance shrinks like N^(-1/2).",
  source: "Theorem 1",
  latex:
    "\\frac{1}{N}\\sum_i \\delta_{(w_i,u_i)} \\to P_t, \\qquad \\partial_t P = -\\partial_w(\\Gamma P) + \\tfrac12 \\Lambda\\, \\partial_w^2 P, \\qquad W_1 \\sim N^{-1/2}",
  hypotheses: [
    "fresh batches, independent of the weights",
    "feature matrix with independent unit entries, U'U = N I for exact starts",
    "a penalty that is separable and of at most linear slope",
  ],
  checks: [
    { kind: "identity", about: "with L2 the PDE's Gaussian solution obeys the ODE" },
    {
      kind: "simulation",
      about: "exponent of the Wasserstein-1 distance between weights of SGD and the PDE's density, L2 and L1",
    },
  ],
  check(model, { seed, thorough, progress }) {
    const penalties = ["l2", "l1"];
    const evidence: Evidence[] = [gaussianSolution()];
    for (const [i, kind] of penalties.entries()) {
      evidence.push(
        ...againstWeights(model, kind, seed, thorough, (fraction) =>
          progress?.((i + fraction) / penalties.length),
        ),
      );
    }
    return {
      scope: `the model's first feature with the penalties L2 and L1 of strength ${strength}, from Q = ${start.Q} to t = ${thorough ? 5 : 1}`,
      evidence,
      asStated: evidence.every(({ outcome }) => outcome === "holds") ? "holds" : "open",
    };
  },
};

const g = Polynomial.generator;

/**
 * With L2 the PDE has a Gaussian solution, w given u normal with mean sum_l Q_l u_l and variance s - |Q|^2, exactly when Q
 * and s obey the ODE: the drift alpha.u - beta w moves the mean by alpha - beta Q and the variance by Lambda - 2 beta times it.
 */
function gaussianSolution(): Evidence {
  const features = 2;
  const failures = (["sphere", "free"] as const).filter((constraint) => !solves(features, constraint));
  return {
    kind: "identity",
    about: "with L2 the PDE is solved by the Gaussian law whose moments obey the ODE, on the sphere and free",
    outcome: failures.length === 0 ? "holds" : "fails",
    count: 2 * (features + 1),
    ...(failures.length > 0 && { failure: failures.join(", ") }),
  };
}

function solves(features: number, constraint: Constraint): boolean {
  const weight = g(termSymbol.weight);
  const { drift, diffusion } = kinetics(features, weight, constraint);
  const { equations } = reduce({ drift, diffusion }, features, constraint);
  const overlaps = Array.from({ length: features }, (_, l) => g(symbol.overlap(l)));
  const beta = drift.derivative(termSymbol.weight).negate();
  const isMean = overlaps.every((Q, l) =>
    drift.derivative(termSymbol.feature(l)).subtract(beta.multiply(Q)).equals(equations[l]!),
  );
  const [norm, normRate] =
    constraint === "sphere" ? [Polynomial.one, Polynomial.zero] : [g(symbol.norm), equations[features]!];
  const squares = Polynomial.sum(overlaps.map((Q) => Q.power(2)));
  const rate = normRate.subtract(Polynomial.sum(overlaps.map((Q, l) => Q.multiply(equations[l]!).scale(2))));
  const variance = norm.subtract(squares);
  return isMean && rate.equals(diffusion.subtract(beta.multiply(variance).scale(2)));
}

const start = { Q: [0.5], s: 1 };
const strength = Rational.of(1, 2);

/** The mean Wasserstein distance at two dimensions: its exponent, and its size against that of draws from the density. */
function againstWeights(
  model: Model,
  kind: string,
  seed: number,
  thorough: boolean,
  progress: (fraction: number) => void,
): Evidence[] {
  const features = (model.source["features"] as readonly ModelInput[]).slice(0, 1);
  const regularizer = { kind, strength: `${strength}` };
  const until = thorough ? 5 : 1;
  const candidate = varyModel(model, { features, theory: undefined, regularizer });
  const { density } = solvePde(candidate, start, [0, until], { cells: 240, nodes: 24, tolerance: 1e-5 });
  const limit = { w: density.w, p: density.p[1]! };
  progress(0.2);
  const small = { dimension: thorough ? 300 : 64, runs: 1000 };
  const large = { dimension: thorough ? 2000 : 1000, runs: thorough ? 80 : 56 };
  const points = [small, large].map((size) => {
    const values = distances(candidate, limit, { ...size, until }, seed);
    progress(size === small ? 0.5 : 1);
    return logMean(size.dimension, values);
  });
  const name = kind.toUpperCase();
  return [
    {
      kind: "simulation",
      about: `${name}: exponent of the Wasserstein-1 distance of the weights to the PDE's density at t = ${until}, ${dimensionsOf(points)}`,
      ...equivalenceTest(fittedExponent(points), -0.5, 0.25),
      sampler: "projected",
      seed,
    },
  ];
}

function distances(
  model: Model,
  limit: GridDensity,
  { dimension, runs, until }: { dimension: number; runs: number; until: number },
  seed: number,
): number[] {
  return Array.from({ length: runs }, (_, r) => {
    const begin = { kind: "overlaps", ...start } as const;
    const run = samplers.projected.start(model, dimension, begin, Random.stream(seed, r));
    run.advance(until * dimension);
    return wasserstein(run.weights!, limit);
  });
}
