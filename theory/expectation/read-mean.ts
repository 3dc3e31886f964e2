import { outputOrder } from "../activations/activation.ts";
import { UnsupportedError } from "../errors.ts";
import { Polynomial } from "../polynomial.ts";
import type { Expectation } from "./expectation.ts";
import { parseSignal, signalMeans, type Wave } from "./signal-mean.ts";
import { compactMoments, expandedMoments, type SignalMoment } from "./signal-moment.ts";
import { hiddenName, phiAt, type View } from "./views.ts";

/** No exponent, feature, order of a derivative or number of factors in a mean that is printed comes near this. */
const highest = 100;

function isOutOfReach(text: string): boolean {
  const numbers = [...text.matchAll(/[c^]\(?(\d+)/g)].map(([, digits]) => Number(digits));
  return numbers.some((n) => n > highest) || /'{11}/.test(text) || text.split("*").length > highest;
}

/**
 * Reads the inside of a printed mean, `c1*phi'(y)*phi(y')`, in any order of its factors; undefined for anything
 * else. The result is the mean by an expectation: in closed form where it has one. With `compact` the moments of the
 * signal S stay whole, as they do in the derivation beside it. It throws an UnsupportedError for a mean of another
 * activation's kind.
 */
export function parseMean(
  inside: string,
  features: number,
): ((expectation: Expectation, compact: boolean) => Polynomial) | undefined {
  const text = inside.replace(/\s+/g, "");
  if (isOutOfReach(text)) return undefined;
  const signal = parseSignal(`E[${text}]`);
  if (signal) {
    if (signal.hidden.length > features) return undefined;
    return (expectation, compact) => meanOfSignal(signal, expectation, compact);
  }
  const factors = text.split("*").map((factor) => factorOf(factor, features));
  if (!factors.every((factor) => factor !== undefined)) return undefined;
  const integrand = Polynomial.product(factors.map(({ base, exponent }) => base.power(exponent)));
  const atOrigin = factors.filter((factor) => factor.atOrigin);
  if (atOrigin.length === 0) return (expectation) => expectation.of(integrand, "y");
  // At Q = 0 the hidden variables average by themselves, and are not written inside.
  if (atOrigin.length < factors.length) return undefined;
  return (expectation) => expectation.atOrigin(expectation.of(integrand, "y"));
}

/**
 * A mean of the signal S as the derivation itself would write it: what it does not write, its calculus does not know.
 * @throws UnsupportedError for a wave that no mean of this activation has.
 */
function meanOfSignal(
  { wave, ...moment }: SignalMoment & { readonly wave?: Wave },
  { activation, hypotheses }: Expectation,
  compact: boolean,
): Polynomial {
  const { polynomial, exponentialSum } = activation;
  const moments = (compact && (polynomial || exponentialSum) ? compactMoments : expandedMoments)(hypotheses);
  if (!wave) return moments(moment);
  if (exponentialSum === undefined || exponentialSum.oscillates === (wave.name === "exp")) {
    throw new UnsupportedError(`no mean of ${activation.text} has ${wave.name} of S in it`);
  }
  return signalMeans(hypotheses, moments)({ ...moment, wave });
}

interface Factor {
  readonly base: Polynomial;
  readonly exponent: number;
  readonly atOrigin: boolean;
}

function factorOf(text: string, features: number): Factor | undefined {
  const [, hidden, hiddenPower = "1"] = /^c(\d+)(?:\^(\d+))?$/.exec(text) ?? [];
  if (hidden !== undefined) {
    const l = Number(hidden) - 1;
    if (l < 0 || l >= features) return undefined;
    return { base: Polynomial.generator(hiddenName(l)), exponent: Number(hiddenPower), atOrigin: false };
  }
  const [, outputLetter, outputSide, outputPower = "1"] = /^([yn])('?)(?:\^(\d+))?$/.exec(text) ?? [];
  if (outputLetter !== undefined) {
    const base = phiAt(`y${outputSide}` as View, outputOrder);
    return { base, exponent: Number(outputPower), atOrigin: outputLetter === "n" };
  }
  const match = /^phi('*)(?:\^\((\d+)\))?\(([yn])('?)\)(?:\^(\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, primes = "", high, letter, side, power = "1"] = match;
  const base = phiAt(`y${side}` as View, Number(high ?? primes.length));
  return { base, exponent: Number(power), atOrigin: letter === "n" };
}
