import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import type { LawHypothesis } from "./expectation.ts";
import {
  parseSignalMoment,
  type SignalMoment,
  type SignalMoments,
  signalMomentName,
  timesHidden,
} from "./signal-moment.ts";

/** cos, sin or exp of a multiple of the signal S; the multiple is above zero in cos and sin, not zero in exp. */
export interface Wave {
  readonly name: "cos" | "sin" | "exp";
  readonly multiple: Rational;
}

/** A mean E[c^hidden S^order f(r S)] of the signal S = sum_l Q_l c_l. */
export interface SignalMean extends SignalMoment {
  readonly wave: Wave;
}

/** The mean's name as a generator: `E[c1*S*cos(3*S/2)]`. One mean, one name. */
export function signalMeanName({ hidden, order, wave }: SignalMean): string {
  const power = (base: string, exponent: number): string[] =>
    exponent === 0 ? [] : [exponent === 1 ? base : `${base}^${exponent}`];
  const { numerator, denominator } = wave.multiple;
  const front = numerator === 1n ? "" : numerator === -1n ? "-" : `${numerator}*`;
  const argument = `${front}S${denominator === 1n ? "" : `/${denominator}`}`;
  const factors = [...hidden.flatMap((exponent, l) => power(`c${l + 1}`, exponent)), ...power("S", order)];
  return `E[${[...factors, `${wave.name}(${argument})`].join("*")}]`;
}

/** The mean of a name made by `signalMeanName`; undefined for other names. */
export function parseSignalMean(name: string): SignalMean | undefined {
  const match = /^E\[(.*?)\*?(cos|sin|exp)\((-?)(?:(\d+)\*)?S(?:\/([1-9]\d*))?\)\]$/.exec(name);
  if (!match) return undefined;
  const [, front = "", wave, sign, above = "1", below = "1"] = match;
  const hidden: number[] = [];
  let order = 0;
  for (const factor of front === "" ? [] : front.split("*")) {
    const [, letter, l, exponent = "1"] = /^(c(\d+)|S)(?:\^(\d+))?$/.exec(factor) ?? [];
    if (letter === undefined) return undefined;
    if (l === undefined) order = Number(exponent);
    else {
      while (hidden.length < Number(l)) hidden.push(0);
      hidden[Number(l) - 1] = Number(exponent);
    }
  }
  const multiple = Rational.of(BigInt(`${sign}${above}`), BigInt(below));
  return { hidden, order, wave: { name: wave as Wave["name"], multiple } };
}

/** How E[c^hidden S^order f(r S)] is written in the ring, r of any sign or zero. */
export type SignalMeans = (mean: SignalMean) => Polynomial;

/**
 * Means of waves as generators in one form each: cos and sin of a positive multiple, nothing that the symmetry of all laws
 * makes zero, and of the two equal means of exp(r S) and exp(-r S) under such laws the first.
 * @param moments writes what has no wave in it.
 */
export function signalMeans(hypotheses: readonly LawHypothesis[], moments: SignalMoments): SignalMeans {
  const symmetric = hypotheses.every((hypothesis) => hypothesis.symmetric);
  return ({ hidden, order, wave: { name, multiple } }) => {
    if (multiple.isZero) return name === "sin" ? Polynomial.zero : moments({ hidden, order });
    const isOdd = hidden.reduce((sum, exponent) => sum + exponent, order) % 2 === 1;
    if (symmetric && name !== "exp" && isOdd !== (name === "sin")) return Polynomial.zero;
    const reflected = multiple.sign < 0 && (name !== "exp" || symmetric);
    const wave = { name, multiple: reflected ? multiple.negate() : multiple };
    const generator = Polynomial.generator(signalMeanName({ hidden, order, wave }));
    return reflected && (name === "exp" ? isOdd : name === "sin") ? generator.negate() : generator;
  };
}

/** The derivative by Q_l, along which the signal moves by c_l. */
export function derivativeByOverlap(
  { hidden, order, wave }: SignalMean,
  l: number,
  means: SignalMeans,
): Polynomial {
  const moved = timesHidden(hidden, l);
  const slope = { sin: "cos", cos: "sin", exp: "exp" } as const;
  const inWave = means({ hidden: moved, order, wave: { ...wave, name: slope[wave.name] } }).scale(
    wave.multiple,
  );
  const inPower =
    order === 0 ? Polynomial.zero : means({ hidden: moved, order: order - 1, wave }).scale(order);
  return inPower.add(wave.name === "cos" ? inWave.negate() : inWave);
}

/** A signal mean with its wave, or a plain moment without one. */
export function parseSignal(name: string): (SignalMoment & { readonly wave?: Wave }) | undefined {
  return parseSignalMean(name) ?? parseSignalMoment(name);
}

/** The name of either. */
export function signalName({ wave, ...moment }: SignalMoment & { readonly wave?: Wave }): string {
  return wave ? signalMeanName({ ...moment, wave }) : signalMomentName(moment);
}
