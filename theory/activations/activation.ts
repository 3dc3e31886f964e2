import type { Polynomial } from "../polynomial.ts";
import type { Rational } from "../rational.ts";

/** The powers of phi, phi', phi'', ... (by order) in a product, all at one point. */
export type DerivativePowers = ReadonlyMap<number, number>;

/** The network's nonlinearity phi(y). */
export interface Activation {
  readonly name: string;
  /** phi as an expression in y, e.g. `tanh(y)`. */
  readonly text: string;
  readonly latex: string;
  readonly parity: "odd" | "even" | "neither";
  /** phi as a polynomial in the generator `y`, where it is one: then every expectation has a closed form. */
  readonly polynomial?: Polynomial;
  /** phi^(order) as a function of y; of a kinked phi only where it is an ordinary function. */
  derivative(order: number): (y: number) => number;
  /**
   * Writes phi, phi', ..., as many as `out` holds, at y: what the derivatives share is computed once. Absent
   * where they share nothing.
   */
  jet?(y: number, out: Float64Array): void;
  /** The points where phi' jumps. Smooth activations have none. */
  readonly kinks: readonly number[];
  /**
   * Rewrites a product of derivatives as a multiple of a simpler one, for activations whose derivatives are
   * distributions and must never be multiplied blindly. Absent: every product is its own normal form.
   */
  normalForm?(powers: DerivativePowers): { readonly factor: Rational; readonly powers: DerivativePowers };
}
