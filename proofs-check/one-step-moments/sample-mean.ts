import type { Model } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { type ExactState, noiseCovariance, type SeenNoise } from "./exact-state.ts";

/**
 * A variable of one sample, by its kind: a hidden variable c_l (`feature`), an output y or y' (a noise along w, beside
 * the signal), or the noise of a view along a feature.
 */
export type SampleVariable =
  | { readonly kind: "hidden"; readonly feature: number }
  | { readonly kind: "output"; readonly noise: SeenNoise }
  | { readonly kind: "noise"; readonly noise: SeenNoise };

/** The mean of a product of powers of one sample's variables. */
export type SampleMean = (powers: readonly (readonly [SampleVariable, number])[]) => Rational;

/** A factor of a product given the hidden variables: a number and perhaps a centred Gaussian. */
interface Factor {
  /** Factors of one name are alike. */
  readonly id: number;
  readonly number: Rational;
  readonly noise?: SeenNoise;
}

/**
 * Means over one sample from the definition: every joint value of the hidden variables is visited, and given them the
 * Gaussians are paired in all ways (Isserlis).
 */
export function sampleMean(model: Model, state: ExactState): SampleMean {
  const joint = enumerate(state);
  const memo = joint.map(() => new Map<string, Rational>());
  return (powers) => {
    let sum = Rational.zero;
    for (const [at, { hidden, signal, weight }] of joint.entries()) {
      const factors = powers.flatMap(([variable, power]) =>
        new Array<Factor>(power).fill(factorOf(variable, hidden, signal)),
      );
      sum = sum.add(weight.multiply(productMean(factors, model, state, memo[at]!)));
    }
    return sum;
  };
}

interface JointValue {
  readonly hidden: readonly Rational[];
  /** S = sum_l Q_l c_l. */
  readonly signal: Rational;
  readonly weight: Rational;
}

function enumerate({ laws, overlaps }: ExactState): JointValue[] {
  let joint: JointValue[] = [{ hidden: [], signal: Rational.zero, weight: Rational.one }];
  for (const [l, { values, weights }] of laws.entries()) {
    joint = joint.flatMap(({ hidden, signal, weight }) =>
      values.map((value, k) => ({
        hidden: [...hidden, value],
        signal: signal.add(value.multiply(overlaps[l]!)),
        weight: weight.multiply(weights[k]!),
      })),
    );
  }
  return joint;
}

function factorOf(variable: SampleVariable, hidden: readonly Rational[], signal: Rational): Factor {
  if (variable.kind === "hidden") return { id: -1 - variable.feature, number: hidden[variable.feature]! };
  const { noise } = variable;
  const output = variable.kind === "output";
  const place = noise.direction === "weight" ? 0 : noise.direction + 1;
  return { id: 2 * place + noise.view, number: output ? signal : Rational.zero, noise };
}

/** E of a product of numbers plus Gaussians: the first Gaussian is left out, or paired with each later one in turn. */
function productMean(
  factors: readonly Factor[],
  model: Model,
  state: ExactState,
  memo: Map<string, Rational>,
): Rational {
  const [first, ...others] = factors;
  if (first === undefined) return Rational.one;
  const key = factors.map(({ id }) => id).join();
  const known = memo.get(key);
  if (known) return known;
  const mean = (rest: readonly Factor[]): Rational => productMean(rest, model, state, memo);
  let sum = first.number.isZero ? Rational.zero : first.number.multiply(mean(others));
  others.forEach(({ noise }, k) => {
    if (!first.noise || !noise) return;
    const covariance = noiseCovariance(first.noise, noise, model, state);
    if (!covariance.isZero) sum = sum.add(covariance.multiply(mean(others.toSpliced(k, 1))));
  });
  memo.set(key, sum);
  return sum;
}
