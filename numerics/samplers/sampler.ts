import type { Model } from "../../theory/model.ts";
import type { Random } from "../random/random.ts";

/** Where a run begins: given overlaps and squared norm, held exactly, or a direction drawn at random. */
export type Start =
  | { readonly kind: "overlaps"; readonly Q: readonly number[]; readonly s: number }
  | { readonly kind: "random"; readonly s: number };

/** One run of SGD as far as its order parameters can see it. */
export interface Run {
  /** Takes SGD steps. */
  advance(steps: number): void;
  /** Writes Q1..Qd, s. */
  read(out: Float64Array): void;
  /** The weights as they are now, where the sampler holds them; owned by the run. */
  readonly weights?: Float64Array;
}

/**
 * A way to simulate the algorithm. To add one: say which models it can do exactly, and make a run. Every sampler
 * has the law of SGD itself at the given dimension, not of its limit.
 */
export interface Sampler {
  readonly name: string;
  /** Normals drawn a step, as a formula, for tables. */
  readonly cost: string;
  /** Why the model cannot be done, or undefined if it can. */
  refuses(model: Model, dimension: number): string | undefined;
  /** How many numbers a run holds in memory, about. */
  holds(model: Model, dimension: number): number;
  start(model: Model, dimension: number, start: Start, random: Random): Run;
}
