import { EigenvalueDecomposition, inverse } from "ml-matrix";
import { jacobianAt } from "../../numerics/fixed-points/eigenvalues.ts";
import { type FixedPoint, fixedPoints } from "../../numerics/fixed-points.ts";
import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { integrate } from "../../numerics/integrate.ts";
import { derive } from "../../theory/derive.ts";
import { populationLoss } from "../../theory/drift-diffusion.ts";
import { ConvergenceError } from "../../theory/errors.ts";
import type { Expectation } from "../../theory/expectation/expectation.ts";
import { losses } from "../../theory/losses/index.ts";
import type { Loss } from "../../theory/losses/loss.ts";
import type { Constraint } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { originStability } from "../../theory/stability.ts";
import { symbol } from "../../theory/symbols.ts";
import type { Evidence } from "../ledger.ts";
import { testOfRuns } from "../sequential-test.ts";
import { equivalenceTest } from "../statistics.ts";
import { abstractModel } from "./any-activation.ts";
import type { Claim } from "./claim.ts";
import { endOfRun } from "./end-states.ts";

/** Proposition 3: the Jacobian's eigenvalues are the rates at which SGD leaves a fixed point or returns to it. */
export const stability: Claim = {
  id: "stability",
  statement:
    "Small deviations of the overlaps from a fixed point grow or decay with the eigenvalues of the Jacobian; at Q = 0 these are the population loss's curvature in the noises' covariance, times the second moment, less the gradient noise.",
  source: "Proposition 3",
  latex:
    "\\delta Q(t) \\approx e^{Jt}\\,\\delta Q(0), \\qquad A_l = 2\\tau m_{2,l}\\Bigl(\\tfrac{\\partial}{\\partial (sv)} + \\tfrac{\\partial}{\\partial (sc)}\\Bigr)\\mathrm{Cov}(\\varphi(n),\\varphi(n'))\\Big|_{Q=0} - \\tfrac{\\tau^2 \\lambda(0)}{2s}",
  hypotheses: [
    "a fixed point whose leading eigenvalue is real and of certain sign",
    "phi with three derivatives of polynomial growth, for the identity",
  ],
  checks: [
    {
      kind: "identity",
      about: "eigenvalues at Q = 0 from the Jacobian and from the population loss, for an arbitrary phi",
    },
    { kind: "simulation", about: "the rate at which SGD leaves or returns to fixed points" },
  ],
  check(model, { seed, thorough, progress }) {
    const evidence: Evidence[] = [originIdentity()];
    const flow = compileFlow(model);
    // A rate is a number where the leading mode is real and certain.
    const points = fixedPoints(flow).filter(
      ({ s, stability, eigenvalues: [leading] }) => s > 0 && stability !== "marginal" && leading![1] === 0,
    );
    // The uninformative state and the first that attracts: a saddle adds nothing that these two have not.
    const chosen = [
      points.find(({ Q }) => Q.every((q) => q === 0)),
      points.find(({ Q, stability }) => stability === "stable" && Q.some((q) => q !== 0)),
    ].filter((point) => point !== undefined);
    for (const [i, point] of chosen.entries()) {
      evidence.push(
        measuredRate(flow, point, seed, thorough, (fraction) => progress?.((i + fraction) / chosen.length)),
      );
    }
    return {
      scope: `any smooth activation and the built-in losses at Q = 0 (identity); ${chosen.length} of the model's fixed points (simulation)`,
      evidence,
      asStated: evidence.every(({ outcome }) => outcome === "holds") ? "holds" : "open",
    };
  },
};

/**
 * The eigenvalues at Q = 0 a second way. Shifting both outputs of a sample by S = Q.c acts on a mean like widening the
 * noises, 2 d/dV + 2 d/dC times E S^2 / 2 (V and C their variance and covariance), so that
 * A_l = -2 tau m2_l (d/dV + d/dC) loss(Q = 0) - tau^2 lambda/2 on the sphere, and with f + kappa in the free variant.
 */
function originIdentity(): Evidence {
  const failures = losses.flatMap((loss) =>
    (["sphere", "free"] as const).flatMap((constraint) =>
      agreesAtOrigin(loss, constraint) ? [] : [`${loss.name}, ${constraint}`],
    ),
  );
  return {
    kind: "identity",
    about: `the eigenvalues at Q = 0 by the Jacobian and by the population loss's dependence on the noises' covariance, for an arbitrary smooth phi and the losses ${losses.map(({ name }) => name).join(", ")}`,
    outcome: failures.length === 0 ? "holds" : "fails",
    count: 2 * losses.length,
    ...(failures.length > 0 && { failure: failures.join("; ") }),
  };
}

const g = Polynomial.generator;
const tau = g(symbol.learningRate);

