import { compileFlow } from "../../../numerics/flow/flow.ts";
import { type Model, varyModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import { noiseStrengths, withNoise } from "../noise.ts";

/** A noise strength and batch size, with the gap of lambda on each state. */
export interface Case {
  readonly candidate: Model;
  readonly gaps: readonly number[];
}

/** The model itself first, then other strengths of its noise and the smallest batch. */
export function searched(model: Model): Model[] {
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

/** lambda(rho) - lambda(0) on each state. */
export function lambdaGaps(model: Model, rho: Rational, states: readonly Float64Array[]): number[] {
  const [negative, none] = [rho, Rational.zero].map((value) =>
    lambdaOf(withNoise(model, { eta: model.augmentation, rho: value })),
  );
  return states.map((Q) => negative!(Q) - none!(Q));
}

/** The derived gradient variance as a function of Q, at s = 1. */
export function lambdaOf(model: Model): (Q: Float64Array) => number {
  const flow = compileFlow(model);
  return (Q) => flow.terms(Q, 1).lambda;
}

export function clearestState(gaps: readonly number[]): number {
  return gaps.reduce((best, gap, i) => (Math.abs(gap) > Math.abs(gaps[best]!) ? i : best), 0);
}

export function relative({ one, at }: { one: Case; at: number }): number {
  return Math.abs(one.gaps[at]!) * one.candidate.batch.toNumber();
}

export function describe(cases: readonly Case[]): string {
  const byBatch = new Map<string, string[]>();
  for (const { candidate } of cases) {
    const batch = `${candidate.batch}`;
    byBatch.set(batch, [...(byBatch.get(batch) ?? []), `${candidate.augmentation.toNumber()}`]);
  }
  const parts = [...byBatch].map(([batch, etas]) => `B = ${batch}, eta = ${etas.join(", ")}`);
  return parts.join("; ") || "none";
}

/** Q = 0, and states along each axis and the diagonal. */
export function probeStates(features: number, perRay: number): Float64Array[] {
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
