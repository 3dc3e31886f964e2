import type { Activation } from "../activations/activation.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { overlapIndex, symbol } from "../symbols.ts";
import { type Atom, atomName, parseAtom } from "./atom.ts";
import { type AtomRule, isOdd, type LawHypothesis, momentSymbol } from "./expectation.ts";
import { differentiateView, hiddenName, phiAt } from "./views.ts";

/**
 * Means for an arbitrary activation: each stays an atom, a generator of the ring with exact derivatives. By
 * Q_l the outputs move along c_l; by s the noises' law widens, which is the heat equation:
 *
 *     dE[F]/dQ_l = E[c_l (F_1 + F_2)],   dE[F]/ds = (v/2) E[F_11 + F_22] + c E[F_12].
 *
 * Both are means of the same kind again, so the Jacobian is as symbolic as the right-hand side.
 * @param mean the expectation that this rule serves, to turn the derivatives' integrands into atoms.
 */
export function symbolicAtoms(
  activation: Activation,
  hypotheses: readonly LawHypothesis[],
  mean: (integrand: Polynomial) => Polynomial,
): AtomRule {
  const derivatives = new Map<string, Polynomial>();
  const half = Polynomial.generator(symbol.noiseVariance).scale(Rational.of(1, 2));
  const cross = Polynomial.generator(symbol.noiseCovariance);

  const differentiate = (atom: Atom, variable: string): Polynomial => {
    const integrand = integrandOf(atom);
    const [first, second] = [differentiateView(integrand, "y"), differentiateView(integrand, "y'")];
    const l = overlapIndex(variable);
    if (l >= 0) {
      return atom.atOrigin
        ? Polynomial.zero
        : mean(first.add(second).multiply(Polynomial.generator(hiddenName(l))));
    }
    const curvature = differentiateView(first, "y").add(differentiateView(second, "y'"));
    return mean(curvature)
      .multiply(half)
      .add(mean(differentiateView(first, "y'")).multiply(cross));
  };

  const atOrigin = (generator: string): Polynomial | undefined => {
    const atom = parseAtom(generator);
    if (!atom) return undefined;
    const noiseAlone = { ...atom, hidden: [], atOrigin: true };
    // Whatever the hidden laws are, the noise is symmetric.
    if (isOdd(noiseAlone, activation.parity)) return Polynomial.zero;
    return hiddenMoment(atom, hypotheses).multiply(Polynomial.generator(atomName(noiseAlone)));
  };

  return {
    value: (atom) =>
      atom.left.size === 0 && atom.right.size === 0
        ? hiddenMoment(atom, hypotheses)
        : Polynomial.generator(atomName(atom)),
    derivative(generator, variable) {
      const atom = parseAtom(generator);
      if (!atom || (variable !== symbol.norm && overlapIndex(variable) < 0)) return undefined;
      const key = `${generator} by ${variable}`;
      let derivative = derivatives.get(key);
      if (derivative === undefined) {
        derivative = differentiate(atom, variable);
        if (atom.atOrigin) derivative = derivative.substitute(atOrigin);
        derivatives.set(key, derivative);
      }
      return derivative;
    },
    atOrigin,
  };
}

/** E[c^hidden]: the hidden variables are independent. */
function hiddenMoment(atom: Atom, hypotheses: readonly LawHypothesis[]): Polynomial {
  return Polynomial.product(atom.hidden.map((exponent, l) => momentSymbol(exponent, l, hypotheses[l]!)));
}

function integrandOf(atom: Atom): Polynomial {
  return Polynomial.product([
    ...atom.hidden.map((exponent, l) => Polynomial.generator(hiddenName(l), exponent)),
    ...[...atom.left].map(([order, exponent]) => phiAt("y", order).power(exponent)),
    ...[...atom.right].map(([order, exponent]) => phiAt("y'", order).power(exponent)),
  ]);
}
