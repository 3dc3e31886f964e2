import { UnsupportedError } from "../../theory/errors.ts";
import type { Model } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { batchVariables } from "./batch-variables.ts";
import type { ExactState } from "./exact-state.ts";
import { stepIncrements } from "./step-increments.ts";

/** The law of one step to second order, exact. */
export interface StepMoments {
  /** E |gradient|^2 / N. */
  readonly lambda: Rational;
  /** The means of N Delta(Q, s); without s on the sphere. */
  readonly mean: readonly Rational[];
  /** Their covariances. */
  readonly covariance: readonly (readonly Rational[])[];
}

/**
 * The moments of one step's increments by enumeration, of a step without a constraint.
 * @throws UnsupportedError when phi is no polynomial, or the penalty's slope is not linear.
 */
export function freeStepMoments(model: Model, state: ExactState): StepMoments {
  if (!model.activation.polynomial) {
    throw new UnsupportedError(
      `activation: moments of steps are enumerated for polynomials, not ${model.activation.text}`,
    );
  }
  if (!["none", "l2"].includes(model.regularizer.kind)) {
    throw new UnsupportedError(
      `regularizer: moments of steps are enumerated for none and l2, not ${model.regularizer.kind}`,
    );
  }
  const variables = batchVariables(model, state);
  const { squaredGradient, free } = stepIncrements(model, state.overlaps, state.norm, variables);
  const mean = free.map(variables.mean);
  return {
    lambda: variables.mean(squaredGradient),
    mean,
    covariance: symmetric(free.length, (i, j) =>
      variables.mean(free[i]!.multiply(free[j]!)).subtract(mean[i]!.multiply(mean[j]!)),
    ),
  };
}

/**
 * The same of a step on the sphere, from that of a free one at s = 1: the rescaled overlap is
 * (Q_l + Delta Q_l)/sqrt(1 + Delta s), so that N Delta Q_l loses Q_l N Delta s / 2 at N = infinity.
 */
export function sphereStepMoments(moments: StepMoments, overlaps: readonly Rational[]): StepMoments {
  const { lambda, mean, covariance } = moments;
  const s = overlaps.length;
  const share = overlaps.map((overlap) => overlap.multiply(Rational.of(-1, 2)));
  return {
    lambda,
    mean: overlaps.map((_, l) => mean[l]!.add(share[l]!.multiply(mean[s]!))),
    covariance: symmetric(s, (l, m) =>
      covariance[l]![m]!.add(share[l]!.multiply(covariance[s]![m]!))
        .add(share[m]!.multiply(covariance[l]![s]!))
        .add(share[l]!.multiply(share[m]!).multiply(covariance[s]![s]!)),
    ),
  };
}

function symmetric(size: number, entry: (i: number, j: number) => Rational): Rational[][] {
  const rows: Rational[][] = [];
  for (let i = 0; i < size; i++) {
    rows.push(Array.from({ length: size }, (_, j) => (j < i ? rows[j]![i]! : entry(i, j))));
  }
  return rows;
}
