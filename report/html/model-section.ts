import type { Derivation } from "../../theory/derive.ts";
import { closedMeans } from "../../theory/noise-means/closed-means.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { nameLatex, quotientLatex, toLatex } from "../../theory/render/latex.ts";
import { sentenceLatex } from "../../theory/render/sentence.ts";
import { jacobian, originStability } from "../../theory/stability.ts";
import { symbol } from "../../theory/symbols.ts";
import { closureSentences } from "../closure-words.ts";
import { escapeMarkup } from "../escape.ts";
import { hasPrintableStability, isPrintable, shownFeatureCount, shownVariables } from "../extent.ts";
import { parameterRows } from "../parameters.ts";
import type { ModelReport } from "../report-input.ts";
import { variableLatex } from "../variable-latex.ts";
import type { Equations } from "./equations.ts";
import { figureHtml } from "./figure-html.ts";
import { inlineMath } from "./math.ts";
import { type Cell, htmlTable } from "./table.ts";

/** Jacobians with more characters of LaTeX than this are left to the command line. */
const largestJacobian = 12_000;

/** One model: its numbers, its equations from the loss's terms to the learnability threshold, its figures. */
export function modelSection({ derivation, figures }: ModelReport, id: string, equations: Equations): string {
  const { model } = derivation;
  const parts = [
    `<h3>Parameters</h3>${parameters(derivation)}`,
    `<h3>Terms of the loss</h3>${terms(derivation, equations)}`,
    `<h3>Limit for one weight</h3>${limit(derivation, equations)}`,
    `<h3>Equations for the order parameters</h3>${orderParameters(derivation, equations)}`,
    ...(derivation.closed ? [`<h3>Stability and learnability</h3>${stability(derivation, equations)}`] : []),
    ...(figures.length > 0
      ? [
          `<h3>Figures</h3>${figures.map((figure, i) => figureHtml(figure, `${id}-figure-${i + 1}`)).join("\n")}`,
        ]
      : []),
  ];
  return `<section class="model" id="${id}"><h2>Model ${escapeMarkup(model.name)}</h2>\n${parts.join("\n")}</section>`;
}

function parameters({ model }: Derivation): string {
  const rows = parameterRows(model).map(({ symbol: name, meaning, value, latex }): Cell[] => [
    { html: inlineMath(name) },
    meaning,
    latex === undefined ? value : { html: inlineMath(latex) },
  ]);
  return htmlTable(`Parameters of ${model.name}, exact`, ["symbol", "meaning", "value"], rows);
}

function terms(derivation: Derivation, equations: Equations): string {
  const { g, f, lambda } = derivation.terms;
  const shown = shownFeatureCount(derivation);
  const more =
    shown < g.length
      ? [
          `<p>Features ${shown + 1} to ${g.length} have the same equations with their own index; they are left out here and below.</p>`,
        ]
      : [];
  return [
    ...g
      .slice(0, shown)
      .map((term, l) => equations.expression(`signal along feature ${l + 1}`, `g_{${l + 1}}`, term)),
    ...more,
    equations.expression("shrinkage", "f", f),
    equations.expression("gradient variance", "\\lambda", lambda),
  ].join("\n");
}

function limit({ kinetics }: Derivation, equations: Equations): string {
  const pde =
    "-\\frac{\\partial}{\\partial w}\\bigl[\\Gamma(w,u)\\,P_t\\bigr] + \\frac{\\Lambda}{2}\\,\\frac{\\partial^2 P_t}{\\partial w^2}";
  return [
    equations.equation("drift", "\\Gamma(w,u)", toLatex(kinetics.drift)),
    equations.equation("diffusion", "\\Lambda", toLatex(kinetics.diffusion)),
    equations.equation("partial differential equation", "\\frac{\\partial P_t}{\\partial t}", pde),
  ].join("\n");
}

