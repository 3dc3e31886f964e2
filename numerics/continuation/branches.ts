import { canonicalState } from "../fixed-points/orbits.ts";
import type { Family } from "./family.ts";
import type { Node } from "./node.ts";
import { correct, dot, length, moved, type Place } from "./solve.ts";

/** The image of a place whose state is canonical under the model's symmetries. */
export function canonicalPlace(family: Family, place: Place): Place {
  const canonical = place.slice();
  canonical.set(canonicalState(family, place.slice(0, family.size)));
  return canonical;
}

/** Whether a place, or an image of it, is on a branch that is known by its nodes. */
export function isOnBranch(family: Family, nodes: readonly Node[], place: Place): boolean {
  const target = canonicalPlace(family, place);
  for (let i = 0; i + 1 < nodes.length; i++) {
    const a = canonicalPlace(family, nodes[i]!.place);
    const chord = moved(canonicalPlace(family, nodes[i + 1]!.place), -1, a);
    const size = length(chord);
    if (size === 0) continue;
    const part = dot(moved(target, -1, a), chord) / (size * size);
    const foot = moved(a, part, chord);
    if (part < -0.01 || part > 1.01 || length(moved(target, -1, foot)) > 0.5 * size) continue;
    const found = correct(
      family,
      foot,
      chord.map((x) => x / size),
    );
    if (found && length(moved(found.place, -1, target)) < 1e-6) return true;
  }
  return false;
}
