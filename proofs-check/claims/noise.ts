import { mostSimilar } from "../../numerics/fixed-points/most-similar.ts";
import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { type Model, varyModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import type { Wording } from "../search/wording.ts";

/** One choice of augmentation noise, exact. */
export interface NoiseChoice {
  readonly eta: Rational;
  readonly rho: Rational;
}

/** The model with another augmentation noise. */
export function withNoise(model: Model, { eta, rho }: NoiseChoice): Model {
  return varyModel(model, { augmentation: { variance: `${eta}`, correlation: `${rho}` } });
}

/** The negative correlation that a claim compares with none: the model's own, or -1/2. */
export function negativeCorrelation(model: Model): Rational {
  return model.correlation.sign < 0 ? model.correlation : Rational.of(-1, 2);
}

/** The noise strengths that are searched: fractions and multiples of the model's own (of 1/5 if it has none). */
export function noiseStrengths(model: Model): Rational[] {
  const own = model.augmentation.isZero ? Rational.of(1, 5) : model.augmentation;
  return [Rational.of(1, 2), Rational.one, Rational.of(4), Rational.of(16)].map((factor) =>
    own.multiply(factor),
  );
}

/** The cosine similarities Q / sqrt s of the stable state where they are largest, and the model's flow. */
export interface Stationary {
  readonly flow: Flow;
  readonly Q: readonly number[];
}

export function stationary(model: Model): Stationary {
  const flow = compileFlow(model);
  const { Q, s } = mostSimilar(flow) ?? { Q: new Array<number>(model.features.length).fill(0), s: 1 };
  return { flow, Q: Q.map((q) => q / Math.sqrt(s)) };
}

/** `eta = 1/5` and the like, for scopes. */
export function listOf(values: readonly Rational[]): string {
  return values.map((value) => `${value.toNumber()}`).join(", ");
}

/**
 * The wording that the model's own augmentation gives a larger stationary overlap than another one: by how much it gives a
 * smaller one, as a share of the larger.
 */
export function smallerOverlap(
  sentence: string,
  other: (model: Model) => NoiseChoice,
  models: Wording["models"] = {},
): Wording {
  const overlaps = (model: Model): { own: number; others: number } => {
    const [own, others] = [model, withNoise(model, other(model))].map((candidate) => stationary(candidate).Q);
    return { own: Math.hypot(...own!), others: Math.hypot(...others!) };
  };
  return {
    sentence,
    models,
    margin(model) {
      if (model.correlation.sign >= 0 || model.augmentation.isZero) return undefined;
      const { own, others } = overlaps(model);
      return others > 0 ? (others - own) / others : 0;
    },
    values(model) {
      const { own, others } = overlaps(model);
      const { eta, rho } = other(model);
      return {
        [`|Q| (eta = ${model.augmentation}, rho = ${model.correlation})`]: own,
        [eta.isZero ? "|Q| (eta = 0)" : `|Q| (eta = ${eta}, rho = ${rho})`]: others,
      };
    },
  };
}
