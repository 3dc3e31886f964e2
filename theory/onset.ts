import type { Derivation } from "./derive.ts";
import type { NormalForm } from "./normal-form.ts";
import type { Polynomial } from "./polynomial.ts";
import type { Rational } from "./rational.ts";
import { coefficientsIn } from "./roots.ts";
import { symbol } from "./symbols.ts";
import { withValues } from "./values.ts";

/**
 * How a feature begins to be learned where its growth rate at Q = 0 changes sign: `transcritical` with a quadratic term
 * B_l; without one by the sign of C_ll, from zero on (`supercritical`) or with a jump (`subcritical`).
 */
export type OnsetKind = "supercritical" | "subcritical" | "transcritical" | "degenerate";

export function onsetKind(quadraticSign: number, cubicSign: number): OnsetKind {
  if (quadraticSign !== 0) return "transcritical";
  return cubicSign < 0 ? "supercritical" : cubicSign > 0 ? "subcritical" : "degenerate";
}

/** The normal form's coefficients of one feature at a step size where A_l = 0, all other numbers the model's. */
export interface ExactOnset {
  readonly tau: Rational;
  /** B_l. */
  readonly quadratic: Rational;
  /** C_ll. */
  readonly cubic: Rational;
  readonly kind: OnsetKind;
}

/** An expression by powers of tau, constant first, with the model's other numbers put in. */
export function inStepSize({ model }: Derivation, expression: Polynomial): Polynomial[] {
  return coefficientsIn(withValues(model, expression, [symbol.learningRate]), symbol.learningRate);
}

/**
 * The onset of feature l on the sphere in exact numbers.
 * @returns "none" where no positive tau makes A_l zero, undefined where the numbers are not rational: with
 * means or exponentials in them, and in the free variant, whose norm is a root.
 */
export function exactOnset(
  derivation: Derivation,
  form: NormalForm,
  l: number,
): ExactOnset | "none" | undefined {
  if (form.norm) return undefined;
  const numbers = (expression: Polynomial): Rational[] | undefined => {
    const list = inStepSize(derivation, expression).map((coefficient) => coefficient.asConstant());
    return list.every((value) => value !== undefined) ? list : undefined;
  };
  const growth = numbers(form.eigenvalues[l]!);
  const quadratic = numbers(form.quadratic(l));
  const cubic = numbers(form.cubic(l, l));
  // A_l = tau (growth[1] + growth[2] tau): with another power of tau in a user's own terms it is left to numerics.
  if (!growth || !quadratic || !cubic || growth.length > 3 || !(growth[0]?.isZero ?? true)) return undefined;
  const [, signal, noise] = growth;
  if (!signal || !noise || signal.sign * noise.sign >= 0) return "none";
  const tau = signal.divide(noise).negate();
  const at = (list: readonly Rational[]): Rational =>
    list.reduceRight((sum, coefficient) => sum.multiply(tau).add(coefficient));
  const [b, c] = [at(quadratic), at(cubic)];
  return { tau, quadratic: b, cubic: c, kind: onsetKind(b.sign, c.sign) };
}
