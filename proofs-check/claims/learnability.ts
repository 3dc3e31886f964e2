import fc from "fast-check";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { growthRates } from "../../numerics/growth-rates.ts";
import { integrate } from "../../numerics/integrate.ts";
import { derive } from "../../theory/derive.ts";
import { losses } from "../../theory/losses/index.ts";
import { type Constraint, type Model, type ModelInput, varyModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { originStability } from "../../theory/stability.ts";
import { overlapIndex, parseMoment, stateVariables, symbol } from "../../theory/symbols.ts";
import { withValues } from "../../theory/values.ts";
import { lopsidedLaws, zeroMeanLaws } from "../arbitraries/hidden-laws.ts";
import type { CounterexampleEvidence, Evidence, IdentityEvidence } from "../ledger.ts";
import { testOfRuns } from "../sequential-test.ts";
import { signTest } from "../statistics.ts";
import { abstractModel } from "./any-activation.ts";
import type { Claim } from "./claim.ts";
import { endOfRun } from "./end-states.ts";

/** Finding 1: whether a feature grows out of an uninformative start is decided by its second moment alone. */
export const learnability: Claim = {
  id: "learnability",
  statement:
    "Near Q = 0 the growth rate of each feature depends on the hidden laws only through that feature's own second moment, linearly, and its sign decides whether the feature is learned.",
  source: "Proposition 3 and the first finding",
  latex:
    "A_l = A_l(m_{2,l}), \\quad \\text{linear, free of } m_{3,l}, m_{4,l}, \\dots; \\qquad \\text{feature } l \\text{ is learned from } Q = 0 \\iff A_l > 0",
  hypotheses: [
    "hidden variables independent, of mean zero",
    "phi with three derivatives of polynomial growth",
  ],
  checks: [
    {
      kind: "identity",
      about: "the Jacobian at Q = 0 with abstract moments, for an arbitrary phi and every loss",
    },
    { kind: "property", about: "equal growth for laws of equal second moment" },
    { kind: "simulation", about: "SGD on both sides of the threshold" },
    {
      kind: "counterexample",
      about: "a hidden law with a mean, for which the finding fails",
    },
  ],
  wording: {
    sentence: "an uninformative start rests, and what grows out of it is decided by second moments alone",
    models: { laws: lopsidedLaws(), constraint: "sphere", features: 2 },
    margin: (model) => Math.max(...driftAtOrigin(model).map(Math.abs)),
    values: (model) => ({
      "means of the hidden laws": model.features.map(({ mean }) => `${mean}`).join(", "),
      "dQ/dt at Q = 0": driftAtOrigin(model).join(", "),
    }),
  },
  check(model, { seed, thorough, progress }) {
    const evidence: Evidence[] = [
      abstractIdentity(),
      modelIdentity(model),
      sameSecondMoment(model, seed, thorough),
    ];
    progress?.(0.3);
    evidence.push(...thresholdSides(model, seed, thorough));
    // The letter's hidden variables have mean zero: only a model whose own have one is beyond its sentence.
    const own = nonzeroMean(model);
    evidence.push(...[shiftedLaw(model), own].filter((found) => found !== undefined));
    return {
      scope:
        "any activation with three derivatives of polynomial growth, any independent zero-mean hidden laws, the built-in losses, both constraints (identity); the model's own threshold (simulation)",
      evidence,
      asStated: own ? "fails" : evidence.every(({ outcome }) => outcome === "holds") ? "holds" : "open",
      provedByIdentity: true,
    };
  },
};

/** dQ/dt at Q = 0 with unit norm. */
function driftAtOrigin(model: Model): number[] {
  const flow = compileFlow(model);
  const state = new Float64Array(flow.size);
  if (flow.size > flow.features) state[flow.features] = 1;
  const rates = new Float64Array(flow.size);
  flow.rhs(state, rates);
  return [...rates.subarray(0, flow.features)];
}

/** Why a derivation's stability at Q = 0 involves anything but m2, or undefined if it does not. */
export function dependsOnMore(model: Model, constraint: Constraint, zeroMean = true): string | undefined {
  const features = model.theory ? model.features.length : Math.max(2, model.features.length);
  const hypotheses = Array.from({ length: features }, () => ({ zeroMean, symmetric: false }));
  const { drift, matrix } = originStability(derive({ ...model, constraint }, hypotheses));
  if (drift.some((entry) => !entry.isZero)) return "Q = 0 is not a fixed point";
  const variables = stateVariables(features, constraint === "free");
  for (const [i, row] of matrix.entries()) {
    const l = overlapIndex(variables[i]!);
    for (const [j, entry] of row.entries()) {
      if (i !== j) {
        if (l >= 0 && !entry.isZero) return `d(dQ${l + 1}/dt)/d${variables[j]} is not zero`;
        continue;
      }
      const moments = entry.generators().filter((name) => parseMoment(name));
      const foreign = moments.find((name) => name !== symbol.moment(2, l));
      if (foreign) return `the eigenvalue of ${variables[i]} contains ${foreign}`;
      if (l >= 0 && entry.degree(symbol.moment(2, l)) > 1)
        return `${symbol.moment(2, l)} does not enter linearly`;
    }
  }
  return undefined;
}

function identity(about: string, failures: readonly (string | undefined)[]): IdentityEvidence {
  const failure = failures.find((text) => text !== undefined);
  return {
    kind: "identity",
    about,
    outcome: failure === undefined ? "holds" : "fails",
    count: failures.length,
    ...(failure !== undefined && { failure }),
  };
}

/** A companion of the model with one feature whose law is shifted, and a phi without parity: Q = 0 drifts, in exact numbers. */
function shiftedLaw(model: Model): CounterexampleEvidence | undefined {
  const shifted = varyModel(model, {
    features: [{ law: "atoms", values: ["-1/2", "3/2"], weights: ["1/2", "1/2"] }],
    activation: "y + y^2",
    loss: "covariance",
    constraint: "sphere",
    // The hypothesis is at stake, not the model's own theory.
    theory: undefined,
  });
  const [law] = shifted.features;
  const { drift } = originStability(derive(shifted, [{ zeroMean: false, symmetric: false }]));
  const rate = withValues(shifted, drift[0]!).asConstant();
  if (!law || !rate || rate.isZero) return undefined;
  return {
    kind: "counterexample",
    about:
      "that hidden variables have mean zero is needed: with one shifted and phi = y + y^2 the start Q = 0 does not rest, whatever the second moment",
    outcome: "holds",
    model: shifted.source,
    values: { "mean of the hidden law": `${law.mean}`, "dQ/dt at Q = 0": `${rate}` },
  };
}

/** A model whose hidden laws have a mean lies outside the scope: what the mean does to the equations at Q = 0. */
function nonzeroMean(model: Model): CounterexampleEvidence | undefined {
  if (model.features.every(({ mean }) => mean.isZero)) return undefined;
  const dependence = dependsOnMore(model, model.constraint, false);
  if (dependence === undefined) return undefined;
  return {
    kind: "counterexample",
    about:
      "the model's own hidden laws have a nonzero mean, and with a mean the second moments do not decide alone",
    outcome: "holds",
    model: model.source,
    values: {
      "means of the hidden laws": model.features.map(({ mean }) => `${mean}`).join(", "),
      "at Q = 0, with general laws": dependence,
    },
  };
}

const bothConstraints: readonly Constraint[] = ["sphere", "free"];

function abstractIdentity(): Evidence {
  const failures = losses.flatMap((loss) =>
    bothConstraints.map((constraint) => dependsOnMore(abstractModel(loss), constraint)),
  );
  return identity(
    `for an arbitrary smooth phi and the losses ${losses.map(({ name }) => name).join(", ")} the Jacobian at Q = 0 is diagonal in Q and its entries contain m2_l only, linearly`,
    failures,
  );
}

function modelIdentity(model: Model): Evidence {
  return identity(
    `the same for the model's own activation, with general zero-mean laws`,
    bothConstraints.map((constraint) => dependsOnMore(model, constraint)),
  );
}

function withLaws(model: Model, laws: readonly ModelInput[]): Model {
  return varyModel(model, { features: laws });
}

/** A single feature, or where the model has a theory of its own as many as that speaks of, the first one replaced. */
function withFirst(model: Model, law: ModelInput): ModelInput[] {
  const others = model.theory ? (model.source["features"] as readonly ModelInput[]).slice(1) : [];
  return [law, ...others];
}

/** Growth rates at Q = 0 by quadrature, for random laws with the model's second moments. */
function sameSecondMoment(model: Model, seed: number, thorough: boolean): Evidence {
  const cases = thorough ? 60 : 12;
  const rates = (candidate: Model): number[] => growthRates(compileFlow(candidate, { tabulate: false }));
  const d = model.theory ? model.features.length : Math.min(2, model.features.length);
  const variances = model.features.slice(0, d).map(({ variance }) => variance);
  const reference = rates(
    withLaws(
      model,
      variances.map((variance) => ({ law: "rademacher", variance: `${variance}` })),
    ),
  );
  const laws = fc.tuple(...variances.map((variance) => zeroMeanLaws(variance)));
  const result = fc.check(
    fc.property(laws, (chosen) =>
      rates(withLaws(model, chosen)).every(
        (rate, l) => Math.abs(rate - reference[l]!) <= 1e-9 * Math.max(1e-3, Math.abs(reference[l]!)),
      ),
    ),
    { numRuns: cases, seed },
  );
  return {
    kind: "property",
    about: "random zero-mean laws with the model's second moments have one growth rate, to 1e-9",
    outcome: result.failed ? "fails" : "holds",
    cases: result.numRuns,
    seed,
    ...(result.failed && { failure: JSON.stringify(result.counterexample) }),
  };
}

/**
 * SGD with one feature on both sides of its threshold. The threshold grows with tau; at the tau for which it is
 * the model's own second moment, growth and decay are fast enough to be seen.
 */
function thresholdSides(model: Model, seed: number, thorough: boolean): Evidence[] {
  const own = model.features[0]!.variance;
  const threshold = thresholdOf(model);
  if (threshold === undefined || own.isZero) return [];
  const tau = sixDigits((model.learningRate.toNumber() * own.toNumber()) / threshold);
  return [Rational.of(1, 2), Rational.of(2)].map((factor) => {
    const candidate = varyModel(model, {
      features: withFirst(model, { law: "sparse", probability: "1/2", variance: `${own.multiply(factor)}` }),
      learningRate: `${tau}`,
    });
    const start = { Q: candidate.features.map((_, l) => (l === 0 ? 0.1 : 0)), s: 1 };
    const flow = compileFlow(candidate);
    const until = 0.7 / Math.abs(growthRates(flow)[0]!);
    const dimension = thorough ? 20_000 : 4000;
    const samples = until * dimension * runs * candidate.batch.toNumber();
    if (!(samples <= mostSamples)) {
      const about = `not decided: to see growth or decay, SGD would have to draw ${samples.toPrecision(2)} samples`;
      return { kind: "property", about, outcome: "undecided", cases: 0 };
    }
    const curve = integrate(flow, start, [0, until]);
    const change = endOfRun(([Q]) => Q! - start.Q[0]!, candidate, { start, until, dimension, seed }, runs);
    const expected = curve.Q[1]![0]! - start.Q[0]!;
    return {
      kind: "simulation",
      about: `change of Q from ${start.Q[0]} to t = ${until.toPrecision(3)} at ${factor} of the threshold m2 = ${own} of tau = ${tau.toNumber().toPrecision(4)}, N = ${dimension}`,
      ...testOfRuns(change, (sample, alpha) => signTest(sample, expected, alpha), { most: runs }),
      sampler: "overlap",
      seed,
    };
  });
}

/** Runs on each side, at most. */
const runs = 64;
/** Samples that a simulation may draw: hundreds of times what models of ordinary rates need. */
const mostSamples = 1e10;

function sixDigits(value: number): Rational {
  return Rational.parse(value.toPrecision(6));
}

/** The second moment at which feature 1 becomes learnable, undefined where there is none above zero. */
function thresholdOf(model: Model): number | undefined {
  const rate = (variance: number): number => {
    const candidate = withLaws(model, withFirst(model, { law: "rademacher", variance }));
    return growthRates(compileFlow(candidate, { tabulate: false }))[0]!;
  };
  // The eigenvalue is linear in m2: two values give its root.
  const [zero, one] = [rate(0), rate(1)];
  const threshold = -zero / (one - zero);
  return Number.isFinite(threshold) && threshold > 1e-6 && one > zero ? threshold : undefined;
}
