import { ModelError } from "../errors.ts";
import { Rational } from "../rational.ts";
import { type LawInput, lawOf } from "./index.ts";
import type { HiddenLaw } from "./law.ts";

/** The entries' law leaves its variance out: there is only one. */
export function withUnitVariance(input: unknown): unknown {
  const isObject = typeof input === "object" && input !== null && !Array.isArray(input);
  return isObject ? { variance: 1, ...input } : input;
}

/**
 * The law of the entries of the features U.
 * @throws ModelError unless it has mean 0 and variance 1, as U'U = N I demands.
 */
export function entryLaw(input: LawInput): HiddenLaw {
  const law = lawOf(input, "entries");
  const second = law.moment(2);
  // Scales may be irrational and then have 40 digits.
  const close = Math.abs(second.subtract(Rational.one).toNumber()) < 1e-30;
  if (!law.mean.isZero || !close) {
    throw new ModelError("entries", `must have mean 0 and variance 1, found ${law.mean} and ${law.variance}`);
  }
  return law;
}

export const standardNormal = lawOf({ law: "gaussian", variance: 1 } as LawInput, "entries");
