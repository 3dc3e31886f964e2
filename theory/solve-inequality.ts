import { Polynomial } from "./polynomial.ts";
import { linearRoot, primitive, quadraticRoots, type Root } from "./roots.ts";
import { type Sign, signOf } from "./sign.ts";

/** Where a polynomial in one unknown is positive. */
export type Solution =
  | { readonly relation: "always" | "never" }
  | {
      /**
       * Below or above the one bound, or between or outside the two (lower one first where `condition` is positive). Where
       * the square root of two bounds is not real, "between" is nowhere and "outside" everywhere.
       */
      readonly relation: "<" | ">" | "between" | "outside";
      readonly bounds: readonly Root[];
      /** The relation holds where this is positive; absent where it always is. */
      readonly condition?: Polynomial;
      /** And where it is negative: the opposite relation, or nothing solves the inequality. */
      readonly otherwise?: "reversed" | "never";
    };

/**
 * Solves k + b x + a x^2 > 0 for x.
 * @param coefficients k, b and, for a quadratic, a.
 * @param positive whether x is known to be positive.
 * @param known expressions that are positive: see `signOf`.
 * @returns undefined where x does not enter and the sign of k is not known.
 */
export function solveInequality(
  coefficients: readonly Polynomial[],
  positive: boolean,
  known: readonly Polynomial[],
): Solution | undefined {
  const [k = Polynomial.zero, b = Polynomial.zero, a = Polynomial.zero] = coefficients;
  const sign = (expression: Polynomial): Sign => signOf(expression, known);
  if (a.isZero && b.isZero) {
    const constant = sign(k);
    return constant === undefined ? undefined : { relation: constant > 0 ? "always" : "never" };
  }
  if (positive) {
    const signs = [k, b, a].map(sign);
    if (signs.every((each) => each !== undefined && each >= 0)) return { relation: "always" };
    if (signs.every((each) => each !== undefined && each <= 0)) return { relation: "never" };
  }
  if (a.isZero) return linear(b, k, positive, sign);
  const leading = sign(a);
  const constant = sign(k);
  if (leading === -1) {
    const [lower, upper] = quadraticRoots(a.negate(), b.negate(), k.negate());
    if (isNegativeConstant(upper.radicand)) return { relation: "never" };
    // Of roots with opposite signs a positive unknown meets the upper one.
    if (positive && constant === 1) return { relation: "<", bounds: [upper] };
    return { relation: "between", bounds: [lower, upper] };
  }
  const [lower, upper] = quadraticRoots(a, b, k);
  if (leading === 1) {
    if (isNegativeConstant(upper.radicand)) return { relation: "always" };
    if (positive && constant === -1) return { relation: ">", bounds: [upper] };
    return { relation: "outside", bounds: [lower, upper] };
  }
  const condition = primitive([a])[0]!;
  // With a <= 0 also b = a - (something positive) and k are negative: then so is the whole.
  if (positive && constant === -1 && sign(b.subtract(a)) === -1) {
    return { relation: ">", bounds: [upper], condition, otherwise: "never" };
  }
  return { relation: "outside", bounds: [lower, upper], condition, otherwise: "reversed" };
}

function linear(
  slope: Polynomial,
  constant: Polynomial,
  positive: boolean,
  sign: (expression: Polynomial) => Sign,
): Solution {
  const direction = sign(slope);
  if (direction === -1) return { relation: "<", bounds: [linearRoot(slope.negate(), constant.negate())] };
  const bounds = [linearRoot(slope, constant)];
  if (direction === 1) return { relation: ">", bounds };
  // A negative constant needs a positive slope, if the unknown is positive.
  const otherwise = positive && sign(constant) === -1 ? "never" : "reversed";
  return { relation: ">", bounds, condition: primitive([slope])[0]!, otherwise };
}

function isNegativeConstant(radicand: Polynomial): boolean {
  const constant = radicand.asConstant();
  return constant !== undefined && constant.sign < 0;
}
