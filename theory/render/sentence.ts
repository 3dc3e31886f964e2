import { Polynomial } from "../polynomial.ts";
import { toLatex } from "./latex.ts";
import { toText } from "./text.ts";

/** Between two formulas it makes them one equation. */
export const equals = " = ";

/** Words with formulas among them. */
export type Sentence = readonly (string | Polynomial)[];

export function sentenceText(sentence: Sentence): string {
  return sentence.map((part) => (part instanceof Polynomial ? toText(part) : part)).join("");
}

/**
 * @param formula what marks a formula: for a paper `$...$`.
 * @param words how the words are escaped.
 */
export function sentenceLatex(
  sentence: Sentence,
  formula: (latex: string) => string,
  words: (text: string) => string,
): string {
  let written = "";
  let equation = "";
  const flush = (): void => {
    if (equation !== "") written += formula(equation);
    equation = "";
  };
  for (const part of sentence) {
    if (part instanceof Polynomial) equation += toLatex(part);
    else if (part === equals && equation !== "") equation += part;
    else {
      flush();
      written += words(part);
    }
  }
  flush();
  return written;
}

/** A list with commas. */
export function listed(parts: readonly Polynomial[]): Sentence {
  return parts.flatMap((part, i): Sentence => (i === 0 ? [part] : [", ", part]));
}
