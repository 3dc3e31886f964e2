import { type FixedPoint, fixedPoints } from "../fixed-points.ts";
import type { Flow } from "../flow/flow.ts";
import { symmetryImages } from "../symmetries.ts";
import { type Trap, trapAround } from "./trap.ts";

/** A stable fixed point. +Q and -Q are two: they are different states of the weights. */
export interface Attractor {
  readonly Q: readonly number[];
  /** 1 on the sphere. */
  readonly s: number;
  /** The feature that it recovers, counted from 1: all other overlaps vanish. Null for a mixed state and for Q = 0. */
  readonly feature: number | null;
}

/** All that decides where a path ends, as plain data. A label is an index into `traps`. */
export interface Targets {
  readonly traps: readonly Trap[];
  /** The fixed points that attract some paths and repel others. */
  readonly saddles: readonly (readonly number[])[];
  /** The fixed points that repel everything. */
  readonly sources: readonly (readonly number[])[];
  /** After this time a path that is in no trap has no label. */
  readonly timeLimit: number;
}

/** A flow's fixed points, all images under its symmetries, and the attractors among them in the same order. */
export interface Landscape {
  readonly fixedPoints: readonly FixedPoint[];
  readonly attractors: readonly Attractor[];
  readonly targets: Targets;
}

/** A path spends some 16 units of 1/rate per fixed point that it passes at a distance of 1e-7. */
const patience = 100;

/** Finds a flow's fixed points, and around each stable one a neighbourhood that is certain to be in its basin. */
export function landscapeOf(flow: Flow): Landscape {
  const orbits = fixedPoints(flow);
  const points = orbits.flatMap((point) => symmetryImages(point, flow.model));
  const stable = points.filter(({ stability }) => stability === "stable").sort(byFeature);
  const stateOf = ({ Q, s }: FixedPoint): number[] => [...Q, s].slice(0, flow.size);
  const states = (...kinds: FixedPoint["stability"][]): number[][] =>
    points.filter(({ stability }) => kinds.includes(stability)).map(stateOf);
  const rates = orbits
    .filter(({ stability }) => stability !== "marginal")
    .flatMap(({ eigenvalues }) => eigenvalues.map(([re]) => Math.abs(re)));
  return {
    fixedPoints: points,
    attractors: stable.map(({ Q, s }) => ({ Q: Q.map((q) => q + 0), s: s + 0, feature: recovered(Q) })),
    targets: {
      traps: stable.map((point) => trapAround(flow, stateOf(point))),
      saddles: states("saddle", "marginal"),
      sources: states("unstable"),
      timeLimit: rates.length > 0 ? patience / Math.min(...rates) : 0,
    },
  };
}

function recovered(Q: readonly number[]): number | null {
  const present = Q.flatMap((q, l) => (Math.abs(q) > 1e-9 ? [l + 1] : []));
  return present.length === 1 ? present[0]! : null;
}

/** Feature by feature, +Q before -Q; states that recover none come last. */
function byFeature({ Q: first }: FixedPoint, { Q: second }: FixedPoint): number {
  const rank = (Q: readonly number[]): number => recovered(Q) ?? Q.length + 1;
  const l = first.findIndex((q, i) => q !== second[i]);
  return rank(first) - rank(second) || (l < 0 ? 0 : second[l]! - first[l]!);
}
