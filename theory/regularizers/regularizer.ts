import type { ZodType } from "zod";
import type { Polynomial } from "../polynomial.ts";
import type { SlopeFunction } from "./slope-function.ts";

/** A separable penalty sum_j R(w_j) before its strength kappa. */
export interface Regularizer {
  readonly kind: string;
  /** R(w), for people. */
  readonly text: string;
  readonly latex: string;
  /** R'(w) as a polynomial in the generators `w` and, where it is not one in w, named functions of w. */
  readonly slope: Polynomial;
  /** What these functions are; empty for a polynomial in w. */
  readonly functions: readonly SlopeFunction[];
  /** R(w) and R'(w) as numbers. At a kink the slope is any value between its two sides. */
  value(w: number): number;
  slopeAt(w: number): number;
}

/**
 * A kind of regularizer: what a model file may say, and the penalty that it means. Implement this and pass it to
 * `registerRegularizer`; whether the equations close is decided from the slope, and `regularizerLaws` tests the rest.
 */
export interface RegularizerKind<Spec = never> {
  readonly name: string;
  /** The fields beside `kind` and `strength`. */
  readonly fields: Readonly<Record<string, ZodType>>;
  /** @throws ModelError naming the field below `path`. */
  create(spec: Spec, path: string): Regularizer;
}
