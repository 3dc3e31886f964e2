import { inDomain } from "../fixed-points/orbits.ts";
import type { Family } from "./family.ts";
import { type BranchEvent, eventBetween } from "./locate.ts";
import { bifurcationAt, type Node, nodeAt } from "./node.ts";
import { correct, dot, length, moved, type Place } from "./solve.ts";

/**
 * Why a branch ends: at the end of the parameter's range, at the branch point that it sprang from or another one, where it
 * leaves the states that the model has, back at its start, or because it could not be followed.
 */
export type BranchEnd = "range" | "branch point" | "domain" | "closed" | "lost";

export interface Trace {
  readonly nodes: readonly Node[];
  readonly events: readonly BranchEvent[];
  readonly end: BranchEnd;
}

export interface TraceOptions {
  /** The longest step, in the parameter's range and the state's own units. */
  readonly step: number;
  /** The size of the Jacobian in the domain. */
  readonly scale: number;
}

const shortestStep = 1e-7;
const mostNodes = 5000;
/** The cosine of the largest angle between neighbouring tangents. */
const straight = 0.96;

/**
 * Follows a curve of fixed points from a place on it by pseudo-arclength: a step along the tangent, then Newton's method
 * across it, which passes folds. Source: H. Keller, Numerical solution of bifurcation and nonlinear eigenvalue problems (1977).
 */
export function trace(family: Family, start: Node, { step: longest, scale }: TraceOptions): Trace {
  const nodes: Node[] = [start];
  const events: BranchEvent[] = [];
  let step = longest / 4;
  const finish = (end: BranchEnd): Trace => ({ nodes, events, end });
  while (nodes.length < mostNodes) {
    const here = nodes.at(-1)!;
    const next = advance(family, here, step);
    if (next === undefined) {
      step /= 2;
      if (step < shortestStep) return finish("lost");
      continue;
    }
    const { node, atEdge } = next;
    if (atEdge && length(moved(node.place, -1, here.place)) < 1e-12) return finish("range");
    if (!inDomain(family, node.place.subarray(0, family.size))) return finish("domain");
    // Two events in one step would hide each other.
    const isTangled = Math.abs(node.index - here.index) > 1 && step > longest / 64;
    if (isTangled) {
      step /= 2;
      continue;
    }
    const event = eventBetween(family, here, node, scale);
    if (event) {
      events.push(event);
      nodes.push(bifurcationAt(family, event.place, here.tangent));
      if (event.kind === "turning branch point") return finish("branch point");
    }
    nodes.push(node);
    if (atEdge) return finish("range");
    if (isBackAtStart(here, node, start, nodes.length)) return finish("closed");
    step = Math.min(longest, next.isEasy ? 1.5 * step : step);
  }
  return finish("lost");
}

/** The next node, on the edge of the parameter's range at most; undefined where the step is too long. */
function advance(
  family: Family,
  { place, tangent }: Node,
  step: number,
): { node: Node; atEdge: boolean; isEasy: boolean } | undefined {
  const { size } = family;
  const predicted = moved(place, step, tangent);
  const found = correct(family, predicted, tangent);
  if (!found || length(moved(found.place, -1, predicted)) > 0.3 * step) return undefined;
  const parameter = found.place[size]!;
  const bound = parameter < 0 ? 0 : parameter > 1 ? 1 : undefined;
  const reached = bound === undefined ? found : onEdge(family, place, found.place, bound);
  if (reached === undefined) return undefined;
  const node = nodeAt(family, reached.place, tangent);
  if (dot(node.tangent, tangent) < straight) return undefined;
  return { node, atEdge: bound !== undefined, isEasy: found.iterations <= 4 };
}

/** The fixed point at the end of the range between a place inside it and one beyond. */
function onEdge(family: Family, inside: Place, beyond: Place, bound: number): { place: Place } | undefined {
  const { size } = family;
  const part = (bound - inside[size]!) / (beyond[size]! - inside[size]!);
  const between = moved(inside, part, moved(beyond, -1, inside));
  between[size] = bound;
  const normal = new Float64Array(size + 1);
  normal[size] = 1;
  return correct(family, between, normal);
}

function isBackAtStart(here: Node, node: Node, start: Node, count: number): boolean {
  if (count < 10) return false;
  const before = dot(moved(here.place, -1, start.place), start.tangent);
  const after = dot(moved(node.place, -1, start.place), start.tangent);
  const near = length(moved(node.place, -1, start.place));
  return before < 0 && after >= 0 && near < 2 * length(moved(node.place, -1, here.place));
}
