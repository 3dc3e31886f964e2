import { outputOrder } from "./activations/activation.ts";
import { BatchMeans } from "./batch-means.ts";
import { lossAt } from "./drift-diffusion.ts";
import type { Expectation } from "./expectation/expectation.ts";
import { differentiateView, hiddenName, phiAt } from "./expectation/views.ts";
import type { Loss } from "./losses/loss.ts";
import { Polynomial } from "./polynomial.ts";
import { symbol } from "./symbols.ts";

/**
 * What one step sees of its batch, with F_i = dL/dy_i and F'_i = dL/dy'_i: statistics for `means` to average.
 * The pair sums of the loss separate into sums over the batch because its parts are polynomials.
 */
export interface BatchStatistics {
  readonly means: BatchMeans;
  /** K_l = sum_i (F_i + F'_i) c_il, a feature each. */
  readonly alongFeatures: readonly Polynomial[];
  /** Y = sum_i (F_i y_i + F'_i y'_i). */
  readonly alongWeight: Polynomial;
  /** V = sum_i [ v (F_i^2 + F'_i^2) + 2 c F_i F'_i ]. */
  readonly variance: Polynomial;
}

const generator = Polynomial.generator;
const v = generator(symbol.noiseVariance);
const c = generator(symbol.noiseCovariance);
const perSample = generator(symbol.batch, -1);
const perPartner = generator(symbol.batchLessOne, -1);

/** The statistics of a batch for a pairwise loss, straight from its gradient. */
export function batchStatistics(loss: Loss, expectation: Expectation): BatchStatistics {
  const means = new BatchMeans(expectation);
  const own = lossAt(loss.a, "y", "y'");
  const force = (view: "y" | "y'", pair: Polynomial): Polynomial =>
    differentiateView(own, view)
      .add(means.sumOverOthers(differentiateView(pair, view)).multiply(perPartner))
      .multiply(perSample);
  // Sample i is first in its pairs (i, j) and second in its pairs (j, i).
  const F = force("y", lossAt(loss.b, "y", "z'"));
  const Fp = force("y'", lossAt(loss.b, "z", "y'"));
  const [y, yp] = [phiAt("y", outputOrder), phiAt("y'", outputOrder)];
  return {
    means,
    alongFeatures: Array.from({ length: expectation.features }, (_, l) =>
      means.sum(generator(hiddenName(l)).multiply(F.add(Fp))),
    ),
    alongWeight: means.sum(F.multiply(y).add(Fp.multiply(yp))),
    variance: means.sum(v.multiply(F.power(2).add(Fp.power(2))).add(c.multiply(F).multiply(Fp).scale(2))),
  };
}