function agreesAtOrigin(loss: Loss, constraint: Constraint): boolean {
  const derivation = derive({ ...abstractModel(loss), constraint }, [{ zeroMean: true, symmetric: false }]);
  const { expectation, terms } = derivation;
  const atOrigin = expectation.atOrigin(populationLoss(loss, expectation));
  const signal = widening(atOrigin, expectation)
    .multiply(g(symbol.moment(2, 0)))
    .scale(-2);
  const noise = tau.multiply(expectation.atOrigin(terms.lambda)).scale(Rational.of(1, 2));
  const pull = constraint === "sphere" ? noise : expectation.atOrigin(terms.f).add(g(symbol.strength));
  return originStability(derivation).matrix[0]![0]!.equals(tau.multiply(signal.subtract(pull)));
}

/** d/dV + d/dC: the derivative by s is v d/dV + c d/dC, and nothing else in it contains v or c. */
function widening(mean: Polynomial, expectation: Expectation): Polynomial {
  const bySize = expectation.derivative(mean, symbol.norm);
  return bySize.derivative(symbol.noiseVariance).add(bySize.derivative(symbol.noiseCovariance));
}

/**
 * How far a start is from the fixed point where there is room, in units of sqrt(s), and by how much the ODE's own factor
 * may then differ from the linear one: a start at which it differs by more is not a small deviation.
 */
const displacement = 0.05;
const nonlinearity = 0.02;

/**
 * SGD from both sides of a fixed point along an eigenvector, with common random numbers. Half the difference, seen by
 * the left eigenvector that sees no other mode, is multiplied by exp(rate t).
 */
function measuredRate(
  flow: Flow,
  point: FixedPoint,
  seed: number,
  thorough: boolean,
  progress: (fraction: number) => void,
): Evidence {
  const { rate, right, left } = mode(flow, point);
  const until = Math.min(4, Math.max(0.5, 1 / Math.abs(rate)));
  const dimension = thorough ? 10_000 : 1000;
  const runs = thorough ? 256 : 128;
  const expected = Math.exp(rate * until);
  const along = (state: ArrayLike<number>): number => left.reduce((sum, x, i) => sum + x * state[i]!, 0);
  let size = Math.min(displacement * Math.sqrt(point.s), 0.8 * room(point, right));
  const startAt = (side: 1 | -1): { Q: number[]; s: number } => {
    const state = [...point.Q, point.s].map((x, i) => x + side * size * (right[i] ?? 0));
    return { Q: state.slice(0, flow.features), s: state[flow.features]! };
  };
  const factorOfOde = (): number => {
    const [above, below] = ([1, -1] as const).map((side) => {
      const { Q, s } = integrate(flow, startAt(side), [0, until]);
      return along([...Q[1]!, s[1]!]);
    }) as [number, number];
    return (above - below) / (2 * size);
  };
  while (Math.abs(factorOfOde() - expected) > nonlinearity * expected) {
    size /= 2;
    if (size < 1e-5)
      throw new ConvergenceError(`no deviation from Q = (${point.Q.join(", ")}) is small enough`);
  }
  const ends = (side: 1 | -1): ((r: number) => number) =>
    endOfRun(along, flow.model, { start: startAt(side), until, dimension, seed }, runs);
  const [above, below] = [ends(1), ends(-1)];
  const where = `Q = (${point.Q.map((q) => q.toFixed(3)).join(", ")})${flow.size > flow.features ? `, s = ${point.s.toFixed(3)}` : ""}`;
  return {
    kind: "simulation",
    about: `${point.stability} ${where}: factor that multiplies a deviation by t = ${until.toPrecision(3)}, for exp(${rate.toPrecision(4)} t), N = ${dimension}`,
    ...testOfRuns(
      (r) => (above(r) - below(r)) / (2 * size),
      (sample, alpha) => equivalenceTest(sample, expected, 0.1 * expected, alpha),
      { most: runs, progress },
    ),
    sampler: "overlap",
    seed,
  };
}

/** How far one can go from a fixed point to either side before |Q|^2 = s, in the linear order of s. */
function room({ Q, s }: FixedPoint, direction: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, xi, i) => sum + xi * y[i]!, 0);
  const along = direction.slice(0, Q.length);
  // |Q + x a|^2 = s + x b: the root nearest to 0, on either side.
  const half = Math.abs(dot(Q, along) - (direction[Q.length] ?? 0) / 2);
  const square = dot(along, along);
  const gap = s - dot(Q, Q);
  return gap / (half + Math.sqrt(half ** 2 + square * gap));
}

/** The fastest growing or slowest decaying real mode: its rate, and eigenvectors with left.right = 1. */
function mode(flow: Flow, { Q, s }: FixedPoint): { rate: number; right: number[]; left: number[] } {
  const matrix = jacobianAt(flow, Float64Array.from([...Q, s].slice(0, flow.size)));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix);
  const at = realEigenvalues.indexOf(Math.max(...realEigenvalues));
  const column = eigenvectorMatrix.getColumn(at);
  const length = Math.hypot(...column);
  const right = column.map((x) => x / length);
  // A row of the eigenvectors' inverse sees its own mode alone.
  const left = inverse(eigenvectorMatrix)
    .getRow(at)
    .map((x) => x * length);
  return { rate: realEigenvalues[at]!, right, left };
}
