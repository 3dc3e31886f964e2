import type { Model } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import type { Wording } from "../../search/wording.ts";
import { withNoise } from "../noise.ts";
import { lambdaOf, probeStates } from "./gap-cases.ts";

/** Finding 3a without its scope. */
export const varianceWording: Wording = {
  sentence:
    "at equal strength, negatively correlated augmentation lowers the gradient variance lambda, whatever the state",
  margin(model) {
    if (model.correlation.sign >= 0 || model.augmentation.isZero) return undefined;
    const { own, others } = largest(model);
    return (own - others) / Math.max(own, others);
  },
  values(model) {
    const { Q, own, others } = largest(model);
    return {
      Q: Q.join(", "),
      [`lambda(rho = ${model.correlation})`]: own,
      "lambda(rho = 0)": others,
    };
  },
};

/** The state among the probes where lambda(rho) - lambda(0) is largest, with both. */
function largest(model: Model): { Q: Float64Array; own: number; others: number } {
  const without = withNoise(model, { eta: model.augmentation, rho: Rational.zero });
  const [own, others] = [lambdaOf(model), lambdaOf(without)];
  const found = probeStates(model.features.length, 3).map((Q) => ({ Q, own: own(Q), others: others(Q) }));
  return found.reduce((best, one) => (one.own - one.others > best.own - best.others ? one : best));
}
