import { UnsupportedError } from "../../theory/errors.ts";
import type { Model } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { supremum } from "./tanh-polynomial.ts";
import { varianceSlope } from "./variance-slope.ts";
import { type Enclosed, ViewMeans } from "./view-means.ts";

/** More values of the signal than this are not summed over. */
const mostValues = 256;
/** More than the rounding of a sum of that many weighted terms takes away, relative to a bound of the terms. */
const rounding = 2 ** -38;

/** An enclosure of lambda at s = 1. @param Q one overlap a feature. @param rho in place of the model's correlation. */
export type VarianceAt = (Q: readonly Rational[], rho: Rational) => Enclosed;

/** @throws UnsupportedError, also at a state where a feature of a continuous law takes part. */
export function varianceAt(model: Model): VarianceAt {
  const { functions, pairs, variance: terms } = varianceSlope(model);
  const v = model.background.add(model.augmentation);
  const means = new ViewMeans(functions, v);
  const sizes = pairs.map(([f, g]) => supremum(functions[f]!) * supremum(functions[g]!));
  const partner = 1 / (model.batch.toNumber() - 1);
  return (Q, rho) => {
    const covariance = model.background.add(rho.multiply(model.augmentation)).toNumber();
    const signals = signalLaw(model, Q).map(({ value, weight }) => ({ weight, at: means.at(value) }));
    const averages = pairs.map(([f, g], pair): Enclosed => {
      let [value, error] = [0, rounding * sizes[pair]!];
      for (const { weight, at } of signals) {
        const mean = means.mean(at, f, g, covariance);
        value += weight * mean.value;
        error += weight * mean.error;
      }
      return { value, error };
    });
    let [value, error] = [0, 0];
    for (const term of terms) {
      const factor =
        (term.coefficient.toNumber() *
          v.toNumber() ** term.noise *
          covariance ** term.cross *
          partner ** term.partner) /
        model.batch.toNumber();
      const [a, b = { value: 1, error: 0 }] = term.means.map((mean) => averages[mean]!) as [
        Enclosed,
        Enclosed?,
      ];
      value += factor * a.value * b.value;
      const doubt = a.error * (Math.abs(b.value) + b.error) + Math.abs(a.value) * b.error;
      error += Math.abs(factor) * (doubt + rounding * Math.abs(a.value * b.value));
    }
    return { value, error };
  };
}

/** The law of S = sum_l Q_l c_l, by the features that take part. */
function signalLaw(model: Model, Q: readonly Rational[]): { value: number; weight: number }[] {
  let law = [{ value: 0, weight: 1 }];
  for (const [l, overlap] of Q.entries()) {
    if (overlap.isZero) continue;
    const { measure } = model.features[l]!;
    if (measure.kind !== "atoms")
      throw new UnsupportedError(`features[${l}]: a state is enclosed for laws of finitely many values only`);
    const q = overlap.toNumber();
    law = law.flatMap(({ value, weight }) =>
      measure.values.map((c, i) => ({ value: value + q * c, weight: weight * measure.weights[i]! })),
    );
    if (law.length > mostValues) throw new UnsupportedError("features: too many values of the signal");
  }
  return law;
}

/** A state at which lambda(rho) > lambda(0) is certain, with enclosures of both as [low, high]. */
export interface VarianceCounterexample {
  readonly Q: readonly string[];
  readonly rho: string;
  readonly lambda: readonly [number, number];
  readonly uncorrelated: readonly [number, number];
}

/** Looks for one at Q = 0 and along the axes, where it is clearest. */
export function varianceCounterexample(model: Model, rho: Rational): VarianceCounterexample | undefined {
  const at = varianceAt(model);
  const zero = model.features.map(() => Rational.zero);
  const discrete = [...model.features.keys()].filter((l) => {
    const { measure } = model.features[l]!;
    return measure.kind === "atoms" && measure.values.length <= mostValues;
  });
  const states = [zero, ...discrete.flatMap((l) => [1, 2, 3, 4].map((k) => zero.with(l, Rational.of(k, 4))))];
  const gaps = states.map((Q) => {
    const [lambda, uncorrelated] = [at(Q, rho), at(Q, Rational.zero)];
    const margin = lambda.value - lambda.error - uncorrelated.value - uncorrelated.error;
    return { Q, lambda, uncorrelated, margin };
  });
  const [clearest] = gaps.sort((a, b) => b.margin - a.margin);
  if (!clearest || clearest.margin <= 0) return undefined;
  const ends = ({ value, error }: Enclosed) => [value - error, value + error] as const;
  return {
    Q: clearest.Q.map(String),
    rho: `${rho}`,
    lambda: ends(clearest.lambda),
    uncorrelated: ends(clearest.uncorrelated),
  };
}
