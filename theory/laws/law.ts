import type { ZodType } from "zod";
import type { Rational } from "../rational.ts";

/** A source of randomness, handed in by the numerics floor: this floor only says what to do with it. */
export interface RandomSource {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** -1 or 1, each with probability 1/2. */
  sign(): number;
}

/** A law as something to integrate against: finitely many atoms, or a density that is smooth on each panel. */
export type Measure =
  | { readonly kind: "atoms"; readonly values: readonly number[]; readonly weights: readonly number[] }
  | {
      readonly kind: "density";
      density(x: number): number;
      /** Panel ends, increasing; beyond the outer ones the density is below 1e-17 of its scale. */
      readonly panels: readonly number[];
      /** How the density goes on beyond the panels: not at all, or like exp(-const x^2) or exp(-const |x|). */
      readonly tails: "none" | "gaussian" | "exponential";
    };

/** The law of one hidden variable c_l. */
export interface HiddenLaw {
  readonly kind: string;
  /** For people: `rademacher`, `sparse (p = 1/3)`. */
  readonly label: string;
  readonly mean: Rational;
  /** E (c - E c)^2. */
  readonly variance: Rational;
  /** True when c and -c have one law, so that every odd moment is zero. */
  readonly symmetric: boolean;
  /** The raw moment E c^order, exact (irrational scales to 40 digits, see `rationalSquareRoot`). */
  moment(order: number): Rational;
  readonly measure: Measure;
  sample(random: RandomSource): number;
}

/** A kind of hidden law: what a model file may say, and the law that it means. */
export interface LawKind<Spec = never> {
  readonly name: string;
  /** The fields beside `law`, for the model file's schema. */
  readonly fields: Readonly<Record<string, ZodType>>;
  /** @throws ModelError naming the field below `path`. */
  create(spec: Spec, path: string): HiddenLaw;
}
