import type { Model } from "../../theory/model.ts";
import { signedEigenvalues } from "../fixed-points/eigenvalues.ts";
import type { Stability } from "../fixed-points/fixed-point.ts";
import { stabilityOf } from "../fixed-points/fixed-point.ts";
import { jacobianScale } from "../fixed-points/jacobian-scale.ts";
import { orbitSize } from "../fixed-points/orbits.ts";
import { fixedPointSet } from "../fixed-points.ts";
import { compileFlow } from "../flow/flow.ts";
import { canonicalPlace, isOnBranch } from "./branches.ts";
import type { Family } from "./family.ts";
import { interpolatedFamily } from "./interpolated-family.ts";
import { looks } from "./looks.ts";
import { bifurcationAt, matrixAt, type Node, nodeAt } from "./node.ts";
import { type Along, modelsAlong } from "./parameter.ts";
import { length, moved, type Place, placeError } from "./solve.ts";
import { branchPointKind, departures, nullSpaceAt } from "./switch-branch.ts";
import { type BranchEnd, type Trace, trace } from "./trace.ts";

/** A connected curve of fixed points against the parameter, one of each symmetry orbit. */
export interface Branch {
  readonly parameter: readonly number[];
  /** A row a point. */
  readonly Q: readonly (readonly number[])[];
  /** 1 on the sphere. */
  readonly s: readonly number[];
  /** `marginal` at the bifurcations, which are points of the branch. */
  readonly stability: readonly Stability[];
  /** How many branches this one stands for. */
  readonly orbit: number;
  /** Why it begins and ends where it does. */
  readonly ends: readonly [BranchEnd, BranchEnd];
}

/** Where branches turn or meet, or a pair of complex eigenvalues changes the sign of its real part. */
export interface Bifurcation {
  readonly kind: "fold" | "pitchfork" | "transcritical" | "hopf";
  readonly parameter: number;
  readonly Q: readonly number[];
  readonly s: number;
}

/** The fixed points along a parameter: curves of them, and where these fold, meet or begin. */
export interface Diagram {
  readonly branches: readonly Branch[];
  /** In the order of the parameter. */
  readonly bifurcations: readonly Bifurcation[];
  /** The parameters, in order, at which all fixed points were looked for: a branch that closes between two is not seen. */
  readonly looks: readonly number[];
}

const mostBranches = 60;

/**
 * The fixed points as one number of the model runs through a range: branches, followed through folds and switched at branch
 * points, until they explain all fixed points that are found at values of it in every eighth of the range and between any two
 * bifurcations.
 * @param along `points` is the least number of points on a branch across the range.
 * @throws ModelError for a path that is no number of the model, or a value in the range that the model cannot have.
 */
export function fixedPointsAlong(model: Model, along: Along & { readonly points?: number }): Diagram {
  const { path, from, to, points = 60 } = along;
  const members = modelsAlong(model, path);
  const modelAt = (parameter: number): Model => members(from + parameter * (to - from));
  for (const end of [0, 1]) modelAt(end);
  const placesAt = (parameter: number): Place[] => {
    const flow = compileFlow(modelAt(parameter));
    return fixedPointSet(flow).points.map(({ Q, s }) =>
      Float64Array.from([...[...Q, s].slice(0, flow.size), parameter]),
    );
  };
  const { branches, bifurcations, looks } = followAll(interpolatedFamily(modelAt), placesAt, 1 / points);
  const unscaled = (parameter: number): number => from + parameter * (to - from);
  return {
    branches: branches.map((branch) => ({ ...branch, parameter: branch.parameter.map(unscaled) })),
    bifurcations: bifurcations.map((point) => ({ ...point, parameter: unscaled(point.parameter) })),
    looks: looks.map(unscaled),
  };
}

/**
 * All branches that fixed points at some parameters and the branch points on the way lead to.
 * @param placesAt the fixed points at a parameter, as far as they are known.
 * @param step the longest step, in the parameter's range and the state's own units.
 */
