import { Rational } from "../../theory/rational.ts";
import { arrange } from "../../theory/render/arrange.ts";
import { toLatex } from "../../theory/render/latex.ts";
import { toText } from "../../theory/render/text.ts";
import type { Formulas } from "./formulas.ts";

const half = Rational.of(1, 2);

/** The PDE in one line of text. */
export function pdeText({ drift, diffusion }: Formulas): string {
  const flux = isProduct(drift) ? toText(drift) : `(${toText(drift)})`;
  return `dP/dt = -d/dw[${flux}*P] + (${toText(diffusion.scale(half))})*d^2P/dw^2`;
}

/** The PDE in LaTeX. */
export function pdeLatex({ drift, diffusion }: Formulas): string {
  const flux = isProduct(drift) ? toLatex(drift) : `\\bigl(${toLatex(drift)}\\bigr)`;
  return `\\frac{\\partial P}{\\partial t} = -\\frac{\\partial}{\\partial w}\\Bigl[${flux}\\,P\\Bigr] + ${toLatex(diffusion.scale(half))}\\,\\frac{\\partial^2 P}{\\partial w^2}`;
}

function isProduct(expression: Formulas["drift"]): boolean {
  return arrange(expression).length === 1;
}
