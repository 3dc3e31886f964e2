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
import { listOf, negativeCorrelation, noiseStrengths, withNoise } from "./noise.ts";

/** Finding 3a: at equal strength, negatively correlated augmentation lowers the gradient variance. */
export const noiseVariance: Claim = {
  id: "noise-variance",
  statement:
    "At equal strength, augmentation noise of negative correlation gives a smaller gradient variance lambda than uncorrelated noise, for the noise strengths named in the scope.",
  source: "the third finding, first statement (3a)",
  check(model, { seed, thorough, progress }) {
    const rho = negativeCorrelation(model);
    const strengths = noiseStrengths(model);
    const states = probeStates(model.features.length, thorough ? 9 : 5);
    const gap = (eta: Rational): number[] => {
      const [negative, none] = [rho, Rational.zero].map((value) =>
        compileFlow(withNoise(model, { eta, rho: value })),
      );
      return states.map((Q) => negative!.terms(Q, 1).lambda - none!.terms(Q, 1).lambda);
    };
    const gaps = strengths.map(gap);
    progress?.(0.4);
    const inside = strengths.filter((_, i) => gaps[i]!.every((value) => value < 0));
    const outside = strengths.filter((_, i) => gaps[i]!.some((value) => value >= 0));
    const evidence: Evidence[] = [
      {
        kind: "property",
        about: `derived lambda at rho = ${rho} minus rho = 0, on ${states.length} states for eta = ${listOf(strengths)}: negative on all states for eta = ${listOf(inside) || "none"}`,
        outcome: inside.length > 0 ? "holds" : "undecided",
        cases: states.length * strengths.length,
      },
    ];
    // One simulation in the region, and one outside it, where the derivation predicts the opposite sign.
    for (const [i, eta] of strengths.entries()) {
      const own = eta.equals(model.augmentation) || (inside.length > 0 && eta.equals(inside.at(-1)!));
      const worst = gaps[i]!.indexOf(Math.max(...gaps[i]!));
      const beyond = outside.length > 0 && eta.equals(outside.at(-1)!);
      if (!own && !beyond) continue;
      const at = beyond ? worst : 0;
      if (Math.abs(gaps[i]![at]!) < 1e-9) continue;
      evidence.push(varianceGap(model, eta, rho, states[at]!, gaps[i]![at]!, seed, thorough));
    }
    progress?.(0.9);
    const counterexample = linearCounterexample(model);
    if (counterexample) evidence.push(counterexample);
    return {
      scope: `the model with rho = ${rho} against rho = 0, eta = ${listOf(inside) || "none found"}, ${states.length} states with |Q| <= 1`,
      evidence,
      asStated: counterexample ? "fails" : "open",
    };
  },
};

/** Q = 0, and states along each axis and the diagonal. */
function probeStates(features: number, perRay: number): Float64Array[] {
  const rays = Array.from({ length: Math.min(features, 2) }, (_, l) =>
    Array.from({ length: features }, (_, m) => (m === l ? 1 : 0)),
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
  eta: Rational,
  rho: Rational,
  Q: Float64Array,
  expected: number,
  seed: number,
  thorough: boolean,
): Evidence {
  const [negative, none] = [rho, Rational.zero].map(
    (value) => new OutputGradient(withNoise(model, { eta, rho: value })),
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
    about: `gradient variance at rho = ${rho} minus rho = 0, eta = ${eta.toNumber()}, Q = (${[...Q].map((q) => q.toFixed(2)).join(", ")})`,
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
