import type { Relation } from "./statement.ts";

/** Each variable's range as people write it: `{ x: "[0, 1)", y: "(0, inf)", z: "(-inf, inf)" }`. */
export type Domain = Readonly<Record<string, string>>;

/** Both ends of each side, in the domain's order of variables. */
export type CellText = readonly (readonly [low: string, high: string])[];

/**
 * What proves the statement. `bernstein`: cells that tile the domain, on each of which no coefficient is negative. `sturm`: the
 * polynomial is square^2 * rest (coefficients, constant first); the chain of `rest`, its zeros at the domain's ends divided out,
 * changes sign so often at the lower and at the upper end.
 */
export type Proof =
  | { readonly method: "bernstein"; readonly cells: readonly CellText[] }
  | {
      readonly method: "sturm";
      readonly square: readonly string[];
      readonly rest: readonly string[];
      readonly signChanges: readonly [number, number];
    };

/** A certificate file. Its numbers are exact and in lowest terms; `statement` repeats in words what is between it and `proof`. */
export interface Certificate {
  readonly kind: "positivity";
  readonly statement: string;
  readonly terms: readonly (readonly [coefficient: string, powers: Readonly<Record<string, number>>])[];
  readonly domain: Domain;
  readonly relation: Relation;
  readonly proof: Proof;
}
