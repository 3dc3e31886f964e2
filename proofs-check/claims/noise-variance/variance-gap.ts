import { derive } from "../../../theory/derive.ts";
import { type Model, varyModel } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { overlapIndex, parseMoment, symbol } from "../../../theory/symbols.ts";
import { clearedOfBatch, withNoiseLetters } from "../noise-letters.ts";
import { inSymmetricMoments, symmetricMomentLetters } from "./symmetric-moments.ts";

const { generator } = Polynomial;

/**
 * How lambda depends on the correlation, for one polynomial phi and loss and everything else free: the batch, the noises,
 * the state, the number of features and their symmetric laws. All letters stand for numbers that are not negative.
 */
export interface VarianceGap {
  /** (lambda(0) - lambda(rho)) / (-rho eta) times powers of B and B - 1, in the letters of `gapLetters`. */
  readonly gap: Polynomial;
  /** d lambda / d c times the same powers, for c >= 0, in the letters of `slopeLetters`. */
  readonly slope: Polynomial;
  /** Whether lambda at Q = 0 is the same for c and -c. */
  readonly evenAtOrigin: boolean;
}

export const gapLetters = `r = -rho eta, w = 2 nu - r, e = eta - r, b = B - 2, s the squared norm, ${symmetricMomentLetters}`;
export const slopeLetters = `c = nu + rho eta, u = eta - rho eta, b = B - 2, s the squared norm, ${symmetricMomentLetters}`;

/**
 * (lambda with noise of correlation rho <= 0) - (lambda without), times powers of B and B - 1, in the letters of
 * `excessLetters`. @throws UnsupportedError as `varianceGap`.
 */
export function varianceExcess(model: Model): Polynomial {
  const lambda = clearedOfBatch(lambdaOfSignal(model));
  const [nu, r, e] = ["nu", "r", "e"].map((letter) => generator(letter)) as [
    Polynomial,
    Polynomial,
    Polynomial,
  ];
  const noisy = withNoiseLetters(lambda, { v: nu.add(r).add(e), c: nu.subtract(r) });
  return inSymmetricMoments(noisy.subtract(withNoiseLetters(lambda, { v: nu, c: nu })));
}

export const excessLetters = `r = -rho eta, e = eta - r, b = B - 2, s the squared norm, ${symmetricMomentLetters}`;

/** @throws UnsupportedError for a phi whose lambda is no polynomial in the moments. */
export function varianceGap(model: Model): VarianceGap {
  const lambda = clearedOfBatch(lambdaOfSignal(model));
  const [nu, r, e] = [
    generator("r").add(generator("w")).scale(Rational.of(1, 2)),
    generator("r"),
    generator("e"),
  ];
  const difference = withNoiseLetters(lambda, { v: nu.add(r).add(e), c: nu }).subtract(
    withNoiseLetters(lambda, { v: nu.add(r).add(e), c: nu.subtract(r) }),
  );
  const c = generator(symbol.noiseCovariance);
  const atOrigin = lambda.substitute((name) => (parseMoment(name) ? Polynomial.zero : undefined));
  return {
    gap: inSymmetricMoments(difference.multiply(r.inverse())),
    slope: inSymmetricMoments(
      withNoiseLetters(lambda.derivative(symbol.noiseCovariance), { v: c.add(generator("u")), c }),
    ),
    evenAtOrigin: atOrigin.equals(
      atOrigin.substitute((name) => (name === symbol.noiseCovariance ? c.negate() : undefined)),
    ),
  };
}

/**
 * The derived lambda with the signal S = Q.c in place of one feature: lambda involves the hidden variables only through
 * the outputs, so its moments may be those of any number of features.
 */
function lambdaOfSignal(model: Model): Polynomial {
  const one = varyModel(model, { features: [{ law: "gaussian", variance: 1 }], theory: undefined });
  const lambda = derive(one, [{ zeroMean: true, symmetric: true, exponentialMoments: true }], false)
    .derivedTerms.lambda;
  return lambda.substitute((name) => (overlapIndex(name) === 0 ? Polynomial.one : undefined));
}
