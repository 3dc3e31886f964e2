import { Polynomial } from "../theory/polynomial.ts";
import { toLatex } from "../theory/render/latex.ts";

/** A state variable in LaTeX. */
export function variableLatex(name: string): string {
  return toLatex(Polynomial.generator(name));
}
