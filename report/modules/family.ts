import type { Rule } from "../../numerics/quadrature/gauss-legendre.ts";
import type { Derivation } from "../../theory/derive.ts";
import type { Language } from "./language.ts";

/** What a family's code is written for. */
export interface ModuleContext {
  readonly derivation: Derivation;
  readonly language: Language;
  /** The model's numbers are put in: there are no parameters. */
  readonly values: boolean;
  /** The identifier that holds the hidden laws in a function. */
  readonly laws: string;
  /** The code of a symbol such as `v` or `m4_1`: its identifier, or its number where numbers are put in. */
  symbol(name: string): string;
}

/** One function of the module and the generators of one family that it needs. */
export interface FamilyUse {
  readonly function: "rhs" | "jacobian";
  readonly names: readonly string[];
}

/** The code of a family's generators. */
export interface FamilyCode {
  /** Symbols that the statements read. */
  readonly symbols: readonly string[];
  /** Nodes for the law of each hidden variable, where the code sums over them; the module then has `hidden`. */
  readonly laws?: readonly Rule[];
  /** Code of the module's top level. */
  readonly declarations: readonly string[];
  /** Statements in the function that define its generators from the state and the symbols. */
  statements(use: FamilyUse): readonly string[];
  /** The code of one generator after these statements. */
  identifier(name: string, use: FamilyUse): string;
  /** Files of `runtime/` that the code calls. */
  readonly runtime: readonly string[];
  /** How exact it is, in words; undefined where it is exact up to rounding. */
  readonly accuracy?: string;
}

/**
 * A family of generators beyond the state and the model's symbols that a module can compute: implement these two
 * functions and list it in `families.ts`.
 */
export interface ModuleFamily {
  owns(generator: string): boolean;
  write(uses: readonly FamilyUse[], context: ModuleContext): FamilyCode;
}
