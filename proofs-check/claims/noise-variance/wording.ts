import type { Model } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import type { Wording } from "../../search/wording.ts";
import { withNoise } from "../noise.ts";
import { lambdaGaps, lambdaOf, probeStates } from "./gap-cases.ts";

/** Finding 3a without its scope. */
export const varianceWording: Wording = {
  sentence:
    "at equal strength, negatively correlated augmentation lowers the gradient variance lambda, whatever the state",
  margin(model) {
    if (!applies(model)) return undefined;
    const { gap, Q } = largest(model);
    return gap / Math.max(lambdaOf(model)(Q), lambdaOf(uncorrelated(model))(Q));
  },
  values(model) {
    const { Q } = largest(model);
    return {
      Q: Q.join(", "),
      [`lambda(rho = ${model.correlation})`]: lambdaOf(model)(Q),
      "lambda(rho = 0)": lambdaOf(uncorrelated(model))(Q),
    };
  },
};

function applies(model: Model): boolean {
  return model.correlation.sign < 0 && !model.augmentation.isZero;
}

function uncorrelated(model: Model): Model {
  return withNoise(model, { eta: model.augmentation, rho: Rational.zero });
}

/** The state among the probes where lambda(rho) - lambda(0) is largest. */
function largest(model: Model): { gap: number; Q: Float64Array } {
  const states = probeStates(model.features.length, 3);
  const gaps = lambdaGaps(model, model.correlation, states);
  const at = gaps.indexOf(Math.max(...gaps));
  return { gap: gaps[at]!, Q: states[at]! };
}
