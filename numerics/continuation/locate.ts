import type { Family } from "./family.ts";
import { type Node, spectrumAt } from "./node.ts";
import { correct, moved, type Place, tangentAt } from "./solve.ts";

/** What happens on a branch between two nodes. */
export type EventKind = "fold" | "branch point" | "turning branch point" | "hopf";

export interface BranchEvent {
  readonly kind: EventKind;
  readonly place: Place;
}

/** Real parts that stay below this fraction of the Jacobian's size are rounding, whatever their signs. */
const silence = 1e-7;

/**
 * The event between two neighbouring nodes, undefined where there is none. A fold is where the parameter turns and an
 * eigenvalue changes its sign; at a branch point an eigenvalue does and the parameter goes on; where the parameter turns and no
 * eigenvalue has changed its sign, the branch is one that sprang from another, met from its side.
 * @param scale the size of the Jacobian in the domain.
 */
export function eventBetween(family: Family, a: Node, b: Node, scale: number): BranchEvent | undefined {
  const { size } = family;
  const turns = a.tangent[size]! * b.tangent[size]! < 0;
  if (!turns && a.index === b.index) return undefined;
  const k = Math.min(a.index, b.index);
  const crosses = a.index !== b.index;
  if (crosses && Math.max(...[a, b].map(({ spectrum }) => Math.abs(spectrum[k]![0]))) < silence * scale) {
    return undefined;
  }
  const place = turns
    ? zeroBetween(family, a, b, (at) => tangentAt(family, at, a.tangent)[size]!)
    : zeroBetween(family, a, b, (at) => spectrumAt(family, at)[k]![0]);
  if (turns) return { kind: crosses ? "fold" : "turning branch point", place };
  return { kind: spectrumAt(family, place)[k]![1] === 0 ? "branch point" : "hopf", place };
}

/** Where a function on the branch changes sign between two nodes, by the Illinois method in the arclength. */
function zeroBetween(family: Family, a: Node, b: Node, f: (place: Place) => number): Place {
  const end = b.place.reduce((sum, x, i) => sum + (x - a.place[i]!) * a.tangent[i]!, 0);
  let [low, high] = [0, end];
  let [valueLow, valueHigh] = [f(a.place), f(b.place)];
  let best = Math.abs(valueLow) < Math.abs(valueHigh) ? a.place : b.place;
  for (let iteration = 0; iteration < 60; iteration++) {
    const middle = (low * valueHigh - high * valueLow) / (valueHigh - valueLow);
    const found = correct(family, moved(a.place, middle, a.tangent), a.tangent);
    // The equations are singular at a branch point: so near it that they fail, the last point is it.
    if (found === undefined) break;
    best = found.place;
    const value = f(best);
    if (Math.abs(value) < 1e-14) break;
    if (value * valueHigh < 0) [low, valueLow] = [high, valueHigh];
    else valueLow /= 2;
    [high, valueHigh] = [middle, value];
    if (Math.abs(high - low) < 1e-13) break;
  }
  return best;
}
