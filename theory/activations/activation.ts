import type { Polynomial } from "../polynomial.ts";
import type { Rational } from "../rational.ts";
import type { ExponentialSum } from "./exponential-sum.ts";

/** The powers of phi, phi', phi'', ... (by order) in a product, all at one point; of y itself at `outputOrder`. */
export type DerivativePowers = ReadonlyMap<number, number>;

/** The order under which a product of derivatives of phi at y holds powers of y itself. */
export const outputOrder = -1;

/** Functions of y (the elements) among whose polynomials phi and all its derivatives are. */
export interface DifferentialRing {
  readonly elements: readonly { readonly name: string; readonly text: string }[];
  /** phi^(order) as a polynomial in the elements' names and `y`. */
  derivative(order: number): Polynomial;
}

/** The network's nonlinearity phi(y). */
export interface Activation {
  readonly name: string;
  /** phi as an expression in y, e.g. `tanh(y)`. */
  readonly text: string;
  readonly latex: string;
  readonly parity: "odd" | "even" | "neither";
  /** phi as a polynomial in the generator `y`, where it is one: then every expectation has a closed form. */
  readonly polynomial?: Polynomial;
  /** phi as a sum of sines and cosines or of exponentials, where it is one: then expectations have a closed form too. */
  readonly exponentialSum?: ExponentialSum;
  /** phi^(order) as a function of y; of a kinked phi only where it is an ordinary function. */
  derivative(order: number): (y: number) => number;
  /**
   * Writes phi, phi', ..., as many as `out` holds, at y: what the derivatives share is computed once. Absent
   * where they share nothing.
   */
  jet?(y: number, out: Float64Array): void;
  /** The differential ring that phi lives in, where its derivatives are made in one. */
  readonly ring?: DifferentialRing;
  /** The points where phi' jumps. Smooth activations have none. */
  readonly kinks: readonly number[];
  /**
   * Rewrites a product of derivatives as a multiple of a simpler one, for activations whose derivatives are
   * distributions and must never be multiplied blindly. Absent: every product is its own normal form.
   */
  normalForm?(powers: DerivativePowers): { readonly factor: Rational; readonly powers: DerivativePowers };
  /**
   * The mean over the two views' noises alone of a product of derivatives at n and at n', in normal form, in the
   * letters of noise-means; undefined for a product without one. Absent: no product has one.
   */
  noiseMean?(left: DerivativePowers, right: DerivativePowers): Polynomial | undefined;
}
