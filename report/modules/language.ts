import type { FunctionBody } from "./function-code.ts";

/** The languages that modules are written in. */
export type ModuleFormat = "typescript" | "python";

/** A parameter of the module's functions. */
export interface ModuleParameter {
  readonly name: string;
  readonly type: string;
  readonly meaning: string;
  /** Its default, as code. */
  readonly usual: string;
  /** Bounds of a number. */
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

/** A function of y to write, with a list of numbers as its result. */
export interface FunctionOfOutput {
  readonly name: string;
  readonly doc: string;
  readonly statements: readonly string[];
  readonly results: readonly string[];
}

/** A whole module before it is text. */
export interface ModuleSource {
  readonly header: readonly string[];
  readonly variables: readonly string[];
  /** Undefined where the numbers are put in. */
  readonly parameters: readonly ModuleParameter[] | undefined;
  readonly functions: readonly FunctionBody[];
  readonly declarations: readonly string[];
  readonly runtime: readonly string[];
}

/** How the parts of a module are spelled in one language. Arithmetic is + - * / ** in all of them. */
export interface Language {
  readonly format: ModuleFormat;
  /** Of the files in `runtime/`. */
  readonly extension: string;
  /** What functions of expressions are called, and the runtime file that holds those that the language lacks. */
  readonly functions: Readonly<Record<string, { readonly code: string; readonly runtime?: string }>>;
  readonly pi: string;
  readonly infinity: string;
  readonly nothing: string;
  truth(value: boolean): string;
  /** A name of the module that nobody is meant to import. */
  internal(name: string): string;
  /** The identifier for a symbol of the equations. */
  identifier(name: string): string;
  comment(line: string): string;
  local(name: string, value: string): string;
  /** Several locals from a list; with notes each stands on a line of its own, its note beside it. */
  unpack(names: readonly string[], list: string, notes?: readonly string[]): string;
  constant(name: string, value: string, type?: string): string;
  list(items: readonly string[]): string;
  record(entries: readonly (readonly [string, string])[]): string;
  functionOfOutput(source: FunctionOfOutput): string;
  module(source: ModuleSource): string;
}