function orderParameters(derivation: Derivation, equations: Equations): string {
  const { variables, reduction, closure, ode } = derivation;
  const rate = (i: number): string => `\\frac{d${variableLatex(variables[i]!)}}{dt}`;
  const shown = shownVariables(derivation);
  const short = shown.map((i) =>
    equations.expression(`rate of ${variables[i]} by the terms`, rate(i), reduction.equations[i]!),
  );
  const words = closureSentences(closure, derivation.terms.g.length).map((sentence) =>
    sentenceLatex(sentence, inlineMath, escapeMarkup),
  );
  const instead = closure.verdict === "closes" ? "" : " The PDE, or its particles, must be solved instead.";
  const intro = `<p>${words.join(" ")}${instead} With the terms as letters:</p>`;
  const long = shown.map((i) =>
    equations.expression(`rate of ${variables[i]}, terms put in`, rate(i), ode[i]!),
  );
  return [intro, ...short, "<p>With the terms put in:</p>", ...long].join("\n");
}

function stability(derivation: Derivation, equations: Equations): string {
  if (!hasPrintableStability(derivation)) {
    return "<p>The Jacobian of these equations is too long for a page; <code>driftproof derive</code> prints it.</p>";
  }
  const { eigenvalues, thresholds, drift } = originStability(derivation);
  const free = derivation.variables.includes(symbol.norm);
  const at = free ? "Q = 0, at the stationary s," : "Q = 0";
  const parts: string[] = [];
  if (drift.some((rate) => !rate.isZero)) {
    parts.push("<p>Q = 0 is not a fixed point of this model: its drift there does not vanish.</p>");
  }
  if (eigenvalues) {
    parts.push(`<p>The Jacobian at ${at} is diagonal; its eigenvalues are</p>`);
    parts.push(
      ...shownVariables(derivation).map((i) => {
        const name = derivation.variables[i]!;
        const left = name === symbol.norm ? "A_s" : `A_{${i + 1}}`;
        return equations.expression(`eigenvalue at Q = 0 in the direction of ${name}`, left, eigenvalues[i]!);
      }),
    );
  } else {
    parts.push(`<p>The Jacobian at ${at} is not diagonal, so its eigenvalues have no formula here.</p>`);
  }
  const shown = (thresholds ?? []).slice(0, shownFeatureCount(derivation));
  const known = shown.flatMap((quotient, l) => (quotient ? [{ quotient, l }] : []));
  if (known.length > 0) {
    parts.push(
      "<p>Where the divisor is positive, a feature is learnable from an uninformative start exactly when</p>",
      ...known.map(({ quotient, l }) =>
        equations.equation(
          `learnability threshold of feature ${l + 1}`,
          `m_{2,${l + 1}}`,
          quotientLatex(quotient),
          ">",
        ),
      ),
    );
  }
  parts.push(...originMeans(derivation, eigenvalues ?? [], equations));
  parts.push(jacobianDetails(derivation, equations));
  return parts.join("\n");
}

/** The closed forms of the eigenvalues' means, where they have some. */
function originMeans(
  { model, constraint }: Derivation,
  eigenvalues: readonly Polynomial[],
  equations: Equations,
): string[] {
  const { means, letters } = closedMeans(model.activation, constraint, eigenvalues);
  if (means.length === 0) return [];
  const shown = (label: string, list: typeof means): string[] =>
    list.map(({ name, value }) => equations.expression(`${label} ${name}`, nameLatex(name), value));
  return [
    "<p>There the outputs are noise, and these means have closed forms:</p>",
    ...shown("closed form of", means),
    ...(letters.length > 0 ? ["<p>with</p>", ...shown("definition of", letters)] : []),
  ];
}

function jacobianDetails(derivation: Derivation, equations: Equations): string {
  const { variables } = derivation;
  const tooLong = `<p>The Jacobian has ${variables.length ** 2} entries and is too long for a page; <code>driftproof derive</code> prints it.</p>`;
  if (shownVariables(derivation).length < variables.length) return tooLong;
  const matrix = jacobian(derivation);
  if (!matrix.flat().every(isPrintable)) return tooLong;
  const entries = matrix.map((row) => row.map(toLatex));
  if (entries.flat().reduce((sum, latex) => sum + latex.length, 0) > largestJacobian) return tooLong;
  const lines = entries.flatMap((row, i) =>
    row.map((latex, j) => {
      const left = `J_{${variableLatex(variables[i]!)},\\,${variableLatex(variables[j]!)}}`;
      return equations.equation(`Jacobian, rate of ${variables[i]} by ${variables[j]}`, left, latex);
    }),
  );
  return `<details><summary>Jacobian of the ODE (${lines.length} ${lines.length === 1 ? "entry" : "entries"})</summary>${lines.join("\n")}</details>`;
}
