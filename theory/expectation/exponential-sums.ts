import { type DerivativePowers, outputOrder } from "../activations/activation.ts";
import {
  derivativeOfSum,
  type ExponentialSum,
  imaginary,
  rate,
  reduceImaginary,
} from "../activations/exponential-sum.ts";
import { UnsupportedError } from "../errors.ts";
import { exponential } from "../exponential.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { overlapIndex, symbol } from "../symbols.ts";
import type { Atom } from "./atom.ts";
import type { AtomRule, LawHypothesis } from "./expectation.ts";
import { averageOverNoises, coefficientsInOutput } from "./noise-average.ts";
import { derivativeByOverlap, parseSignal, signalMeans } from "./signal-mean.ts";
import type { SignalMoments } from "./signal-moment.ts";

const g = Polynomial.generator;
const [s, v, c] = [symbol.norm, symbol.noiseVariance, symbol.noiseCovariance].map((name) => g(name));

/**
 * Means for sums of exponentials times powers, with k = w or i w. Under a weight exp(k (a n + b n')) the Gaussian noises keep
 * their covariance and get the means k s (a v + b c) and k s (a c + b v), and the weight's own mean is
 *
 *     exp(k^2 s ((a^2 + b^2) v / 2 + a b c)),
 *
 * whole powers of two exponentials. What is left are means of S^j exp((a + b) k S) over the hidden variables.
 * @param moments writes those with a + b = 0.
 * @throws UnsupportedError for exp under a law with E exp(x c) infinite for some x.
 */
export function exponentialSums(
  phi: ExponentialSum,
  hypotheses: readonly LawHypothesis[],
  moments: SignalMoments,
): AtomRule {
  const { frequency, oscillates } = phi;
  const heavy = hypotheses.findIndex(({ exponentialMoments }) => exponentialMoments === false);
  if (!oscillates && heavy >= 0) {
    throw new UnsupportedError(
      `features[${heavy}].law: its tails are too heavy for an activation that grows like an exponential: means are infinite`,
    );
  }
  const means = signalMeans(hypotheses, moments);
  const square = frequency.power(2).multiply(Rational.of(oscillates ? -1 : 1));
  const own = exponential(s!.multiply(v!).scale(square.multiply(Rational.of(1, 2))));
  const shared = exponential(s!.multiply(c!).scale(square));
  const [ownName, sharedName] = [own, shared].map((factor) => factor.generators()[0]!) as [string, string];
  const derivatives: ExponentialSum[] = [phi];

  /** A product of derivatives at one output, by powers of e. */
  const waves = (powers: DerivativePowers): { a: number; factor: Polynomial }[] => {
    let product = Polynomial.one;
    for (const [order, exponent] of powers) {
      while (derivatives.length <= order) derivatives.push(derivativeOfSum(derivatives.at(-1)!));
      const factor = order === outputOrder ? g("y") : derivatives[order]!.sum;
      product = reduceImaginary(product.multiply(factor.power(exponent)));
    }
    return product
      .collect((name) => name === "e")
      .map(({ powers: ofE, coefficient }) => ({ a: ofE.get("e") ?? 0, factor: coefficient }));
  };

  /** E[c^hidden S^order exp(a k S)], complex for waves. */
  const signal = (hidden: readonly number[], order: number, a: number): Polynomial => {
    const multiple = frequency.multiply(Rational.of(a));
    const mean = (name: "cos" | "sin" | "exp"): Polynomial =>
      means({ hidden, order, wave: { name, multiple } });
    return oscillates ? mean("cos").add(mean("sin").multiply(imaginary)) : mean("exp");
  };

  const shifted = (factor: Polynomial, by: Polynomial): Polynomial[] =>
    coefficientsInOutput(factor.substitute((name) => (name === "y" ? g("y").add(by) : undefined)));

  const compute = ({ hidden, left, right }: Atom): Polynomial => {
    const [first, second] = [waves(left), waves(right)];
    const k = rate(phi).multiply(s!);
    const parts = first.flatMap(({ a, factor: p }) =>
      second.map(({ a: b, factor: q }) => {
        const byPower = averageOverNoises(
          shifted(p, k.multiply(v!.scale(a).add(c!.scale(b)))),
          shifted(q, k.multiply(c!.scale(a).add(v!.scale(b)))),
        );
        const weight = g(ownName, a * a + b * b).multiply(g(sharedName, a * b));
        return Polynomial.sum(
          byPower.map((coefficient, order) => coefficient.multiply(signal(hidden, order, a + b))),
        ).multiply(weight);
      }),
    );
    // Terms with (a, b) and (-a, -b) are conjugate: what is imaginary cancels.
    return reduceImaginary(Polynomial.sum(parts));
  };

  return {
    value: compute,
    derivative(generator, variable) {
      const l = overlapIndex(variable);
      const mean = parseSignal(generator);
      return mean && l >= 0 ? derivativeByOverlap({ wave: none, ...mean }, l, means) : undefined;
    },
    // At Q = 0 the signal is zero.
    atOrigin(generator) {
      const mean = parseSignal(generator);
      if (!mean) return undefined;
      const vanishes = mean.order > 0 || mean.wave?.name === "sin";
      return vanishes ? Polynomial.zero : means({ ...mean, wave: none });
    },
  };
}

/** The constant 1 as a wave. */
const none = { name: "cos", multiple: Rational.zero } as const;
