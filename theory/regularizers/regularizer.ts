import type { ZodType } from "zod";
import type { Polynomial } from "../polynomial.ts";

/** A separable penalty sum_j R(w_j) before its strength kappa. */
export interface Regularizer {
  readonly kind: string;
  readonly text: string;
  /** R'(w) as a polynomial in the generators `w` and, where it is not one in w, named functions of w. */
  readonly slope: Polynomial;
  /** R(w) and R'(w) as numbers. */
  value(w: number): number;
  slopeAt(w: number): number;
}

/** A kind of regularizer: what a model file may say, and the penalty that it means. */
export interface RegularizerKind<Spec = never> {
  readonly name: string;
  /** The fields beside `kind` and `strength`. */
  readonly fields: Readonly<Record<string, ZodType>>;
  /** @throws ModelError naming the field below `path`. */
  create(spec: Spec, path: string): Regularizer;
}
