import type { Model } from "../../../theory/model.ts";

/** Numbers for some generators of the ring, as functions of the state. */
export interface GeneratorValues {
  /** Writes one value a name at overlaps Q and squared norm s. */
  evaluate(overlaps: ArrayLike<number>, norm: number, out: Float64Array): void;
  /** The largest relative error of the tables made so far; absent where nothing is tabulated. */
  error?(): number;
}

/** Generators beyond the state and the model's numbers that are evaluated one way: implement these two functions. */
export interface GeneratorFamily {
  /** Whether the generator of this name is one of the family. */
  owns(name: string): boolean;
  /** @param tabulate interpolate what is costly from a table exact to 1e-13, or compute each value anew. */
  evaluator(model: Model, names: readonly string[], tabulate: boolean): GeneratorValues;
}
