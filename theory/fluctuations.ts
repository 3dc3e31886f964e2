import { batchStatistics } from "./batch-statistics.ts";
import type { Derivation } from "./derive.ts";
import { UnsupportedError } from "./errors.ts";
import type { LawHypothesis } from "./expectation/expectation.ts";
import { gatherSignal } from "./expectation/gather-signal.ts";
import { expectationWith } from "./expectation/index.ts";
import { compactMoments, expandedMoments, wholeMoments, writeMoments } from "./expectation/signal-moment.ts";
import type { Model } from "./model.ts";
import { onConstraint } from "./on-constraint.ts";
import { Polynomial } from "./polynomial.ts";
import { Rational } from "./rational.ts";
import { overlapIndex, symbol } from "./symbols.ts";

/** How far runs at large N stray from the ODE: Sigma = lim N Cov(Q, s) obeys dSigma/dt = J Sigma + Sigma J' + D. */
export interface Fluctuations {
  /** D, symmetric, rows and columns in the order of the derivation's variables; tau is in it. On the sphere s = 1. */
  readonly matrix: readonly (readonly Polynomial[])[];
}

const generator = Polynomial.generator;
const tau = generator(symbol.learningRate);
const overlap = (l: number): Polynomial => generator(symbol.overlap(l));

/**
 * The noise intensity D = lim N^2 Cov of the increments of (Q, s) in one step, exact in B.
 *
 * A step moves w along the batch's gradient sum_i (F_i v_i + F'_i v'_i), so that to leading order
 *
 *     free     N Delta Q_l = -tau G_l - tau kappa Q_l,   N Delta s = -2 tau Y + tau^2 V - 2 tau kappa s
 *     sphere   N Delta Q_l = tau (-G_l + Q_l Y) - (tau^2/2) Q_l V
 *
 * with Y and V of `BatchStatistics` (|gradient|^2 is N V up to its own relative fluctuations of order 1/sqrt N) and
 * G_l = u_l.gradient/sqrt N = K_l + sum_i (F_i b_il + F'_i b'_il), b_il the i-th view's noise along u_l. The outputs
 * see that noise along w only, as n_i, hence b_il = (Q_l/s) n_i + r_il where r is independent of the outputs, with
 * covariance v (delta_lm - Q_l Q_m/s) within a view and c in the place of v across. With n_i = y_i - sum_k Q_k c_ik,
 *
 *     G_l = K_l + (Q_l/s) (Y - sum_k Q_k K_k) + R_l.
 *
 * Given the outputs R is Gaussian of mean zero and covariance V (delta_lm - Q_l Q_m/s): it adds
 * tau^2 E[V] (delta_lm - Q_l Q_m/s) and is uncorrelated with the rest, the covariance of K, Y and V over batches.
 * On the sphere Y cancels. The penalty's part is not random.
 * @throws UnsupportedError when the equations do not close: then (Q, s) are not all that fluctuates.
 */
export function fluctuations(derivation: Derivation): Fluctuations {
  const { model, constraint, variables, closed, reduction } = derivation;
  if (!closed) {
    throw new UnsupportedError(
      `regularizer: with ${model.regularizer.text} the equations do not close; they need ${reduction.missing.join(", ")}`,
    );
  }
  const { features, hypotheses } = derivation.expectation;
  const sphere = constraint === "sphere";
  const norm = sphere ? Polynomial.one : generator(symbol.norm);
  // Of one feature written out, of more with the moments of the signal kept: what is shorter.
  const moments = (features > 1 ? compactMoments : expandedMoments)(hypotheses);
  const { mean, covariance } = batchMoments(model, hypotheses);

  // K_1, ..., K_d, V and, off the sphere, Y; behind them sum_l Q_l K_l.
  const [V, Y, S] = [features, features + 1, features + (sphere ? 1 : 2)];
  const covariances = withSignal(
    symmetricMatrix(S, (i, j) => onConstraint(covariance(i, j), constraint)),
    features,
  ).map((row) => row.map((entry) => writeMoments(entry, moments)));
  const lambda = writeMoments(onConstraint(mean(V), constraint), moments);

  // Each increment as a combination of the statistics: index and coefficient.
  const increments = variables.map((name): [number, Polynomial][] => {
    const l = overlapIndex(name);
    if (l < 0) {
      return [
        [Y, tau.scale(-2)],
        [V, tau.power(2)],
      ];
    }
    const along = overlap(l).multiply(tau).multiply(norm.inverse());
    const own: [number, Polynomial] = [l, tau.negate()];
    return sphere
      ? [own, [S, along], [V, along.multiply(tau).scale(Rational.of(-1, 2))]]
      : [own, [S, along], [Y, along.negate()]];
  });

  const unseen = (l: number, m: number): Polynomial => {
    const along = overlap(l).multiply(overlap(m)).multiply(norm.inverse());
    const across = l === m ? Polynomial.one.subtract(along) : along.negate();
    return across.multiply(lambda).multiply(tau.power(2));
  };
  const matrix = symmetricMatrix(variables.length, (i, j) => {
    const seen = increments[i]!.flatMap(([p, x]) =>
      increments[j]!.map(([q, y]) => covariances[p]![q]!.multiply(x.multiply(y))),
    );
    return Polynomial.sum(i < features && j < features ? [...seen, unseen(i, j)] : seen);
  });
  return { matrix };
}

/** Means and covariances of K_1, ..., K_d, V, Y by their indices, before a constraint is put in. */
interface BatchMoments {
  mean(i: number): Polynomial;
  covariance(i: number, j: number): Polynomial;
}

/** The last, for a model is mostly looked at under both constraints, one after the other. */
let latest:
  | {
      readonly of: Pick<Model, "loss" | "activation">;
      readonly laws: string;
      readonly moments: BatchMoments;
    }
  | undefined;

/** Most of the work, and one for both constraints. */
function batchMoments({ loss, activation }: Model, hypotheses: readonly LawHypothesis[]): BatchMoments {
  const laws = JSON.stringify(hypotheses);
  if (latest?.of.loss === loss && latest.of.activation === activation && latest.laws === laws)
    return latest.moments;
  const expectation = expectationWith(activation, hypotheses, wholeMoments(hypotheses));
  const { means, alongFeatures, alongWeight, variance } = batchStatistics(loss, expectation);
  const statistics = [...alongFeatures, variance, alongWeight];
  const rows = statistics.map((): Polynomial[] => []);
  const moments: BatchMoments = {
    mean: (i) => means.mean(statistics[i]!),
    covariance: (i, j) => (rows[i]![j] ??= means.covariance(statistics[i]!, statistics[j]!)),
  };
  latest = { of: { loss, activation }, laws, moments };
  return moments;
}

/** A symmetric matrix from its upper triangle. */
function symmetricMatrix(size: number, entry: (i: number, j: number) => Polynomial): Polynomial[][] {
  const rows: Polynomial[][] = [];
  for (let i = 0; i < size; i++) {
    rows.push(Array.from({ length: size }, (_, j) => (j < i ? rows[j]![i]! : entry(i, j))));
  }
  return rows;
}

/** The covariances of statistics of which the first are K_1, ..., K_d, with sum_l Q_l K_l as one more. */
function withSignal(covariances: readonly (readonly Polynomial[])[], features: number): Polynomial[][] {
  const alongSignal = (list: readonly Polynomial[]): Polynomial =>
    gatherSignal(
      Polynomial.sum(list.slice(0, features).map((entry, l) => entry.multiply(overlap(l)))),
      features,
    );
  const last = covariances.map(alongSignal);
  return [...covariances.map((row, i) => [...row, last[i]!]), [...last, alongSignal(last)]];
}
