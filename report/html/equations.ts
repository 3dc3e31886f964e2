import { toLatex } from "../../theory/render/latex.ts";
import { escapeMarkup } from "../escape.ts";
import { isPrintable } from "../extent.ts";
import type { EquationLine } from "../model-blocks.ts";
import { displayMath } from "./math.ts";

/** Beyond this many characters of LaTeX an equation is folded away, */
const longLatex = 1500;
/** and beyond this many it is not typeset: nobody reads it, and browsers choke on it. */
const endlessLatex = 8000;

/** Numbers a document's equations and sets them. */
export class Equations {
  private count = 0;

  /**
   * One numbered equation in a box of its own, with a button that copies its LaTeX; an expression that is too long to
   * print is only mentioned.
   */
  equation({ label, left, right, relation = "=" }: EquationLine): string {
    if (typeof right === "string") return this.box({ label, left, right: `${relation} ${right}` });
    if (isPrintable(right)) return this.box({ label, left, right: `${relation} ${toLatex(right)}` });
    return `<p>Left out: ${escapeMarkup(label)}, a sum of ${right.size} terms. <code>driftproof derive</code> prints it.</p>`;
  }

  /** A numbered formula without a left side to align. */
  formula(label: string, latex: string): string {
    return this.box({ label, left: "", right: latex });
  }

  /** Equations that belong together, their relations below each other, with a button that copies all. */
  group(name: string, boxes: readonly string[]): string {
    if (boxes.length === 0) return "";
    const copy = `<button type="button" class="copy all" hidden aria-label="Copy all: ${escapeMarkup(name)}">Copy all</button>`;
    return `<div class="equations" role="group" aria-label="${escapeMarkup(name)}">${boxes.join("\n")}${boxes.length > 1 ? copy : ""}</div>`;
  }

  private box(content: Content): string {
    const number = ++this.count;
    const length = content.left.length + content.right.length;
    const box = length > endlessLatex ? sourceOnly(content, number) : typeset(content, number);
    if (length <= longLatex) return box;
    return `<details class="long"><summary>Equation (${number}): ${escapeMarkup(content.label)}, in full</summary>${box}</details>`;
  }
}

interface Content {
  readonly label: string;
  readonly left: string;
  /** With the relation. */
  readonly right: string;
}

function typeset(content: Content, number: number): string {
  // An empty group in front makes the relation a binary one, with its spaces.
  const right = content.left === "" ? content.right : `{}${content.right}`;
  return frame(content, `<div class="formula">${displayMath(right)}</div>`, number);
}

function sourceOnly(content: Content, number: number): string {
  const latex = `${content.left} ${content.right}`;
  const note = `<p>Too long to typeset (${latex.length} characters). Its LaTeX:</p>`;
  return frame(content, `${note}<pre class="source"><code>${escapeMarkup(latex)}</code></pre>`, number);
}

function frame({ label, left, right }: Content, content: string, number: number): string {
  const name = escapeMarkup(label);
  const side = left === "" ? "" : `<span class="left">${displayMath(left)}</span>`;
  return `<div class="equation" id="eq-${number}" role="group" aria-label="Equation ${number}: ${name}" data-left="${escapeMarkup(left)}" data-right="${escapeMarkup(right)}">
${side}<div class="scroll" tabindex="0" role="region" aria-label="${name}">${content}</div>
<span class="number">(${number})</span><button type="button" class="copy" hidden aria-label="Copy LaTeX of equation ${number}">Copy LaTeX</button></div>`;
}
