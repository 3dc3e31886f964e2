import type { Polynomial } from "../../theory/polynomial.ts";
import { toLatex } from "../../theory/render/latex.ts";
import { escapeMarkup } from "../escape.ts";
import { isPrintable } from "../extent.ts";
import { displayMath } from "./math.ts";

/** Beyond this many characters of LaTeX an equation is folded away, */
const longLatex = 1500;
/** and beyond this many it is not typeset: nobody reads it, and browsers choke on it. */
const endlessLatex = 8000;

/** Numbers a document's equations and sets them. */
export class Equations {
  private count = 0;

  /** An equation with an expression on its right; one that is too long to print is only mentioned. */
  expression(label: string, left: string, right: Polynomial): string {
    if (isPrintable(right)) return this.equation(label, left, toLatex(right));
    return `<p>Left out: ${escapeMarkup(label)}, a sum of ${right.size} terms. <code>driftproof derive</code> prints it.</p>`;
  }

  /**
   * One numbered equation `left = right` in a box of its own, with a button that copies its LaTeX.
   * @param label what it is, for those who do not see it, and as the headline of a long one.
   */
  equation(label: string, left: string, right: string, relation = "="): string {
    const number = ++this.count;
    const latex = `${left} ${relation} ${right}`;
    const box =
      latex.length > endlessLatex ? sourceOnly(label, latex, number) : typeset(label, latex, number);
    if (latex.length <= longLatex) return box;
    return `<details class="long"><summary>Equation (${number}): ${escapeMarkup(label)}, in full</summary>${box}</details>`;
  }
}

function typeset(label: string, latex: string, number: number): string {
  return frame(label, `<div class="formula">${displayMath(latex)}</div>`, number);
}

function sourceOnly(label: string, latex: string, number: number): string {
  const note = `<p>Too long to typeset (${latex.length} characters). Its LaTeX:</p>`;
  return frame(label, `${note}<pre class="source"><code>${escapeMarkup(latex)}</code></pre>`, number);
}

function frame(label: string, content: string, number: number): string {
  const name = escapeMarkup(label);
  return `<div class="equation" id="eq-${number}" role="group" aria-label="Equation ${number}: ${name}">
<div class="scroll" tabindex="0" role="region" aria-label="${name}">${content}</div>
<span class="number">(${number})</span><button type="button" class="copy" hidden aria-label="Copy the LaTeX of equation ${number}">Copy LaTeX</button></div>`;
}
