import type { HiddenLaw } from "../theory/laws/law.ts";
import type { FixedPoint } from "./fixed-points.ts";

/** Groups of features with the same law, by index: exchanging them maps the flow to itself. */
export function equalFeatures(features: readonly HiddenLaw[]): number[][] {
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
export function symmetryImages(point: FixedPoint, features: readonly HiddenLaw[]): FixedPoint[] {
  let images: (readonly number[])[] = [point.Q];
  for (const [l, law] of features.entries()) {
    if (law.symmetric) images = images.flatMap((Q) => [Q, Q.with(l, -Q[l]!)]);
  }
  for (const group of equalFeatures(features)) {
    for (const [i, l] of group.entries()) {
      for (const m of group.slice(0, i)) {
        images = images.flatMap((Q) => [Q, Q.with(l, Q[m]!).with(m, Q[l]!)]);
      }
    }
  }
  const distinct = new Map(images.map((Q) => [Q.map((q) => (q + 0).toFixed(9)).join(), Q]));
  return [...distinct.values()].map((Q) => ({ ...point, Q }));
}
