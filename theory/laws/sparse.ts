import { ModelError } from "../errors.ts";
import { Rational } from "../rational.ts";
import { type ExactNumber, exactNumber, nonNegative, positive } from "./fields.ts";
import type { LawKind } from "./law.ts";
import { scaledLaw } from "./scaled.ts";

/** Zero with probability 1 - p, else two equal signs: kurtosis 1/p, any value from 1 up. */
export const sparse: LawKind<{ variance: ExactNumber; probability: ExactNumber }> = {
  name: "sparse",
  fields: { variance: exactNumber, probability: exactNumber },
  create(spec, path) {
    const p = positive(spec.probability, `${path}.probability`);
    if (p.compare(Rational.one) > 0) {
      throw new ModelError(`${path}.probability`, `must be at most 1, found ${spec.probability}`);
    }
    const probability = p.toNumber();
    const height = 1 / Math.sqrt(probability);
    return scaledLaw(
      {
        name: "sparse",
        evenMoment: (order) => (order === 0 ? Rational.one : p.power(1 - order / 2)),
        measure: {
          kind: "atoms",
          values: [-height, 0, height],
          weights: [probability / 2, 1 - probability, probability / 2],
        },
        sample: (random) => (random.uniform() < probability ? random.sign() * height : 0),
      },
      nonNegative(spec.variance, `${path}.variance`),
      `sparse (p = ${p})`,
    );
  },
};
