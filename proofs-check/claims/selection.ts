import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { integrate } from "../../numerics/integrate.ts";
import { samplers } from "../../numerics/samplers/index.ts";
import { simulate } from "../../numerics/simulate.ts";
import { derive } from "../../theory/derive.ts";
import { type Model, type ModelInput, varyModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { parseMoment } from "../../theory/symbols.ts";
import type { Evidence } from "../ledger.ts";
import { sampleOf, signTest, type TestResult, testSize } from "../statistics.ts";
import type { Claim } from "./claim.ts";
import { dependsOnMore } from "./learnability.ts";

/** Laws to hold against the model's: heavy tails, and the lightest that there are. */
const partners: readonly ModelInput[] = [
  { law: "sparse", probability: "1/2" },
  { law: "sparse", probability: "1/6" },
  { law: "rademacher" },
];

/** The first two features at length `radius`, at an angle between the axes of the one and the other. */
const radius = 0.8;

/** Finding 2: moments beyond the second leave the eigenvalues at Q = 0 alone and move the attraction regions. */
export const selection: Claim = {
  id: "selection",
  statement:
    "With the second moments held fixed, higher moments do not change the eigenvalues at Q = 0, but they do change which state a given start is attracted to.",
  source: "the second finding",
  check(model, { seed, thorough, progress }) {
    const pair = withTwoFeatures(model);
    const evidence: Evidence[] = [eigenvalueIdentity(model), linearIdentity(model)];
    const found = findPair(pair.model);
    progress?.(0.4);
    if (found === undefined) {
      evidence.push({
        kind: "property",
        about: "no partner law was found for which a common start ends elsewhere",
        outcome: "undecided",
        cases: partners.length,
      });
    } else {
      evidence.push(found.evidence, separation(found, seed, thorough));
    }
    return {
      scope: `the model's first two features${pair.note}, from starts of length ${radius} between their axes`,
      evidence,
      asStated: evidence.every(({ outcome }) => outcome === "holds") ? "holds" : "open",
    };
  },
};

/** A question about two features needs two: a model of one is given a second, a little weaker. */
function withTwoFeatures(model: Model): { model: Model; note: string } {
  const features = model.source["features"] as readonly ModelInput[];
  if (features.length >= 2) return { model: varyModel(model, { features: features.slice(0, 2) }), note: "" };
  const [first] = features as [ModelInput];
  const weaker = model.features[0]!.variance.multiply(Rational.of(11, 12));
  return {
    model: varyModel(model, { features: [first, { ...first, variance: `${weaker}` }] }),
    note: " (a second of the same law with 11/12 of the variance was added)",
  };
}

function eigenvalueIdentity(model: Model): Evidence {
  const failure = dependsOnMore(model, model.constraint);
  return {
    kind: "identity",
    about: "the eigenvalues at Q = 0 contain no moment of order three or more",
    outcome: failure === undefined ? "holds" : "fails",
    count: 1,
    ...(failure !== undefined && { failure }),
  };
}

/** For the linear activation there is nothing to move: no term contains a higher moment anywhere. */
function linearIdentity(model: Model): Evidence {
  const hypotheses = [0, 1].map(() => ({ zeroMean: true, symmetric: false }));
  const linear = varyModel(model, { activation: "identity", loss: "covariance", theory: undefined });
  const moments = derive(linear, hypotheses)
    .ode.flatMap((rhs) => rhs.generators())
    .filter((name) => (parseMoment(name)?.order ?? 0) > 2);
  return {
    kind: "identity",
    about: "for the linear activation no higher moment enters the ODE at all",
    outcome: moments.length === 0 ? "holds" : "fails",
    count: 1,
    ...(moments.length > 0 && { failure: moments.join(", ") }),
  };
}

interface Pair {
  readonly flows: readonly [Flow, Flow];
  readonly start: { readonly Q: readonly number[]; readonly s: number };
  readonly ends: readonly [readonly number[], readonly number[]];
  readonly evidence: Evidence;
}

function startAt(angle: number): Pair["start"] {
  return { Q: [radius * Math.cos(angle), radius * Math.sin(angle)], s: 1 };
}

/** Where a flow ends: far enough in time that slow passages are over. */
function endOf(flow: Flow, angle: number): readonly number[] {
  return integrate(flow, startAt(angle), [0, 800]).Q[1]!;
}

/** The angle of the border between the two features' regions, or undefined where there are no two regions. */
function separatrix(flow: Flow): number | undefined {
  const first = (angle: number): boolean => {
    const [a, b] = endOf(flow, angle);
    return Math.abs(a!) > Math.abs(b!);
  };
  let [low, high] = [0.05, Math.PI / 2 - 0.05];
  if (!first(low) || first(high)) return undefined;
  for (let k = 0; k < 12; k++) {
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
function findPair(model: Model): Pair | undefined {
  const own = compileFlow(model);
  const border = separatrix(own);
  let best: Pair | undefined;
  let bestGap = 0;
  for (const partner of partners) {
    const features = model.features.map(({ variance }) => ({ ...partner, variance: `${variance}` }));
    const candidate = varyModel(model, { features });
    // A law with the same fourth moment has nothing to show.
    if (candidate.features.every((law, l) => law.moment(4).equals(model.features[l]!.moment(4)))) continue;
    const other = compileFlow(candidate);
    const otherBorder = separatrix(other);
    const bordered = border !== undefined && otherBorder !== undefined;
    const gap = bordered ? Math.abs(border - otherBorder) : 0.05;
    if (gap <= Math.max(bestGap, 0.01)) continue;
    const apart = startAngles(border, otherBorder)
      .map((angle) => ({ angle, ends: [endOf(own, angle), endOf(other, angle)] as const }))
      .find(({ ends: [a, b] }) => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!) >= 0.2);
    if (apart === undefined) continue;
    const { angle, ends } = apart;
    bestGap = gap;
    const label = `${partner["law"]}${partner["probability"] ? ` (p = ${partner["probability"]})` : ""}`;
    const start = startAt(angle);
    best = {
      flows: [own, other],
      start,
      ends,
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

/** SGD from the common start under both laws: the difference of Q1 - Q2 has the sign that the ODE gives it. */
function separation(pair: Pair, seed: number, thorough: boolean): Evidence {
  const times = Array.from({ length: 41 }, (_, i) => i * 2);
  const contrast = (Q: readonly number[]): number => Math.abs(Q[0]!) - Math.abs(Q[1]!);
  const [own, other] = pair.flows.map((flow) => integrate(flow, pair.start, times).Q.map(contrast)) as [
    number[],
    number[],
  ];
  // Early enough to be cheap, late enough to be clear.
  const gaps = own.map((value, i) => value - other[i]!);
  const clear = gaps.findIndex((gap) => Math.abs(gap) > 0.4);
  const at = clear > 0 ? clear : gaps.length - 1;
  const dimension = thorough ? 20_000 : 1000;
  const contrastsOf = (law: 0 | 1, look: number, runs: number): number[] =>
    simulate(pair.flows[law].model, {
      sampler: samplers.overlap,
      dimension,
      start: { kind: "overlaps", ...pair.start },
      times: [0, times[at]!],
      runs,
      seed: seed + 1000 * look + law,
    }).samples[1]!.map((state) => contrast([state[0]!, state[1]!]));
  // Small batches make paths near the border scatter: look again with more runs where the first are not enough.
  const looks = [48, 96, 192];
  const differences: number[] = [];
  const decide = (): TestResult => signTest(sampleOf(differences), gaps[at]!, testSize / looks.length);
  for (const [look, runs] of looks.entries()) {
    const second = contrastsOf(1, look, runs);
    differences.push(...contrastsOf(0, look, runs).map((value, r) => value - second[r]!));
    if (decide().outcome !== "undecided") break;
  }
  return {
    kind: "simulation",
    about: `difference of |Q1| - |Q2| between the two laws at t = ${times[at]}, N = ${dimension}`,
    ...decide(),
    // Looks that were not needed are charged all the same.
    alpha: testSize,
    sampler: "overlap",
    seed,
  };
}
