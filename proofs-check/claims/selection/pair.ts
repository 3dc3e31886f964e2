import { type Landscape, landscapeOf } from "../../../numerics/basins/attractors.ts";
import { Labeller, none } from "../../../numerics/basins/labeller.ts";
import { compileFlow, type Flow } from "../../../numerics/flow/flow.ts";
import { integrate } from "../../../numerics/integrate.ts";
import { type ModelInput, varyModel } from "../../../theory/model.ts";
import type { Evidence } from "../../ledger.ts";
import { testOfRuns } from "../../sequential-test.ts";
import { signTest } from "../../statistics.ts";
import { endOfRun } from "../end-states.ts";

/** Laws to hold against the model's: heavy tails, and the lightest that there are. */
export const partners: readonly ModelInput[] = [
  { law: "sparse", probability: "1/2" },
  { law: "sparse", probability: "1/6" },
  { law: "rademacher" },
];

/** The first two features at length `radius`, at an angle between the axes of the one and the other. */
export const radius = 0.8;

/** Two flows that differ in the hidden laws beyond the second moment, and a start that they take to different ends. */
export interface Pair {
  readonly flows: readonly [Flow, Flow];
  readonly start: { readonly Q: readonly number[]; readonly s: number };
  readonly evidence: Evidence;
}

function startAt(angle: number): Pair["start"] {
  return { Q: [radius * Math.cos(angle), radius * Math.sin(angle)], s: 1 };
}

/** Where a flow takes the start at an angle: to an attractor, or undefined where it follows a border too closely. */
type Ends = (angle: number) => readonly number[] | undefined;

function endsOf(flow: Flow, { attractors, targets }: Landscape): Ends {
  const labeller = new Labeller(flow, targets);
  return (angle) => {
    const { Q, s } = startAt(angle);
    const label = labeller.label([...Q, s].slice(0, flow.size));
    return label === none ? undefined : attractors[label]!.Q;
  };
}

/** The angle of the border between the two features' regions, or undefined where there are no two regions. */
function separatrix(ends: Ends): number | undefined {
  const first = (angle: number): boolean => {
    const [a, b] = ends(angle) ?? [0, 0];
    return Math.abs(a!) > Math.abs(b!);
  };
  let [low, high] = [0.05, Math.PI / 2 - 0.05];
  if (!first(low) || first(high)) return undefined;
  for (let k = 0; k < 20; k++) {
    const middle = (low + high) / 2;
    if (first(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Where two flows with these borders may part: between the borders, or, where one of them has none because a
 * single state attracts everything, on either side of the other's.
 */
function startAngles(first: number | undefined, second: number | undefined): number[] {
  if (first !== undefined && second !== undefined) return [(first + second) / 2];
  const border = first ?? second ?? Math.PI / 4;
  return [border / 2, (border + Math.PI / 2) / 2];
}

/** A law with the same second moments whose flow takes a common start to another state, and that start. */
export function findPair(own: Flow, landscape: Landscape): Pair | undefined {
  const { model } = own;
  const ownEnds = endsOf(own, landscape);
  const border = separatrix(ownEnds);
  let best: Pair | undefined;
  let bestGap = 0;
  for (const partner of partners) {
    const features = model.features.map(({ variance }) => ({ ...partner, variance: `${variance}` }));
    const candidate = varyModel(model, { features });
    // A law with the same fourth moment has nothing to show.
    if (candidate.features.every((law, l) => law.moment(4).equals(model.features[l]!.moment(4)))) continue;
    const other = compileFlow(candidate);
    const otherEnds = endsOf(other, landscapeOf(other));
    const otherBorder = separatrix(otherEnds);
    const bordered = border !== undefined && otherBorder !== undefined;
    const gap = bordered ? Math.abs(border - otherBorder) : 0.05;
    if (gap <= Math.max(bestGap, 0.01)) continue;
    const apart = startAngles(border, otherBorder)
      .flatMap((angle) => {
        const [a, b] = [ownEnds(angle), otherEnds(angle)];
        return a && b ? [{ angle, ends: [a, b] as const }] : [];
      })
      .find(({ ends: [a, b] }) => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!) >= 0.2);
    if (apart === undefined) continue;
    const { angle, ends } = apart;
    bestGap = gap;
    const label = `${partner["law"]}${partner["probability"] ? ` (p = ${partner["probability"]})` : ""}`;
    const start = startAt(angle);
    best = {
      flows: [own, other],
      start,
      evidence: {
        kind: "property",
        about: `from Q = (${format(start.Q)}) the ODE ends at (${format(ends[0])}) with the model's laws and at (${format(ends[1])}) with ${label} laws of the same variances${bordered ? `; the borders lie at ${degrees(border)} and ${degrees(otherBorder)}` : ""}`,
        outcome: "holds",
        cases: 2,
      },
    };
  }
  return best;
}

function format(Q: readonly number[]): string {
  return Q.map((q) => q.toFixed(3)).join(", ");
}

function degrees(angle: number): string {
  return `${((angle * 180) / Math.PI).toFixed(2)} degrees`;
}

/** Small batches make paths near the border scatter: where a few runs are not enough, so many may be. */
const mostRuns = 336;

/** SGD from the common start under both laws: the difference of Q1 - Q2 has the sign that the ODE gives it. */
export function separation(pair: Pair, seed: number, thorough: boolean): Evidence {
  const times = Array.from({ length: 41 }, (_, i) => i * 2);
  const contrast = (Q: readonly number[]): number => Math.abs(Q[0]!) - Math.abs(Q[1]!);
  const [own, other] = pair.flows.map((flow) => integrate(flow, pair.start, times).Q.map(contrast)) as [
    number[],
    number[],
  ];
  // Late enough to be clear, and no later: from then on the scatter of paths near a border grows as fast as the gap.
  const gaps = own.map((value, i) => value - other[i]!);
  const clear = gaps.findIndex((gap) => Math.abs(gap) > 0.2);
  const at = clear > 0 ? clear : gaps.length - 1;
  const dimension = thorough ? 20_000 : 1000;
  const [first, second] = pair.flows.map(({ model }, law) =>
    endOfRun(
      ([Q1, Q2]) => contrast([Q1!, Q2!]),
      model,
      // Laws differ in how many numbers they draw, so that runs with one seed would have nothing in common.
      { start: pair.start, until: times[at]!, dimension, seed: seed + law },
      mostRuns,
    ),
  ) as [(r: number) => number, (r: number) => number];
  return {
    kind: "simulation",
    about: `difference of |Q1| - |Q2| between the two laws at t = ${times[at]}, N = ${dimension}`,
    ...testOfRuns(
      (r) => first(r) - second(r),
      (sample, size) => signTest(sample, gaps[at]!, size),
      { most: mostRuns },
    ),
    sampler: "overlap",
    seed,
  };
}
