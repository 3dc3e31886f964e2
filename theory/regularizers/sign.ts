import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import type { SlopeFunction } from "./slope-function.ts";

/** The slope of |w|; 0 at its kink. */
export const sign: SlopeFunction = {
  name: "sign(w)",
  meaning: "sign of `w`",
  value: Math.sign,
  exact: (w) => Rational.of(w.sign),
};

export const signOfWeight = Polynomial.generator(sign.name);
