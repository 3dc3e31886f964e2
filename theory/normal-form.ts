import type { Derivation } from "./derive.ts";
import { Polynomial } from "./polynomial.ts";
import { Rational } from "./rational.ts";
import { originStability, type Quotient } from "./stability.ts";
import { overlapIndex, symbol } from "./symbols.ts";

/**
 * The overlaps' equations near Q = 0 and near a threshold, to third order:
 *
 *     dQ_l/dt = A_l Q_l + B_l Q_l^2 + sum_m C_lm Q_l Q_m^2.
 *
 * In the free variant s follows the overlaps on the centre manifold, s = s* + sum_m h_m Q_m^2, which adds
 * (dA_l/ds) h_m to C_lm. B_l is not zero where c_l has a third moment and phi no parity: the onset is then transcritical,
 * Q_l = -A_l/B_l. Where it is zero, C_ll < 0 is a supercritical onset, Q_l = sqrt(-A_l/C_ll), and C_ll > 0 a
 * subcritical one, with a jump and hysteresis. Coefficients are made when first asked for; l and m count from 0.
 */
export interface NormalForm {
  readonly eigenvalues: readonly Polynomial[];
  /** B_l. */
  quadratic(l: number): Polynomial;
  /** C_lm, in the free variant without what the norm adds. */
  cubic(l: number, m: number): Polynomial;
  /** The free variant's norm. */
  readonly norm?: {
    /** dA_l/ds at Q = 0. */
    slope(l: number): Polynomial;
    /** h_m, at a threshold. */
    response(m: number): Quotient;
  };
}

/** Why a derivation has no normal form of this kind. */
export interface NoNormalForm {
  readonly reason: string;
}

/** The cubic normal form at Q = 0, by repeated differentiation. */
export function normalForm(derivation: Derivation): NormalForm | NoNormalForm {
  const { expectation, variables, ode, closed } = derivation;
  if (!closed) return { reason: "the equations do not close" };
  const { drift, eigenvalues } = originStability(derivation);
  if (drift.some((rate) => !rate.isZero)) return { reason: "Q = 0 is not a fixed point" };
  // With zero means each hidden variable enters to the second power or higher: Q_l^2 is the only quadratic term.
  if (!eigenvalues || !expectation.hypotheses.every(({ zeroMean }) => zeroMean)) {
    return { reason: "it needs hidden variables of zero mean" };
  }
  const by = (expression: Polynomial, l: number, order: number): Polynomial =>
    expectation.derivative(truncated(expression, order), symbol.overlap(l));
  const half = Rational.of(1, 2);
  // d(rhs_l)/dQ_l to second order.
  const slopeOf = remembered((l) => truncated(by(ode[l]!, l, 3), 2));
  const curvature = (expression: Polynomial, m: number): Polynomial =>
    expectation.atOrigin(by(by(expression, m, 2), m, 1));
  const coefficients = {
    eigenvalues,
    quadratic: remembered((l) => expectation.atOrigin(by(slopeOf(l), l, 1)).scale(half)),
    cubic: remembered((l, m) => curvature(slopeOf(l), m).scale(l === m ? Rational.of(1, 6) : half)),
  };
  const s = variables.indexOf(symbol.norm);
  if (s < 0) return coefficients;
  const norm = {
    slope: (l: number) => expectation.derivative(eigenvalues[l]!, symbol.norm),
    // ds/dt = A_s (s - s*) + (curvature/2) Q_m^2 + ..., and s is far faster than Q_m where A_m = 0.
    response: (m: number) => ({
      numerator: curvature(ode[s]!, m).scale(half).negate(),
      denominator: eigenvalues[s]!,
    }),
  };
  return { ...coefficients, norm };
}

/** A function of indices that makes each of its values once. */
function remembered<Indices extends readonly number[]>(
  make: (...indices: Indices) => Polynomial,
): (...indices: Indices) => Polynomial {
  const known = new Map<string, Polynomial>();
  return (...indices) => {
    const key = indices.join();
    const value = known.get(key) ?? make(...indices);
    known.set(key, value);
    return value;
  };
}

/** Without the terms whose overlaps have a higher power than `order`: derivatives of that order vanish at Q = 0. */
function truncated(expression: Polynomial, order: number): Polynomial {
  const kept = expression.namedTerms().filter(({ powers }) => {
    let degree = 0;
    for (const [name, exponent] of powers) if (overlapIndex(name) >= 0) degree += exponent;
    return degree <= order;
  });
  return kept.length === expression.size ? expression : Polynomial.fromNamedTerms(kept);
}
