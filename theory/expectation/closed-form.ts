import type { Activation, DerivativePowers } from "../activations/activation.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { symbol } from "../symbols.ts";
import { type Atom, atomName } from "./atom.ts";
import { type AtomRule, type LawHypothesis, momentSymbol } from "./expectation.ts";
import { isserlis } from "./isserlis.ts";

/**
 * Means for a polynomial activation: products are expanded in powers of y = S + n and y' = S + n', the
 * noises averaged by Isserlis' theorem, and S = sum_l Q_l c_l by the moments of the hidden laws.
 */
export function closedForm(phi: Polynomial, hypotheses: readonly LawHypothesis[]): AtomRule {
  const derivatives: Polynomial[] = [phi];
  const values = new Map<string, Polynomial>();
  const signalMoments = new Map<string, Polynomial>();

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

  /** E[c^hidden S^order] by the multinomial theorem, one feature at a time. */
  const signalMoment = (hidden: readonly number[], order: number, from = 0): Polynomial => {
    if (from === hypotheses.length) return order === 0 ? Polynomial.one : Polynomial.zero;
    const key = `${hidden.join()}|${order}|${from}`;
    let moment = signalMoments.get(key);
    if (moment === undefined) {
      const parts: Polynomial[] = [];
      for (let k = 0; k <= order; k++) {
        const own = momentSymbol(k + (hidden[from] ?? 0), from, hypotheses[from]!);
        if (own.isZero) continue;
        parts.push(
          signalMoment(hidden, order - k, from + 1)
            .multiply(own)
            .multiply(Polynomial.generator(symbol.overlap(from), k))
            .scale(binomial(order, k)),
        );
      }
      moment = Polynomial.sum(parts);
      signalMoments.set(key, moment);
    }
    return moment;
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
      bySignalPower.map((parts, power) => signalMoment(hidden, power).multiply(Polynomial.sum(parts))),
    );
  };

  return {
    value(atom) {
      const key = atomName(atom);
      let value = values.get(key);
      if (value === undefined) values.set(key, (value = compute(atom)));
      return value;
    },
    derivative: () => undefined,
    atOrigin: () => undefined,
  };
}

function binomial(n: number, k: number): Rational {
  let value = 1n;
  for (let i = 0n; i < BigInt(k); i++) value = (value * (BigInt(n) - i)) / (i + 1n);
  return Rational.of(value);
}

/** Whether an activation admits closed forms. */
export function hasClosedForm(activation: Activation): activation is Activation & { polynomial: Polynomial } {
  return activation.polynomial !== undefined;
}
