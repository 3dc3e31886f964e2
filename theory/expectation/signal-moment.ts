import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { symbol } from "../symbols.ts";
import { type LawHypothesis, momentSymbol } from "./expectation.ts";
import { hiddenName } from "./views.ts";

/** A mean E[c^hidden S^order] of the signal S = sum_l Q_l c_l, the one scalar through which features enter. */
export interface SignalMoment {
  /** Exponent of each c_l; trailing zeros are dropped. */
  readonly hidden: readonly number[];
  readonly order: number;
}

/** How E[c^hidden S^order] is written in the ring. */
export type SignalMoments = (moment: SignalMoment) => Polynomial;

/** The moment's name as a generator: `E[c1*S^3]`, of order zero `E[c1^2*S^0]`. One moment, one name. */
export function signalMomentName({ hidden, order }: SignalMoment): string {
  const power = (base: string, exponent: number): string => (exponent === 1 ? base : `${base}^${exponent}`);
  const factors = hidden.flatMap((exponent, l) => (exponent === 0 ? [] : [power(hiddenName(l), exponent)]));
  return `E[${[...factors, power("S", order)].join("*")}]`;
}

/** The moment of a name made by `signalMomentName`; undefined for other names. */
export function parseSignalMoment(name: string): SignalMoment | undefined {
  const match = /^E\[((?:c\d+(?:\^\d+)?\*)*)S(?:\^(\d+))?\]$/.exec(name);
  if (!match) return undefined;
  const hidden: number[] = [];
  for (const [, l, exponent] of match[1]!.matchAll(/c(\d+)(?:\^(\d+))?\*/g)) {
    while (hidden.length < Number(l)) hidden.push(0);
    hidden[Number(l) - 1] = Number(exponent ?? 1);
  }
  return { hidden, order: Number(match[2] ?? 1) };
}

/**
 * E[c^hidden S^order] as a polynomial in the overlaps and the hidden laws' moments, by the multinomial theorem, one
 * feature at a time. Its number of terms grows like order^(d - 1).
 */
export function expandedMoments(hypotheses: readonly LawHypothesis[]): SignalMoments {
  const memo = new Map<string, Polynomial>();
  const expanded = (hidden: readonly number[], order: number, from: number): Polynomial => {
    if (from === hypotheses.length) return order === 0 ? Polynomial.one : Polynomial.zero;
    const key = `${hidden.slice(from).join()}|${order}|${from}`;
    let moment = memo.get(key);
    if (moment === undefined) {
      const parts: Polynomial[] = [];
      for (let k = 0; k <= order; k++) {
        const own = momentSymbol(k + (hidden[from] ?? 0), from, hypotheses[from]!);
        if (own.isZero) continue;
        parts.push(
          expanded(hidden, order - k, from + 1)
            .multiply(own)
            .multiply(Polynomial.generator(symbol.overlap(from), k))
            .scale(binomial(order, k)),
        );
      }
      moment = Polynomial.sum(parts);
      memo.set(key, moment);
    }
    return moment;
  };
  return ({ hidden, order }) => expanded(hidden, order, 0);
}

/**
 * E[c^hidden S^order] kept as one generator: the size of an expression is then that of a model with a single
 * feature, whatever d is.
 */
export function compactMoments(hypotheses: readonly LawHypothesis[]): SignalMoments {
  const expanded = expandedMoments(hypotheses);
  const symmetric = hypotheses.every((hypothesis) => hypothesis.symmetric);
  return (moment) => {
    if (moment.order === 0) return expanded(moment);
    const total = moment.hidden.reduce((sum, exponent) => sum + exponent, moment.order);
    const vanishes = symmetric ? total % 2 === 1 : moment.order === 1 && expanded(moment).isZero;
    return vanishes ? Polynomial.zero : Polynomial.generator(signalMomentName(moment));
  };
}

/**
 * Every moment kept as a generator, those of order zero and those that vanish for some c_l only too: sum_l Q_l E[c_l X]
 * then has all of its terms and can be gathered to E[S X], before the moments are written another way.
 */
export function wholeMoments(hypotheses: readonly LawHypothesis[]): SignalMoments {
  const symmetric = hypotheses.every((hypothesis) => hypothesis.symmetric);
  return ({ hidden, order }) => {
    const total = hidden.reduce((sum, exponent) => sum + exponent, order);
    if (total === 0) return Polynomial.one;
    if (symmetric && total % 2 === 1) return Polynomial.zero;
    return Polynomial.generator(signalMomentName({ hidden, order }));
  };
}

/** An expression with its signal moments written out in the overlaps and the laws' moments. */
export function expandMoments(expression: Polynomial, hypotheses: readonly LawHypothesis[]): Polynomial {
  return writeMoments(expression, expandedMoments(hypotheses));
}

/** An expression with its signal moments written another way. */
export function writeMoments(expression: Polynomial, moments: SignalMoments): Polynomial {
  return expression.substitute((name) => {
    const moment = parseSignalMoment(name);
    return moment && moments(moment);
  });
}

/** Exponents of the hidden variables with one more factor c_l. */
export function timesHidden(hidden: readonly number[], l: number): number[] {
  const product = [...hidden, ...new Array<number>(Math.max(0, l + 1 - hidden.length)).fill(0)];
  product[l]! += 1;
  return product;
}

/** n over k. */
export function binomial(n: number, k: number): Rational {
  let value = 1n;
  for (let i = 0n; i < BigInt(k); i++) value = (value * (BigInt(n) - i)) / (i + 1n);
  return Rational.of(value);
}
