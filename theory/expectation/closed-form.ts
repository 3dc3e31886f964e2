import { type Activation, type DerivativePowers, outputOrder } from "../activations/activation.ts";
import { Polynomial } from "../polynomial.ts";
import { overlapIndex } from "../symbols.ts";
import type { Atom } from "./atom.ts";
import type { AtomRule } from "./expectation.ts";
import { averageOverNoises, coefficientsInOutput } from "./noise-average.ts";
import { parseSignalMoment, type SignalMoments, timesHidden } from "./signal-moment.ts";

/**
 * Means for a polynomial activation: products are expanded in powers of y = S + n and y' = S + n', the
 * noises averaged by Isserlis' theorem, which leaves moments of the signal S = sum_l Q_l c_l.
 * @param moments writes these moments: see `expandedMoments` and `compactMoments`.
 */
export function closedForm(phi: Polynomial, moments: SignalMoments): AtomRule {
  const derivatives: Polynomial[] = [phi];

  const coefficients = (powers: DerivativePowers): Polynomial[] => {
    let product = Polynomial.one;
    for (const [order, exponent] of powers) {
      if (order === outputOrder) {
        product = product.multiply(Polynomial.generator("y", exponent));
        continue;
      }
      while (derivatives.length <= order) derivatives.push(derivatives.at(-1)!.derivative("y"));
      product = product.multiply(derivatives[order]!.power(exponent));
    }
    return coefficientsInOutput(product);
  };

  const compute = ({ hidden, left, right }: Atom): Polynomial =>
    Polynomial.sum(
      averageOverNoises(coefficients(left), coefficients(right)).map((coefficient, order) =>
        coefficient.multiply(moments({ hidden, order })),
      ),
    );

  return {
    value: compute,
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
