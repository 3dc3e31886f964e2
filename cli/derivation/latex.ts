import { assumptions } from "../../report/assumptions.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { nameLatex, quotientLatex, toLatex } from "../../theory/render/latex.ts";
import { breakFormula } from "./break-lines.ts";
import { shownEntries, shownFeatures } from "./exchangeable.ts";
import type { Formulas } from "./formulas.ts";
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
  const parts = [
    "% Needs \\usepackage{amsmath, amssymb}.",
    `\\section*{Mean-field limit of SGD: ${escaped(model.name)}}`,
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
    ...(derivation.closed
      ? []
      : [
          `The equations do not close: ${derivation.reduction.missing.map((name) => `$${nameLatex(name)}$`).join(", ")} are no functions of the order parameters.`,
        ]),
    align(rates(formulas.reduced)),
    "With the terms put in,",
    align(rates(formulas.ode)),
    ...(formulas.jacobian
      ? [
          "\\subsection*{Jacobian of the ODE}",
          align(
            shownEntries(formulas).map(
              ({ entry, row, column }): Equation => [
                `J_{${nameLatex(variables[row]!)},${nameLatex(variables[column]!)}}`,
                toLatex(entry),
              ],
            ),
          ),
        ]
      : []),
    ...(origin ? ["\\subsection*{Learnability: linear stability of $Q = 0$}", ...originParts(formulas)] : []),
    "\\subsection*{Symbols}",
    list(symbolRows(formulas, "letters").map(({ latex, meaning }) => `$${latex}$: ${prose(meaning)}`)),
    "\\subsection*{Assumptions}",
    list(assumptions.map(({ id, text }) => `\\textbf{${escaped(id)}}: ${escaped(text)}`)),
  ];
  return `${parts.join("\n")}\n`;
}

type Equation = readonly [left: string, right: string];

function align(equations: readonly Equation[], relation = "="): string {
  const rows = equations.map(([left, right]) =>
    breakFormula(right, lineWidth)
      .map((line, i) => (i === 0 ? `  ${left} &${relation} ${line}` : `  &\\quad ${line}`))
      // Not at the end of the whole environment, where it would make an empty row.
      .join(" \\nonumber \\\\\n"),
  );
  return `\\begin{align}\n${rows.join(" \\\\\n")}\n\\end{align}`;
}

function originParts({ derivation: { variables }, origin }: Formulas): string[] {
  const { isFixedPoint, eigenvalues, thresholds } = origin!;
  const parts = isFixedPoint ? [] : ["$Q = 0$ is not a fixed point: the drift there does not vanish."];
  if (!eigenvalues) return [...parts, "The Jacobian at $Q = 0$ is not diagonal."];
  parts.push(
    "The Jacobian at $Q = 0$ is diagonal, with eigenvalues",
    align(eigenvalues.map((value, i): Equation => [`A_{${nameLatex(variables[i]!)}}`, toLatex(value)])),
  );
  const known = thresholds?.flatMap((quotient, l): Equation[] =>
    quotient ? [[`m_{2,${l + 1}}`, quotientLatex(quotient)]] : [],
  );
  if (!known || known.length === 0) return parts;
  return [...parts, "Where the divisor is positive, a feature is learnable exactly when", align(known, ">")];
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
