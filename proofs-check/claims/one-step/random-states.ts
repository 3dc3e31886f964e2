import type { Random } from "../../../numerics/random/random.ts";
import type { State } from "../../sampled-step/step-sample.ts";

/** States with overlaps of 0.4 to 0.8 in a random direction; the first on the sphere, the others at any norm. */
export function randomStates(features: number, random: Random, count: number): State[] {
  return Array.from({ length: count }, (_, i) => {
    const s = i === 0 ? 1 : 0.6 + random.uniform();
    const direction = Array.from({ length: features }, () => random.normal());
    const scale = ((0.4 + 0.4 * random.uniform()) * Math.sqrt(s)) / Math.hypot(...direction);
    return { Q: direction.map((x) => x * scale), s };
  });
}
