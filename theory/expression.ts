import { derivativeOf } from "./expressions/derivative.ts";
import { evaluatorOf } from "./expressions/evaluate.ts";
import { treeLatex } from "./expressions/latex.ts";
import { checkedTree, type Reading, syntaxTree } from "./expressions/parse.ts";
import { polynomialOf } from "./expressions/polynomial.ts";
import { treeText } from "./expressions/text.ts";
import type { Tree } from "./expressions/tree.ts";
import type { Polynomial } from "./polynomial.ts";

/** A user's function of one variable, parsed and checked, never run as code. */
export interface Expression {
  readonly variable: string;
  readonly text: string;
  readonly latex: string;
  readonly tree: Tree;
  /** The function as a polynomial in its variable, where it is one with rational coefficients. */
  readonly polynomial: Polynomial | undefined;
  evaluate(x: number): number;
  derivative(): Expression;
}

/** The longest expression in one variable that is read, in characters. */
const longest = 500;

/**
 * Parses a function of one variable.
 * @param kinks whether `abs` may be called. Derivatives then hold away from its kinks.
 * @throws ModelError naming `path` for anything else: a syntax error, another symbol, an unknown function.
 */
export function parseExpression(text: string, variable: string, path: string, kinks = false): Expression {
  const reading: Reading = { path, variables: variable, knows: (name) => name === variable, longest, kinks };
  const syntax = syntaxTree(text, reading);
  return expressionOf(checkedTree(syntax, reading), reading, syntax);
}

/** @param syntax how the tree was written, for those of a user's. */
function expressionOf(
  tree: Tree,
  reading: Pick<Reading, "path" | "variables">,
  syntax?: { toString(): string },
): Expression {
  const { path, variables: variable } = reading;
  let evaluate: ((x: number) => number) | undefined;
  return {
    variable,
    // Written when asked for: a high derivative is a small graph and a long text.
    get text() {
      return syntax?.toString() ?? treeText(tree);
    },
    get latex() {
      return treeLatex(tree);
    },
    tree,
    get polynomial() {
      return polynomialOf(tree, path);
    },
    evaluate: (x) => (evaluate ??= evaluatorOf(tree, variable))(x),
    derivative: () => expressionOf(derivativeOf(tree, variable), reading),
  };
}
