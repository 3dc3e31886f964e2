import { compileFlow } from "../../numerics/flow/flow.ts";
import { Random } from "../../numerics/random/random.ts";
import { OutputGradient } from "../../numerics/samplers/output-gradient.ts";
import { derive } from "../../theory/derive.ts";
import { type Model, varyModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { symbol } from "../../theory/symbols.ts";
import { withValues } from "../../theory/values.ts";
import type { CounterexampleEvidence, Evidence } from "../ledger.ts";
import { sampleOf, signTest } from "../statistics.ts";
import type { Claim } from "./claim.ts";
import { negativeCorrelation, noiseStrengths, withNoise } from "./noise.ts";

/** Finding 3a: at equal strength, negatively correlated augmentation lowers the gradient variance. */
export const noiseVariance: Claim = {
  id: "noise-variance",
  statement:
    "At equal strength, augmentation noise of negative correlation gives a smaller gradient variance lambda than uncorrelated noise, for the noise strengths and batch sizes named in the scope.",
  source: "the third finding, first statement (3a)",
  check(model, { seed, thorough, progress }) {
    const rho = negativeCorrelation(model);
    const states = probeStates(model.features.length, thorough ? 9 : 5);
    const cases = searched(model).map((candidate) => ({
      candidate,
      gaps: lambdaGaps(candidate, rho, states),
    }));
    progress?.(0.4);
    const inside = cases.filter(({ gaps }) => gaps.every((gap) => gap < 0));
    const outside = cases.filter(({ gaps }) => gaps.some((gap) => gap > 0));
    const evidence: Evidence[] = [
      {
        kind: "property",
        about: `derived lambda at rho = ${rho} minus rho = 0 on ${states.length} states: negative on all of them for ${describe(inside)}; positive on some for ${describe(outside)}`,
        outcome: inside.length > 0 ? "holds" : "undecided",
        cases: states.length * cases.length,
      },
    ];
    // Simulated at the model's own noise, and where the prediction is clearest on either side of the border.
    const chosen = new Map<Case, number>();
    for (const side of [cases.slice(0, 1), inside, outside]) {
      const clearest = side
        .map((one) => ({ one, at: clearestState(one.gaps) }))
        .sort((a, b) => relative(b) - relative(a))[0];
      if (clearest) chosen.set(clearest.one, clearest.at);
    }
    for (const [{ candidate, gaps }, at] of chosen) {
      evidence.push(varianceGap(candidate, rho, states[at]!, gaps[at]!, seed, thorough));
    }
    progress?.(0.9);
    const counterexample = linearCounterexample(model);
    if (counterexample) evidence.push(counterexample);
    return {
      scope: `the model with rho = ${rho} against rho = 0 for ${describe(inside)}, ${states.length} states with |Q| <= 1`,
      evidence,
      asStated: counterexample ? "fails" : "open",
    };
  },
};

/** A noise strength and batch size, with the gap of lambda on each state. */
interface Case {
  readonly candidate: Model;
  readonly gaps: readonly number[];
}

/** The model itself first, then other strengths of its noise and the smallest batch. */
function searched(model: Model): Model[] {
  const batches = model.batch.equals(Rational.of(2)) ? [model.batch] : [model.batch, Rational.of(2)];
  const strengths = [
    ...new Map([model.augmentation, ...noiseStrengths(model)].map((eta) => [`${eta}`, eta])).values(),
  ];
  return batches.flatMap((batch) =>
    strengths
      .filter((eta) => !eta.isZero)
      .map((eta) => varyModel(model, { batch: `${batch}`, augmentation: { variance: `${eta}` } })),
  );
}

function lambdaGaps(model: Model, rho: Rational, states: readonly Float64Array[]): number[] {
  const [negative, none] = [rho, Rational.zero].map((value) =>
    compileFlow(withNoise(model, { eta: model.augmentation, rho: value })),
  );
  return states.map((Q) => negative!.terms(Q, 1).lambda - none!.terms(Q, 1).lambda);
}

function clearestState(gaps: readonly number[]): number {
  return gaps.reduce((best, gap, i) => (Math.abs(gap) > Math.abs(gaps[best]!) ? i : best), 0);
}

function relative({ one, at }: { one: Case; at: number }): number {
  return Math.abs(one.gaps[at]!) * one.candidate.batch.toNumber();
}

function describe(cases: readonly Case[]): string {
  const byBatch = new Map<string, string[]>();
  for (const { candidate } of cases) {
    const batch = `${candidate.batch}`;
    byBatch.set(batch, [...(byBatch.get(batch) ?? []), `${candidate.augmentation.toNumber()}`]);
  }
  const parts = [...byBatch].map(([batch, etas]) => `B = ${batch}, eta = ${etas.join(", ")}`);
  return parts.join("; ") || "none";
}

/** Q = 0, and states along each axis and the diagonal. */
function probeStates(features: number, perRay: number): Float64Array[] {
  const rays = Array.from({ length: Math.min(features, 2) }, (_, l) =>
    Array.from({ length: features }, (_, m): number => (m === l ? 1 : 0)),
  );
  if (features > 1) rays.push(new Array<number>(features).fill(1 / Math.sqrt(features)));
  const states = [new Float64Array(features)];
  for (const ray of rays) {
    for (let k = 1; k < perRay; k++) states.push(Float64Array.from(ray, (x) => (x * k) / (perRay - 1)));
  }
  return states;
}

/** The difference of the mean of V with common random numbers for both correlations. */
function varianceGap(
  model: Model,
  rho: Rational,
  Q: Float64Array,
  expected: number,
  seed: number,
  thorough: boolean,
): Evidence {
  const [negative, none] = [rho, Rational.zero].map(
    (value) => new OutputGradient(withNoise(model, { eta: model.augmentation, rho: value })),
  );
  const blocks = thorough ? 400 : 100;
  const perBlock = 1000;
  const [first, second] = [Random.stream(seed, 1), Random.stream(seed, 1)];
  const differences = Array.from({ length: blocks }, () => {
    let sum = 0;
    for (let b = 0; b < perBlock; b++) {
      negative!.draw(Q, 1, first);
      none!.draw(Q, 1, second);
      sum += negative!.variance - none!.variance;
    }
    return sum / perBlock;
  });
  return {
    kind: "simulation",
    about: `gradient variance at rho = ${rho} minus rho = 0, B = ${model.batch}, eta = ${model.augmentation.toNumber()}, Q = (${[...Q].map((q) => q.toFixed(2)).join(", ")})`,
    ...signTest(sampleOf(differences, perBlock), expected),
    sampler: "one batch",
    seed,
  };
}

/** The linear activation in exact numbers: lambda(rho) - lambda(0) at Q = 0 is positive for strong noise. */
function linearCounterexample(model: Model): CounterexampleEvidence | undefined {
  for (const eta of [1, 2, 4, 8].map((value) => Rational.of(value))) {
    const linear = varyModel(model, {
      activation: "identity",
      loss: "covariance",
      background: { variance: "1/4" },
      augmentation: { variance: `${eta}`, correlation: -1 },
    });
    const lambda = (rho: Rational): Rational => {
      const candidate = withNoise(linear, { eta, rho });
      const atOrigin = derive(candidate).terms.lambda.substitute((name) =>
        name === symbol.norm ? Polynomial.one : /^Q\d+$/.test(name) ? Polynomial.zero : undefined,
      );
      return withValues(candidate, atOrigin).asConstant()!;
    };
    const [negative, none] = [lambda(Rational.of(-1)), lambda(Rational.zero)];
    if (negative.compare(none) <= 0) continue;
    return {
      kind: "counterexample",
      about: "for the linear activation and strong noise the variance is larger at rho = -1 than at rho = 0",
      outcome: "holds",
      model: linear.source,
      values: { Q: "0", s: 1, "lambda(rho = -1)": `${negative}`, "lambda(rho = 0)": `${none}` },
    };
  }
  return undefined;
}
