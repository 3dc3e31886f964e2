import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { integrate } from "../../numerics/integrate.ts";
import { derive } from "../../theory/derive.ts";
import { type Model, varyModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { symbol } from "../../theory/symbols.ts";
import { withValues } from "../../theory/values.ts";
import type { CounterexampleEvidence, Evidence } from "../ledger.ts";
import { testOfRuns } from "../sequential-test.ts";
import { signTest } from "../statistics.ts";
import type { Claim } from "./claim.ts";
import { endOfRun } from "./end-states.ts";
import { type Stationary, smallerOverlap, stationary, withNoise } from "./noise.ts";
import { linearDriftIdentity, linearExcessProof } from "./noise-linear.ts";

const rho = Rational.of(-1);
const none = { eta: Rational.zero, rho: Rational.zero };

/** Finding 3c: opposite noises in the two views beat no noise at all. */
export const noiseBenefit: Claim = {
  id: "noise-benefit",
  statement:
    "In batches of two, augmentation noise of correlation -1 and a strength below the border named in the scope gives a larger stationary overlap than no augmentation noise.",
  source: "the third finding, third statement (3c)",
  latex: "|Q^*(\\eta, \\rho)| > |Q^*(0, 0)|",
  hypotheses: [
    "batches of two for the statement; others are reported",
    "the stable state with the largest overlap",
  ],
  checks: [
    { kind: "identity", about: "for phi = y noise enters through lambda alone" },
    { kind: "proof", about: "for phi = y noise never lowers lambda below that of no noise" },
    { kind: "property", about: "stationary overlaps of the ODE up to the border in eta" },
    { kind: "simulation", about: "SGD with and without noise on both sides of the border" },
    { kind: "counterexample", about: "the linear phi in exact numbers" },
  ],
  wording: smallerOverlap(
    "negatively correlated augmentation noise gives a larger stationary overlap than no augmentation noise",
    () => none,
  ),
  check(model, { seed, thorough, progress }) {
    const pair = varyModel(model, { batch: 2 });
    const region = benefit(pair);
    progress?.(0.3);
    const batches = model.batch.equals(pair.batch) ? [] : [{ model, region: benefit(model) }];
    const evidence: Evidence[] = [
      linearDriftIdentity(model),
      ...linearExcessProof(model),
      {
        kind: "property",
        about: `stationary overlaps of the ODE at rho = ${rho} against eta = 0: ${[{ model: pair, region }, ...batches].map(described).join("; ")}`,
        outcome: region.border === undefined ? "undecided" : "holds",
        cases: region.cases + batches.reduce((sum, other) => sum + other.region.cases, 0),
      },
    ];
    if (region.border !== undefined) {
      const inside = exact(region.border / 2);
      const outside = exact(region.border * 2);
      for (const eta of [inside, outside]) {
        evidence.push(similarityGap(pair, region.without, eta, seed, thorough));
      }
    }
    progress?.(0.9);
    const counterexample = linearCounterexample(model);
    if (counterexample) evidence.push(counterexample);
    return {
      scope: `phi = y (proof): nowhere; the model with B = 2, rho = ${rho}, 0 < eta < ${region.border?.toPrecision(3) ?? "0 (nowhere)"}; the stable state with the largest overlap`,
      evidence,
      asStated: counterexample ? "fails" : "open",
    };
  },
};

interface Benefit {
  /** The strength up to which noise helps; undefined where weak noise does harm at once. */
  readonly border: number | undefined;
  /** Strengths that were tried. */
  readonly cases: number;
  /** The stationary state without augmentation noise. */
  readonly without: Stationary;
}

const weakest = 0.02;
const strongest = 8;

/** The first strength at which the gain over no noise vanishes again, by bisection to three digits. */
function benefit(model: Model): Benefit {
  const without = stationary(withNoise(model, none));
  let cases = 1;
  const gains = (eta: number): boolean => {
    cases++;
    const { Q } = stationary(withNoise(model, { eta: exact(eta), rho }));
    return Math.hypot(...Q) > Math.hypot(...without.Q) + 1e-6;
  };
  if (!gains(weakest)) return { border: undefined, cases, without };
  let [low, high] = [weakest, 2 * weakest];
  while (high < strongest && gains(high)) [low, high] = [high, 2 * high];
  while (high / low > 1.002) {
    const middle = (low + high) / 2;
    if (gains(middle)) low = middle;
    else high = middle;
  }
  return { border: low, cases, without };
}

function exact(eta: number): Rational {
  return Rational.parse(eta.toPrecision(3));
}

function described({ model, region }: { model: Model; region: Benefit }): string {
  const batch = `B = ${model.batch}`;
  return region.border === undefined
    ? `no larger at ${batch}, eta = ${weakest}`
    : `larger at ${batch} up to eta = ${region.border.toPrecision(3)}`;
}

/** SGD with and without the noise from the stationary state without it. */
function similarityGap(
  model: Model,
  from: Stationary,
  eta: Rational,
  seed: number,
  thorough: boolean,
): Evidence {
  const noisy = withNoise(model, { eta, rho });
  const start = { Q: from.Q, s: 1 };
  const until = 8;
  const along = (Q: ArrayLike<number>): number =>
    from.Q.reduce((sum, q, l) => sum + q * Q[l]!, 0) / Math.hypot(...from.Q);
  const end = (flow: Flow): number => along(integrate(flow, start, [0, until]).Q[1]!);
  const dimension = thorough ? 10_000 : 1000;
  const runs = thorough ? 128 : 96;
  const ends = (candidate: Model): ((r: number) => number) =>
    endOfRun(along, candidate, { start, until, dimension, seed }, runs);
  const [withIt, withoutIt] = [ends(noisy), ends(from.flow.model)];
  const expected = end(compileFlow(noisy)) - end(from.flow);
  return {
    kind: "simulation",
    about: `overlap at rho = ${rho}, eta = ${eta.toNumber()} minus that without augmentation noise, at t = ${until} from the stationary state without it, B = ${model.batch}, N = ${dimension}`,
    ...testOfRuns(
      (r) => withIt(r) - withoutIt(r),
      (sample, alpha) => signTest(sample, expected, alpha),
      { most: runs },
    ),
    sampler: "overlap",
    seed,
  };
}

/** The linear activation in exact numbers: its squared stationary overlap is rational, and noise makes it smaller. */
function linearCounterexample(model: Model): CounterexampleEvidence | undefined {
  const linear = varyModel(model, {
    features: [{ law: "rademacher", variance: 2 }],
    activation: "identity",
    loss: "covariance",
    constraint: "sphere",
    background: { variance: "1/4" },
    augmentation: { variance: "1/4", correlation: `${rho}` },
    batch: 2,
    learningRate: "1/10",
    // The letter's wording is at stake, not the model's own theory.
    theory: undefined,
  });
  const squares = [{ eta: linear.augmentation, rho }, none].map((noise) =>
    stationarySquare(withNoise(linear, noise)),
  );
  const [noisy, plain] = squares;
  if (noisy === undefined || plain === undefined || noisy.compare(plain) >= 0) return undefined;
  return {
    kind: "counterexample",
    about:
      "for the linear activation in batches of two, opposite noises make the stationary overlap smaller than no noise",
    outcome: "holds",
    model: linear.source,
    values: { "Q^2 (eta = 1/4, rho = -1)": `${noisy}`, "Q^2 (eta = 0)": `${plain}` },
  };
}

/** Q^2 where dQ/dt = Q (a + b Q^2) vanishes; undefined for any other equation, or outside (0, 1). */
function stationarySquare(model: Model): Rational | undefined {
  const overlap = symbol.overlap(0);
  const rate = withValues(model, derive(model).ode[0]!);
  const byPower = new Map(
    rate
      .collect((name) => name === overlap)
      .map(({ powers, coefficient }) => [powers.get(overlap) ?? 0, coefficient.asConstant()]),
  );
  const [a, b] = [byPower.get(1), byPower.get(3)];
  if (byPower.size !== 2 || !a || !b) return undefined;
  const square = a.divide(b).negate();
  return square.sign > 0 && square.compare(Rational.one) < 0 ? square : undefined;
}
