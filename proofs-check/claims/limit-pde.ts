import { solvePde } from "../../numerics/pde/solve-pde.ts";
import { type GridDensity, wasserstein } from "../../numerics/pde/wasserstein.ts";
import { Random } from "../../numerics/random/random.ts";
import { weightsAt } from "../../numerics/weights-at.ts";
import { UnsupportedError } from "../../theory/errors.ts";
import { type Constraint, type Model, type ModelInput, varyModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { kinetics, reduce, termSymbol } from "../../theory/reduction.ts";
import { symbol } from "../../theory/symbols.ts";
import type { Evidence } from "../ledger.ts";
import { dimensionsOf, fittedExponent, logsOfOneSpread } from "../power-law.ts";
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
    const plans = ["l2", "l1"].map((kind) => ({ kind, sizes: sizesOf(kind, thorough) }));
    const all = plans.reduce((sum, { sizes }) => sum + workOf(sizes), 0);
    let done = 0;
    const evidence: Evidence[] = [gaussianSolution()];
    for (const { kind, sizes } of plans) {
      evidence.push(
        againstWeights(model, kind, sizes, thorough ? 5 : 1, seed, (work) =>
          progress?.((done += work) / all),
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
const begin = { kind: "overlaps", ...start } as const;
const strength = Rational.of(1, 2);

interface Size {
  readonly dimension: number;
  readonly runs: number;
}

/**
 * Where the weights are simulated: L2 has the explicit solution besides. A run takes N^2 steps of single weights, so that
 * the largest sizes have the fewest.
 */
function sizesOf(kind: string, thorough: boolean): Size[] {
  if (!thorough)
    return [
      { dimension: 64, runs: 1000 },
      { dimension: 1000, runs: 56 },
    ];
  const sizes = [
    { dimension: 300, runs: 1000 },
    { dimension: 3000, runs: 40 },
  ];
  return kind === "l2" ? sizes : [...sizes, { dimension: 10_000, runs: 4 }, { dimension: 30_000, runs: 1 }];
}

/** In steps of single weights, by time. */
function workOf(sizes: readonly Size[]): number {
  return sizes.reduce((sum, { dimension, runs }) => sum + runs * dimension ** 2, 0);
}

/** The exponent of the Wasserstein distance, which is that of random draws from the density. */
function againstWeights(
  model: Model,
  kind: string,
  sizes: readonly Size[],
  until: number,
  seed: number,
  worked: (work: number) => void,
): Evidence {
  const features = (model.source["features"] as readonly ModelInput[]).slice(0, 1);
  const regularizer = { kind, strength: `${strength}` };
  const candidate = varyModel(model, { features, theory: undefined, regularizer });
  const limit = densityAt(candidate, until, errorOfDensity / Math.sqrt(sizes.at(-1)!.dimension));
  const measured = sizes.map(({ dimension, runs }) => ({
    dimension,
    values: Array.from({ length: runs }, (_, r) => {
      const run = { dimension, start: begin, until, random: Random.stream(seed, r) };
      let before = 0;
      const weights = weightsAt(candidate, run, (fraction) => {
        worked((fraction - before) * dimension ** 2);
        before = fraction;
      });
      return wasserstein(weights, limit);
    }),
  }));
  const points = logsOfOneSpread(measured);
  return {
    kind: "simulation",
    about: `${kind.toUpperCase()}: exponent of the Wasserstein-1 distance of the weights to the PDE's density at t = ${until}, ${dimensionsOf(points)}`,
    ...equivalenceTest(fittedExponent(points), -0.5, 0.25),
    sampler: "projected",
    seed,
  };
}

/** The density's error in the distances of random draws at the largest N, about N^(-1/2). */
const errorOfDensity = 0.05;
const mostCells = 7680;

/**
 * The density at t = `until`, on twice as many cells until its Wasserstein-1 error is below the given one: an error of the
 * grid does not shrink with N, and would pass for a smaller exponent.
 * @throws UnsupportedError when no grid is fine enough.
 */
function densityAt(model: Model, until: number, accuracy: number): GridDensity {
  for (let cells = 240; cells <= mostCells; cells *= 2) {
    const { density, error } = solvePde(model, start, [0, until], { cells, nodes: 24, tolerance: 1e-5 });
    if (error.density <= accuracy) return { w: density.w, p: density.p[1]! };
  }
  throw new UnsupportedError(
    `the PDE's density is not known to ${accuracy.toPrecision(2)} on ${mostCells} cells`,
  );
}
