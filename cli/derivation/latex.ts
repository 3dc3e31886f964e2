import { assumptions } from "../../report/assumptions.ts";
import { closureSentences } from "../../report/closure-words.ts";
import { remarks } from "../../report/remarks.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { nameLatex, toLatex } from "../../theory/render/latex.ts";
import { sentenceLatex } from "../../theory/render/sentence.ts";
import { breakFormula } from "./break-lines.ts";
import { type MatrixEntry, shownEntries, shownFeatures, shownFluctuations } from "./exchangeable.ts";
import type { Formulas } from "./formulas.ts";
import { type Block, isDisplay } from "./learnability/blocks.ts";
import { meanBlocks } from "./learnability/mean-blocks.ts";
import { onsetBlocks } from "./learnability/onset-blocks.ts";
import { stabilityBlocks } from "./learnability/stability-blocks.ts";
import { pdeLatex } from "./pde.ts";
import { symbolRows } from "./symbols.ts";

/** Characters of LaTeX that make about a line of print. */
const lineWidth = 190;

/** A derivation as LaTeX to paste into a paper that loads amsmath and amssymb. */
export function derivationLatex(formulas: Formulas): string {
  const { derivation, terms, origin } = formulas;
  const { model, variables } = derivation;
  const rate = (i: number): string => `\\frac{d${nameLatex(variables[i]!)}}{dt}`;
  const shown = shownFeatures(formulas);
  const rates = (list: readonly Polynomial[]): Equation[] =>
    list.flatMap((rhs, i): Equation[] => (i < shown || i >= terms.g.length ? [[rate(i), toLatex(rhs)]] : []));
  const notes = remarks(derivation);
  const means = meanBlocks(formulas);
  const parts = [
    "% Needs \\usepackage{amsmath, amssymb}.",
    `\\section*{Mean-field limit of SGD: ${escaped(model.name)}}`,
    ...(notes.length > 0 ? ["\\subsection*{Remarks}", list(notes.map(escaped))] : []),
    "\\subsection*{What the loss contributes}",
    align([
      ...terms.g.slice(0, shown).map((term, l): Equation => [`g_{${l + 1}}`, toLatex(term)]),
      ["f", toLatex(terms.f)],
      ["\\lambda", toLatex(terms.lambda)],
    ]),
    ...(shown < terms.g.length
      ? [
          `The other features are alike, $g_2$ to $g_{${terms.g.length}}$ and all that follows: exchange the index 1 and theirs.`,
        ]
      : []),
    "\\subsection*{PDE}",
    align([
      ["\\Gamma(w,u)", toLatex(formulas.drift)],
      ["\\Lambda", toLatex(formulas.diffusion)],
      pdeLatex(formulas).split(" = ", 2) as [string, string],
    ]),
    "\\subsection*{ODE for the order parameters}",
    ...closureSentences(derivation.closure, terms.g.length).map((sentence) =>
      sentenceLatex(sentence, (latex) => `$${latex}$`, escaped),
    ),
    align(rates(formulas.reduced)),
    "With the terms put in,",
    align(rates(formulas.ode)),
    ...(formulas.jacobian
      ? ["\\subsection*{Jacobian of the ODE}", align(matrixEquations("J", shownEntries(formulas), variables))]
      : []),
    ...(origin
      ? [
          "\\subsection*{Learnability: linear stability of $Q = 0$}",
          ...blockParts(stabilityBlocks(formulas)),
          "\\subsection*{Onset of learning: normal form at $Q = 0$}",
          ...blockParts(onsetBlocks(formulas)),
          ...(means.length > 0 ? ["\\subsection*{Means at $Q = 0$}", ...blockParts(means)] : []),
        ]
      : []),
    ...(formulas.fluctuations
      ? [
          "\\subsection*{Fluctuations}",
          `Over runs at large $N$ the covariance of $${variables.map(nameLatex).join(", ")}$ is $\\Sigma/N$. With the Jacobian $J$, and $D$ the covariance of $N$ times one step's increments, $\\frac{d\\Sigma}{dt} = J\\Sigma + \\Sigma J^\\top + D$,`,
          align(matrixEquations("D", shownFluctuations(formulas), variables)),
        ]
      : []),
    "\\subsection*{Symbols}",
    list(
      symbolRows(formulas, "letters").map(({ latex, meaning, definition }) => {
        const formulaText = definition ? `, $${definition.latex}$` : "";
        return `$${latex}$: ${prose(meaning)}${formulaText}`;
      }),
    ),
    "\\subsection*{Assumptions}",
    list(assumptions.map(({ id, text }) => `\\textbf{${escaped(id)}}: ${escaped(text)}`)),
  ];
  return `${parts.join("\n")}\n`;
}

type Equation = readonly [left: string, right: string, relation?: string];

function align(equations: readonly Equation[]): string {
  const rows = equations.map(([left, right, relation = "="]) =>
    breakFormula(right, lineWidth)
      .map((line, i) => (i === 0 ? `  ${left} &${relation} ${line}` : `  &\\quad ${line}`))
      // Not at the end of the whole environment, where it would make an empty row.
      .join(" \\nonumber \\\\\n"),
  );
  return `\\begin{align}\n${rows.join(" \\\\\n")}\n\\end{align}`;
}

function matrixEquations(
  name: string,
  shown: readonly MatrixEntry[],
  variables: readonly string[],
): Equation[] {
  return shown.map(({ entry, row, column }) => [
    `${name}_{${nameLatex(variables[row]!)},${nameLatex(variables[column]!)}}`,
    toLatex(entry),
  ]);
}

function blockParts(blocks: readonly Block[]): string[] {
  return blocks.map((block) =>
    isDisplay(block)
      ? align(block.rows.map(({ left, relation, right }) => [left.latex, right.latex, relation]))
      : block.map((part) => (typeof part === "string" ? prose(part) : `$${part.latex}$`)).join(""),
  );
}

function list(items: readonly string[]): string {
  return ["\\begin{itemize}", ...items.map((item) => `  \\item ${item}`), "\\end{itemize}"].join("\n");
}

function escaped(text: string): string {
  return text
    .replace(/[\\{}&%$#_]/g, (character) => (character === "\\" ? "\\textbackslash{}" : `\\${character}`))
    .replace(/\^/g, "\\textasciicircum{}")
    .replace(/~/g, "\\textasciitilde{}")
    .replace(/[<>|]/g, (character) => `$${character}$`);
}

/** Words with formulas between backticks. */
function prose(text: string): string {
  return text
    .split("`")
    .map((part, i) => (i % 2 === 0 ? escaped(part) : `$${formula(part)}$`))
    .join("");
}

function formula(text: string): string {
  return text
    .replace(/\bE\[/g, "\\mathbb{E}[")
    .replace(/\b(nu|eta|rho)\b/g, "\\$1")
    .replace(/\bphi\b/g, "\\varphi")
    .replace(/\bsum_/g, "\\sum_")
    .replace(/\.w/g, "\\cdot w")
    .replace(/\*/g, "\\,")
    .replace(/([_^])(\d\d+)/g, "$1{$2}");
}
