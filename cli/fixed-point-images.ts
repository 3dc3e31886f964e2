import type { FixedPoint } from "../numerics/fixed-points.ts";
import type { HiddenLaw } from "../theory/laws/law.ts";

/**
 * The images of a fixed point under the model's symmetries, itself among them: sign flips of symmetric features
 * and exchanges of features with one law. Meant for pictures, of one or two features.
 */
export function symmetryImages(point: FixedPoint, features: readonly HiddenLaw[]): FixedPoint[] {
  let images: (readonly number[])[] = [point.Q];
  for (const [l, law] of features.entries()) {
    if (law.symmetric) images = images.flatMap((Q) => [Q, Q.with(l, -Q[l]!)]);
  }
  for (let l = 0; l < features.length; l++) {
    for (let m = 0; m < l; m++) {
      if (lawKey(features[l]!) !== lawKey(features[m]!)) continue;
      images = images.flatMap((Q) => [Q, Q.with(l, Q[m]!).with(m, Q[l]!)]);
    }
  }
  const distinct = new Map(images.map((Q) => [Q.map((q) => (q + 0).toFixed(9)).join(), Q]));
  return [...distinct.values()].map((Q) => ({ ...point, Q }));
}

function lawKey(law: HiddenLaw): string {
  return `${law.label}|${[1, 2, 3, 4].map((order) => law.moment(order)).join()}|${JSON.stringify(law.measure)}`;
}
