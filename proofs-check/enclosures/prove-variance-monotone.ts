import { UnsupportedError } from "../../theory/errors.ts";
import type { Model } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import type { EnclosureCertificate } from "../certificates/enclosure-certificate.ts";
import { MonotoneProver } from "./monotone-prover.ts";
import { type VarianceCounterexample, varianceCounterexample } from "./variance-at.ts";

/**
 * What is proved of how lambda depends on the correlation, at equal strength of the noise and at s = 1.
 * `proved`: it grows with rho on the certificate's region, so that negative correlation lowers it there.
 * `refuted`: at a state negative correlation raises it; with a certificate, it does so everywhere on a region.
 */
export type MonotoneOutcome =
  | {
      readonly outcome: "proved";
      readonly certificate: EnclosureCertificate;
      /** Where the region is smaller than asked: a state at which the statement fails for the whole range of rho. */
      readonly outside?: VarianceCounterexample;
    }
  | {
      readonly outcome: "refuted";
      readonly at: VarianceCounterexample;
      readonly certificate?: EnclosureCertificate;
    }
  | { readonly outcome: "undecided"; readonly reason: string };

export interface MonotoneOptions {
  /** The strongest negative correlation, in [-1, 0); default -1. */
  readonly rhoFrom?: Rational;
  /** How many products of long numbers a check of the certificate may need; by default 50 million, which is some seconds. */
  readonly budget?: number;
}

/** Ranges of rho are tried in these parts of the one that is asked for. */
const rangeParts = 16;

/**
 * Proves the sign of d lambda / d rho for all rho from `rhoFrom` to 0, all states with |Q| <= 1, the model's noise and
 * batch size (and as many other batch sizes as it can), and every symmetric hidden law as bounded as the model's. Where the sign
 * is not one and the same it looks for the largest part of the range for which lambda grows, and for a counterexample.
 */
export function proveVarianceMonotone(model: Model, options: MonotoneOptions = {}): MonotoneOutcome {
  const { rhoFrom = Rational.of(-1), budget = 5e7 } = options;
  try {
    const at = varianceCounterexample(model, rhoFrom);
    const whole = proofFrom(model, rhoFrom, budget);
    if (typeof whole !== "string" && whole.direction === "increasing")
      return { outcome: "proved", certificate: whole };
    if (typeof whole !== "string" && at) return { outcome: "refuted", at, certificate: whole };
    const part = largestPart(model, rhoFrom, budget);
    if (part) return { outcome: "proved", certificate: part, ...(at && { outside: at }) };
    if (at) return { outcome: "refuted", at };
    return {
      outcome: "undecided",
      reason: typeof whole === "string" ? whole : "no counterexample was found",
    };
  } catch (error) {
    if (error instanceof UnsupportedError) return { outcome: "undecided", reason: error.message };
    throw error;
  }
}

/** The proof of a sign on the whole range, or why there is none. */
function proofFrom(model: Model, rhoFrom: Rational, budget: number): EnclosureCertificate | string {
  try {
    const prover = new MonotoneProver(model, rhoFrom, budget);
    const decided = prover.decide([1 / (model.batch.toNumber() - 1)]);
    return typeof decided === "string" ? decided : prover.certificate(prover.widened(decided));
  } catch (error) {
    if (error instanceof UnsupportedError) return error.message;
    throw error;
  }
}

/** The proof that lambda grows on the largest part of the range that admits one, by bisection. */
function largestPart(model: Model, rhoFrom: Rational, budget: number): EnclosureCertificate | undefined {
  let [low, high] = [0, rangeParts];
  let best: EnclosureCertificate | undefined;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const proof = proofFrom(model, rhoFrom.multiply(Rational.of(middle, rangeParts)), budget);
    if (typeof proof !== "string" && proof.direction === "increasing") [best, low] = [proof, middle];
    else high = middle;
  }
  return best;
}
