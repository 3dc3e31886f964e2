import type { Activation, DerivativePowers } from "../activations/activation.ts";
import { Polynomial } from "../polynomial.ts";
import type { Rational } from "../rational.ts";
import { overlapIndex } from "../symbols.ts";
import { type Atom, atomName } from "./atom.ts";
import type { AtomRule } from "./expectation.ts";
import { isserlis } from "./isserlis.ts";
import { binomial, parseSignalMoment, type SignalMoments, timesHidden } from "./signal-moment.ts";

/**
 * Means for a polynomial activation: products are expanded in powers of y = S + n and y' = S + n', the
 * noises averaged by Isserlis' theorem, which leaves moments of the signal S = sum_l Q_l c_l.
 * @param moments writes these moments: see `expandedMoments` and `compactMoments`.
 */
export function closedForm(phi: Polynomial, moments: SignalMoments): AtomRule {
  const derivatives: Polynomial[] = [phi];
  const values = new Map<string, Polynomial>();

  const coefficients = (powers: DerivativePowers): Rational[] => {
    let product = Polynomial.one;
    for (const [order, exponent] of powers) {
      while (derivatives.length <= order) derivatives.push(derivatives.at(-1)!.derivative("y"));
      product = product.multiply(derivatives[order]!.power(exponent));
    }
    const list: Rational[] = [];
    for (const term of product.namedTerms()) list[term.powers.get("y") ?? 0] = term.coefficient;
    return list;
  };

  const compute = ({ hidden, left, right }: Atom): Polynomial => {
    const first = coefficients(left);
    const second = coefficients(right);
    // E[c^hidden y^i y'^j] = sum over the powers taken from the noises; gathered by the power of S left over.
    const bySignalPower: Polynomial[][] = Array.from({ length: first.length + second.length - 1 }, () => []);
    first.forEach((a, i) => {
      second.forEach((b, j) => {
        for (let k = 0; k <= i; k++) {
          for (let m = 0; m <= j; m++) {
            const noise = isserlis(k, m);
            if (noise.isZero) continue;
            const weight = a.multiply(b).multiply(binomial(i, k)).multiply(binomial(j, m));
            bySignalPower[i + j - k - m]!.push(noise.scale(weight));
          }
        }
      });
    });
    return Polynomial.sum(
      bySignalPower.map((parts, order) => moments({ hidden, order }).multiply(Polynomial.sum(parts))),
    );
  };

  return {
    value(atom) {
      const key = atomName(atom);
      let value = values.get(key);
      if (value === undefined) values.set(key, (value = compute(atom)));
      return value;
    },
    derivative(generator, variable) {
      const moment = parseSignalMoment(generator);
      const l = overlapIndex(variable);
      if (!moment || l < 0) return undefined;
      return moments({ hidden: timesHidden(moment.hidden, l), order: moment.order - 1 }).scale(moment.order);
    },
    // At Q = 0 the signal is zero; moments of order 0 are no generators.
    atOrigin: (generator) => (parseSignalMoment(generator) ? Polynomial.zero : undefined),
  };
}

/** Whether an activation admits closed forms. */
export function hasClosedForm(activation: Activation): activation is Activation & { polynomial: Polynomial } {
  return activation.polynomial !== undefined;
}
