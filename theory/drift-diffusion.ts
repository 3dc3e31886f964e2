import type { Expectation } from "./expectation/expectation.ts";
import { differentiateView, hiddenName, phiAt, type View } from "./expectation/views.ts";
import type { Loss } from "./losses/loss.ts";
import { Polynomial } from "./polynomial.ts";
import { Rational } from "./rational.ts";
import { symbol } from "./symbols.ts";

/** What the loss contributes to the limit, as expressions in Q, s and the model's symbols. tau enters later. */
export interface Terms {
  /** The signal along each feature, d entries. */
  readonly g: readonly Polynomial[];
  /** The shrinkage that the views' noise exerts on w. */
  readonly f: Polynomial;
  /** The variance per coordinate of one step's gradient. */
  readonly lambda: Polynomial;
}

/** The terms of the drift, which two independent ways give. */
export type Drift = Omit<Terms, "lambda">;

const v = Polynomial.generator(symbol.noiseVariance);
const c = Polynomial.generator(symbol.noiseCovariance);

/** A part of the loss with its two outputs taken at these views. */
export function lossAt(part: Polynomial, first: View, second: View): Polynomial {
  return part.substitute((name) => (name === "z" ? phiAt(first) : name === "zp" ? phiAt(second) : undefined));
}

/**
 * What one sample's gradient is made of at one of its outputs: the derivative of the loss there with the other samples
 * averaged over, the derivative of one pair's b, and the mean of that.
 */
type Force = readonly [mean: Polynomial, pair: Polynomial, pairMean: Polynomial];

/**
 * The forces at y and at y'. `beta` is the mean over the other samples of the batch; a fresh partner for each pair leaves
 * the 1/(B - 1) fluctuation of the pair sum about it.
 */
function cavityForces(loss: Loss, expectation: Expectation): readonly [Force, Force] {
  const a = lossAt(loss.a, "y", "y'");
  // The pairs (i, j) and (j, i) of the sum: sample i is first in the one and second in the other.
  const b1 = differentiateView(lossAt(loss.b, "y", "z'"), "y");
  const b2 = differentiateView(lossAt(loss.b, "z", "y'"), "y'");
  const beta1 = expectation.of(b1, "z");
  const beta2 = expectation.of(b2, "z");
  return [
    [differentiateView(a, "y").add(beta1), b1, beta1],
    [differentiateView(a, "y'").add(beta2), b2, beta2],
  ];
}

function driftOf([[first], [second]]: readonly [Force, Force], expectation: Expectation): Drift {
  const mean = (integrand: Polynomial): Polynomial => expectation.of(integrand, "y", "z");
  const force = first.add(second);
  const g = Array.from({ length: expectation.features }, (_, l) =>
    mean(Polynomial.generator(hiddenName(l)).multiply(force)).negate(),
  );
  const curvature = differentiateView(first, "y").add(differentiateView(second, "y'"));
  // What is mixed is a's alone: beta depends on one output.
  const mixed = differentiateView(first, "y'");
  return { g, f: v.multiply(mean(curvature)).add(c.multiply(mean(mixed)).scale(2)) };
}

/** The drift's terms alone by the cavity rule (see `cavityTerms`): far less work than lambda. */
export function cavityDrift(loss: Loss, expectation: Expectation): Drift {
  return driftOf(cavityForces(loss, expectation), expectation);
}

/**
 * The terms by the cavity rule: remove one coordinate from the outputs, expand the batch's gradient in it, and
 * average.
 */
export function cavityTerms(loss: Loss, expectation: Expectation): Terms {
  const forces = cavityForces(loss, expectation);
  const drift = driftOf(forces, expectation);
  const mean = (integrand: Polynomial): Polynomial => expectation.of(integrand, "y", "z");
  const overPartners = Polynomial.generator(symbol.batchLessOne, -1);
  const covariance = ([x, xPair, xMean]: Force, [y, yPair, yMean]: Force): Polynomial =>
    mean(x.multiply(y)).add(
      mean(xPair.subtract(xMean).multiply(yPair.subtract(yMean))).multiply(overPartners),
    );
  const [one, two] = forces;
  const lambda = v
    .multiply(covariance(one, one).add(covariance(two, two)))
    .add(c.multiply(covariance(one, two)).scale(2))
    .multiply(Polynomial.generator(symbol.batch, -1));
  return { ...drift, lambda };
}

/** The population loss E[a(y, y') + b(y, z')]. */
export function populationLoss(loss: Loss, expectation: Expectation): Polynomial {
  return expectation.of(lossAt(loss.a, "y", "y'").add(lossAt(loss.b, "y", "z'")), "y", "z");
}

/** g and f once more, as the gradient of the population loss: the second, independent way to the drift. */
export function gradientTerms(loss: Loss, expectation: Expectation): Drift {
  const population = populationLoss(loss, expectation);
  return {
    g: Array.from({ length: expectation.features }, (_, l) =>
      expectation.derivative(population, symbol.overlap(l)).negate(),
    ),
    f: expectation.derivative(population, symbol.norm).scale(Rational.of(2)),
  };
}
