import type { HiddenLaw } from "../theory/laws/law.ts";
import type { Model } from "../theory/model.ts";

/**
 * The maps that take a model's flow to itself: which overlaps may change sign, and which features may be exchanged.
 * Of a user's own theory nothing of the kind is known.
 */
export interface Symmetries {
  readonly flips: readonly boolean[];
  /** Groups of features by index. */
  readonly exchanges: readonly (readonly number[])[];
}

export function symmetriesOf({ features, theory }: Model): Symmetries {
  return {
    flips: features.map(({ symmetric }) => symmetric && theory === undefined),
    exchanges: theory ? features.map((_, l) => [l]) : equalFeatures(features),
  };
}

/** Groups of features with the same law. */
function equalFeatures(features: readonly HiddenLaw[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [l, law] of features.entries()) {
    const key = `${law.label}|${[1, 2, 3, 4].map((order) => law.moment(order)).join()}|${JSON.stringify(law.measure)}`;
    groups.set(key, [...(groups.get(key) ?? []), l]);
  }
  return [...groups.values()];
}

/**
 * The images of a fixed point under the model's symmetries, itself among them: sign flips of symmetric features
 * and exchanges of features with one law. Meant for pictures, of one or two features.
 */
export function symmetryImages<Point extends { readonly Q: readonly number[] }>(
  point: Point,
  model: Model,
): Point[] {
  const { flips, exchanges } = symmetriesOf(model);
  let images: (readonly number[])[] = [point.Q];
  for (const [l, mayFlip] of flips.entries()) {
    if (mayFlip) images = images.flatMap((Q) => [Q, Q.with(l, -Q[l]!)]);
  }
  for (const group of exchanges) {
    for (const [i, l] of group.entries()) {
      for (const m of group.slice(0, i)) {
        images = images.flatMap((Q) => [Q, Q.with(l, Q[m]!).with(m, Q[l]!)]);
      }
    }
  }
  const distinct = new Map(images.map((Q) => [Q.map((q) => (q + 0).toFixed(9)).join(), Q]));
  return [...distinct.values()].map((Q) => ({ ...point, Q }));
}
