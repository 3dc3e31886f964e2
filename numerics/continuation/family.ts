import type { Flow } from "../flow/flow.ts";

/**
 * A flow with a parameter p, scaled to [0, 1]. States and rates are those of the flow; `model` is any one of the family,
 * for its symmetries, which all members share.
 */
export interface Family extends Pick<Flow, "size" | "features" | "model"> {
  /** Writes the rates, their Jacobian by the state (row-major) and their derivative by p. */
  evaluate(
    state: ArrayLike<number>,
    parameter: number,
    rates: Float64Array,
    jacobian: Float64Array,
    byParameter: Float64Array,
  ): void;
  /** The relative error of rates and Jacobian, tables and interpolation included. */
  error(): number;
}
