import type { Model } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";

/** A law on finitely many values, all numbers exact. */
export interface FiniteLaw {
  readonly values: readonly Rational[];
  readonly weights: readonly Rational[];
}

/** Overlaps and squared norm, and the laws of the hidden variables as lists that can be enumerated. */
export interface ExactState {
  readonly laws: readonly FiniteLaw[];
  readonly overlaps: readonly Rational[];
  readonly norm: Rational;
}

/** What a noise is seen along, in units in which its scalar products stay finite: w/sqrt N or a feature u_l/sqrt N. */
export type Direction = "weight" | number;

/** A scalar noise: that of one of the two views, a + e or a + e', along a direction. */
export interface SeenNoise {
  readonly direction: Direction;
  readonly view: 0 | 1;
}

/** The scalar product of two directions: U'U = N I, u_l.w = N Q_l, |w|^2 = N s. */
function product(a: Direction, b: Direction, { overlaps, norm }: ExactState): Rational {
  if (a === "weight") return b === "weight" ? norm : overlaps[b]!;
  if (b === "weight") return overlaps[a]!;
  return a === b ? Rational.one : Rational.zero;
}

/** E of one coordinate of two views' noises: a is in both, e and e' have the correlation rho. */
export function coordinateCovariance(
  { background, augmentation, correlation }: Model,
  same: boolean,
): Rational {
  return background.add(same ? augmentation : correlation.multiply(augmentation));
}

/** E of the product of two noises of one sample. Those of different samples are independent. */
export function noiseCovariance(a: SeenNoise, b: SeenNoise, model: Model, state: ExactState): Rational {
  return coordinateCovariance(model, a.view === b.view).multiply(product(a.direction, b.direction, state));
}
