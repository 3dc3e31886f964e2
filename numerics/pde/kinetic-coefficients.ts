import type { Derivation } from "../../theory/derive.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { kinetics, reduce, termSymbol } from "../../theory/reduction.ts";
import { penaltySlope } from "../../theory/regularizers/penalty-slope.ts";
import { stateVariables } from "../../theory/symbols.ts";
import { withValues } from "../../theory/values.ts";
import { lossTerms } from "../flow/loss-terms.ts";
import { polynomialProgram } from "../flow/polynomial-program.ts";

/** The averages over P that its own drift and diffusion depend on. */
export interface Averages {
  /** <u_l w> */
  readonly Q: readonly number[];
  /** <w^2> */
  readonly s: number;
  /** <w R'(w)> */
  readonly penalty: number;
}

/** Gamma(w, u) = sum_l signal_l u_l + linear w + slope R'(w), and Lambda / 2. */
export interface Coefficients {
  readonly signal: readonly number[];
  readonly linear: number;
  readonly slope: number;
  /** Lambda / 2, the coefficient of d^2P/dw^2. */
  readonly diffusion: number;
}

// The solver takes R' as one function, whatever it is made of.
const slopeSymbol = "R'(w)";
const penaltyAverage = `<${termSymbol.weight}*${slopeSymbol}>`;

/**
 * Drift and diffusion of the PDE as functions of P's averages, from the theory's kinetics with the model's numbers.
 * On the sphere the multiple of w that would change the norm is taken off, with the averages that P has: a norm
 * that discretization put off 1 then stays where it is, and is not driven further away.
 */
export function kineticCoefficients(derivation: Derivation): (averages: Averages) => Coefficients {
  const { model } = derivation;
  const features = model.features.length;
  const sphere = model.constraint === "sphere";
  const slope = penaltySlope(model).isZero ? Polynomial.zero : Polynomial.generator(slopeSymbol);
  const free = kinetics(features, slope, "free");
  const normRate = reduce(free, features, "free").equations[features]!;
  const rows = Array.from({ length: features }, (_, l) => termSymbol.feature(l));
  const factorOf = (name: string): Polynomial => free.drift.derivative(name);
  const program = polynomialProgram(
    [...rows, termSymbol.weight, slopeSymbol]
      .map(factorOf)
      .concat(free.diffusion, normRate)
      .map((polynomial) => withValues(model, polynomial)),
    [
      ...rows.map((_, l) => termSymbol.g(l)),
      termSymbol.f,
      termSymbol.lambda,
      ...stateVariables(features, true),
      penaltyAverage,
    ],
  );
  const terms = lossTerms(model, derivation);
  const out = new Float64Array(features + 4);
  return ({ Q, s, penalty }) => {
    const { g, f, lambda } = terms(Q, sphere ? 1 : s);
    program.evaluate(Float64Array.of(...g, f, lambda, ...Q, s, penalty), out);
    const [linear, slopeFactor, diffusion, rate] = out.subarray(features) as unknown as number[];
    return {
      signal: [...out.subarray(0, features)],
      linear: sphere ? linear! - rate! / (2 * s) : linear!,
      slope: slopeFactor!,
      diffusion: diffusion! / 2,
    };
  };
}