export function followAll(
  family: Family,
  placesAt: (parameter: number) => readonly Place[],
  step: number,
): Diagram {
  const scale = Math.max(
    ...[0.1, 0.5, 0.9].map((parameter) =>
      jacobianScale(family, (state) => matrixAt(family, Float64Array.from([...state, parameter]))),
    ),
  );
  const known: { nodes: readonly Node[]; ends: [BranchEnd, BranchEnd] }[] = [];
  const bifurcations: { kind: Bifurcation["kind"]; place: Place }[] = [];
  const isKnown = (place: Place): boolean => known.some(({ nodes }) => isOnBranch(family, nodes, place));
  const waiting: { place: Place; away?: Float64Array; origin?: Place }[] = [];
  const lookedAt: number[] = [];
  const nextLook = looks(() => bifurcations.map(({ place }) => place[family.size]!));
  const turning: Place[] = [];
  const isRecorded = (at: Place, distance: number): boolean =>
    bifurcations.some((other) => length(moved(at, -1, other.place)) < distance);
  const record = ({ events }: Trace): void => {
    for (const { kind, place } of events) {
      const at = canonicalPlace(family, place);
      if (isRecorded(at, 1e-5)) continue;
      if (kind === "fold" || kind === "hopf") {
        bifurcations.push({ kind, place: at });
        continue;
      }
      const nullSpace = nullSpaceAt(family, at, scale);
      const ways = departures(family, at, nullSpace);
      if (kind === "turning branch point") {
        // The branch that goes through it, followed to both sides, places it far better than the one that turns there.
        turning.push(at);
        waiting.unshift(...ways.map(({ place: beside }) => ({ place: beside })));
        continue;
      }
      bifurcations.push({ kind: branchPointKind(family, at, nullSpace, scale), place: at });
      // Branches through a branch point go first: seeds on them are then known.
      waiting.unshift(...ways.map((way) => ({ ...way, origin: at })));
    }
  };

  while (known.length < mostBranches) {
    const next = waiting.shift();
    if (!next) {
      const look = nextLook.next();
      if (look.done) break;
      lookedAt.push(look.value);
      waiting.push(...placesAt(look.value).map((place) => ({ place })));
      continue;
    }
    const { place, away, origin } = next;
    const start = canonicalPlace(family, place);
    if (isKnown(start)) continue;
    if (away && origin) {
      const onward = trace(family, nodeAt(family, place, away), { step, scale });
      known.push({
        nodes: [bifurcationAt(family, origin, away), ...onward.nodes],
        ends: ["branch point", onward.end],
      });
      record(onward);
      continue;
    }
    const rising = new Float64Array(family.size + 1);
    rising[family.size] = 1;
    const forward = nodeAt(family, start, rising);
    const backward = { ...forward, tangent: forward.tangent.map((x) => -x) };
    const [ahead, behind] = [forward, backward].map((node) => trace(family, node, { step, scale })) as [
      Trace,
      Trace,
    ];
    const isClosed = ahead.end === "closed";
    const before = isClosed ? [] : behind.nodes.slice(1).reverse();
    known.push({ nodes: [...before, ...ahead.nodes], ends: [isClosed ? "closed" : behind.end, ahead.end] });
    record(ahead);
    if (!isClosed) record(behind);
  }
  for (const at of turning) if (!isRecorded(at, 1e-3)) bifurcations.push({ kind: "pitchfork", place: at });
  return {
    branches: known.map(({ nodes, ends }) => describe(family, nodes, ends, scale)),
    bifurcations: bifurcations
      .map(({ kind, place }) => ({ kind, ...values(family, place) }))
      .sort((a, b) => a.parameter - b.parameter),
    looks: lookedAt.sort((a, b) => a - b),
  };
}

function describe(
  family: Family,
  nodes: readonly Node[],
  ends: [BranchEnd, BranchEnd],
  scale: number,
): Branch {
  const states = nodes.map(({ place }) => values(family, canonicalPlace(family, place)));
  const middle = canonicalPlace(family, nodes[nodes.length >> 1]!.place);
  // A change of the place moves the Jacobian, in its own units, by about as much.
  const change = (family.error() + placeError) * scale;
  const stability = ({ place, isBifurcation }: Node): Stability =>
    isBifurcation ? "marginal" : stabilityOf(signedEigenvalues(matrixAt(family, place), change).signs);
  return {
    parameter: states.map(({ parameter }) => parameter),
    Q: states.map(({ Q }) => Q),
    s: states.map(({ s }) => s),
    stability: nodes.map(stability),
    orbit: orbitSize(family, middle),
    ends,
  };
}

function values(family: Family, place: Place): { parameter: number; Q: number[]; s: number } {
  const { features, size } = family;
  return {
    parameter: place[size]!,
    Q: [...place.subarray(0, features)],
    s: size > features ? place[features]! : 1,
  };
}
