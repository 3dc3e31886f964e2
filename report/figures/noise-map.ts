import { eigenvaluesAt } from "../../numerics/fixed-points.ts";
import { stateEvaluator } from "../../numerics/flow/state-evaluator.ts";
import { type Stationary, stationary } from "../../proofs-check/claims/noise.ts";
import { type Derivation, derive } from "../../theory/derive.ts";
import { type Model, varyModel } from "../../theory/model.ts";
import { Axis, fieldOf } from "./grid-field.ts";

/** Overlaps with the first feature, in units of sqrt(s), at which 3a is looked at; all others are zero. */
export const overlaps = [0, 0.5, 0.9] as const;

/** Whether a part of finding 3 holds; `part`: at some of `overlaps`; `same`: nothing is learned with either noise. */
export type Holds = "holds" | "part" | "fails" | "same";

/** Smallest strength, as a share of the largest one, and correlation: at 0 there is nothing to divide by. */
const weakest = 1 / 2500;
const faintest = -0.02;

/** Points of a grid: strengths and correlations. */
export type GridSize = readonly [number, number];

/** What is known at one noise of the stable state whose overlap is largest. */
interface Look {
  /** Of its cosine similarity, summed over the features: close to a straight line where something begins to be learned. */
  readonly square: number;
  /** The largest growth rate at Q = 0. */
  readonly growth: number;
}

/** Where finding 3a holds. */
export interface VarianceMap {
  /** lambda(eta, 0) - lambda(eta, rho) at each of `overlaps`, over eta |rho|. */
  gains(eta: number, rho: number): number[];
  variance(eta: number, rho: number): Holds;
}

/** Where findings 3b and 3c hold. */
export interface OverlapMap {
  similarity(eta: number, rho: number): Holds;
  benefit(eta: number, rho: number): Holds;
}

/**
 * Finding 3a for strengths up to a largest one. Like `overlapMap` it is computed on a grid, in the root of the strength
 * since most happens at weak noise, and interpolated: lambda by one polynomial.
 */
export function varianceMap(model: Model, strongest: number, size: GridSize): VarianceMap {
  const derivation = derive(model);
  const { etas, rhos, field } = gridOf(strongest, size);
  const rows = etas.map((eta) => {
    const none = lambdaAt(derivation, eta, 0);
    return rhos.map((rho) =>
      lambdaAt(derivation, eta, rho).map((lambda, k) => (none[k]! - lambda) / (-rho * eta)),
    );
  });
  const fields = overlaps.map((_, k) =>
    field(
      rows.map((row) => row.map((gain) => gain[k]!)),
      "smooth",
    ),
  );
  const gains = (eta: number, rho: number): number[] => fields.map((gain) => gain(eta, rho));
  return {
    gains,
    variance(eta, rho) {
      const smaller = gains(eta, rho).filter((gain) => gain > 0).length;
      return smaller === overlaps.length ? "holds" : smaller > 0 ? "part" : "fails";
    },
  };
}

/** Findings 3b and 3c alike: growth rates are interpolated by one polynomial, stationary overlaps by straight lines. */
export function overlapMap(model: Model, strongest: number, size: GridSize): OverlapMap {
  const { etas, rhos, field } = gridOf(strongest, size);
  const without = lookAt(model, 0, 0);
  const rows = etas.map((eta) => ({
    eta,
    none: lookAt(model, eta, 0),
    looks: rhos.map((rho) => ({ rho, ...lookAt(model, eta, rho) })),
  }));
  const { kind, signal } = learnedIn(rows.flatMap(({ none, looks }) => [none, ...looks]));
  const ofEach = (value: (look: Look & { rho: number }, row: (typeof rows)[number]) => number) =>
    rows.map((row) => row.looks.map((look) => value(look, row)));
  const learned = field(ofEach(signal), kind);
  const learnedUncorrelated = field(
    ofEach((_, { none }) => signal(none)),
    kind,
  );
  const similarityGain = field(
    ofEach(({ square, rho }, { none, eta }) => (square - none.square) / (-rho * eta)),
    "straight",
  );
  const benefitGain = field(
    ofEach(({ square }, { eta }) => (square - without.square) / eta),
    "straight",
  );
  return {
    similarity: (eta, rho) =>
      compared(learned(eta, rho) > 0, learnedUncorrelated(eta, rho) > 0, similarityGain(eta, rho)),
    benefit: (eta, rho) => compared(learned(eta, rho) > 0, without.square > 0, benefitGain(eta, rho)),
  };
}

/** The points of a grid, and how values there become a function of strength and correlation. */
function gridOf(strongest: number, [strengths, correlations]: GridSize) {
  const axes = [new Axis(Math.sqrt(weakest), 1, strengths), new Axis(-1, faintest, correlations)] as const;
  return {
    etas: axes[0].points.map((root) => root * root * strongest),
    rhos: axes[1].points,
    field(values: readonly (readonly number[])[], kind: "smooth" | "straight") {
      const inside = fieldOf(axes, values, kind);
      return (eta: number, rho: number) => inside(Math.sqrt(eta / strongest), rho);
    },
  };
}

function compared(isLearned: boolean, isLearnedWithout: boolean, gain: number): Holds {
  if (!isLearned && !isLearnedWithout) return "same";
  if (isLearned !== isLearnedWithout) return isLearned ? "holds" : "fails";
  return gain > 0 ? "holds" : "fails";
}

/**
 * A number that is positive where something is learned: the growth rate at Q = 0, which says where between two looks that
 * begins, where learning and growth go together; else only its sign is known.
 */
function learnedIn(looks: readonly Look[]): {
  readonly kind: "smooth" | "straight";
  readonly signal: (look: Look) => number;
} {
  return looks.every(({ square, growth }) => square > 0 === growth > 0)
    ? { kind: "smooth", signal: ({ growth }) => growth }
    : { kind: "straight", signal: ({ square }) => (square > 0 ? 1 : -1) };
}

/** lambda at each of `overlaps` and s = 1; all numbers are symbols in a derivation, so that one serves for all of them. */
function lambdaAt(derivation: Derivation, eta: number, rho: number): number[] {
  const model = noisy(derivation.model, eta, rho);
  const evaluate = stateEvaluator(model, [derivation.terms.lambda], false);
  const [Qs, out] = [new Float64Array(model.features.length), new Float64Array(1)];
  return overlaps.map((Q) => {
    Qs[0] = Q;
    evaluate(Qs, 1, out);
    return out[0]!;
  });
}

function lookAt(model: Model, eta: number, rho: number): Look {
  const { flow, Q }: Stationary = stationary(noisy(model, eta, rho));
  const square = Q.reduce((sum, q) => sum + q * q, 0);
  const start = new Float64Array(flow.size);
  if (flow.size > flow.features) start[flow.features] = 1;
  return { square: square < 1e-12 ? 0 : square, growth: eigenvaluesAt(flow, start)[0]![0] };
}

function noisy(model: Model, variance: number, correlation: number): Model {
  return varyModel(model, { augmentation: { variance, correlation } });
}
