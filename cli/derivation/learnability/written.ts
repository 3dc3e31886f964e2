import type { Polynomial } from "../../../theory/polynomial.ts";
import { nameLatex, quotientLatex, toLatex } from "../../../theory/render/latex.ts";
import { rootLatex, rootText } from "../../../theory/render/root.ts";
import { quotientText, toText } from "../../../theory/render/text.ts";
import type { Root } from "../../../theory/roots.ts";
import type { Quotient } from "../../../theory/stability.ts";

/** One formula in both forms. */
export interface Written {
  readonly text: string;
  readonly latex: string;
}

/** Most pages show one form only, and LaTeX takes the longer. */
const inBoth = (text: string, latex: () => string): Written => ({
  text,
  get latex() {
    return latex();
  },
});

export const written = (expression: Polynomial): Written =>
  inBoth(toText(expression), () => toLatex(expression));

export const writtenQuotient = (quotient: Quotient): Written =>
  inBoth(quotientText(quotient), () => quotientLatex(quotient));

/** @param radicand a letter for what stands under the square root. */
export const writtenRoot = (root: Root, radicand?: Written): Written =>
  inBoth(rootText(root, radicand?.text), () => rootLatex(root, radicand?.latex));

/** A symbol by its name in text. */
export const writtenName = (name: string): Written => ({ text: name, latex: nameLatex(name) });

/** What belongs to variables by their names: `C[Q1,Q2]`. */
export const indexed = (letter: string, ...names: readonly string[]): Written => ({
  text: `${letter}[${names.join(",")}]`,
  latex: `${letter}_{${names.map(nameLatex).join(",\\,")}}`,
});

/** Formulas one after the other, with something between them. */
export const joined = (separator: Written, parts: readonly Written[]): Written =>
  inBoth(parts.map(({ text }) => text).join(separator.text), () =>
    parts.map(({ latex }) => latex).join(separator.latex),
  );
