import { breakFormula } from "../cli/derivation/break-lines.ts";
import { isPrintable } from "../report/extent.ts";
import { variableLatex } from "../report/variable-latex.ts";
import type { Derivation } from "../theory/derive.ts";
import type { Polynomial } from "../theory/polynomial.ts";
import { quotientLatex, toLatex } from "../theory/render/latex.ts";
import { originStability } from "../theory/stability.ts";
import type { Equation } from "./messages.ts";

/** Letters that make a line: about twelve pixels each, as wide as two columns side by side are at least. */
const lineLetters = 46;
/** Equations with more than this are left to the command line. */
const longest = 3000;

/** The equations of a derivation in reading order: rates, the loss's terms, growth rates at Q = 0, thresholds. */
export function equationsOf(derivation: Derivation): Equation[] {
  const { terms, reduction, variables } = derivation;
  const rates = variables.map((name, i) =>
    written(`rate of ${name}`, `\\frac{d${variableLatex(name)}}{dt}`, reduction.equations[i]!),
  );
  const loss = [
    ...terms.g.map((term, l) => written(`signal along feature ${l + 1}`, `g_{${l + 1}}`, term)),
    ...(variables.length > terms.g.length ? [written("shrinkage", "f", terms.f)] : []),
    written("gradient variance", "\\lambda", terms.lambda),
  ];
  return [...rates, ...loss, ...(derivation.closed ? learnability(derivation) : [])];
}

function learnability(derivation: Derivation): Equation[] {
  const { eigenvalues, thresholds } = originStability(derivation);
  const features = derivation.terms.g.length;
  return [
    ...(eigenvalues ?? [])
      .slice(0, features)
      .map((value, l) => written(`growth rate of feature ${l + 1} at Q = 0`, `A_{${l + 1}}`, value)),
    ...(thresholds ?? []).flatMap((quotient, l) =>
      quotient
        ? [shown(`learnability of feature ${l + 1}`, `m_{2,${l + 1}}`, quotientLatex(quotient), ">")]
        : [],
    ),
  ];
}

function written(label: string, left: string, right: Polynomial): Equation {
  return shown(label, left, isPrintable(right) ? toLatex(right) : undefined);
}

function shown(label: string, left: string, right: string | undefined, relation = "="): Equation {
  if (right === undefined || right.length > longest) {
    return {
      label,
      latex: `${left} ${relation} \\text{(long: } \\texttt{driftproof derive} \\text{ prints it)}`,
    };
  }
  const width = Math.round((lineLetters * right.length) / lettersOf(right));
  const lines = breakFormula(right, width).map((line, i) =>
    i === 0 ? `${left} &${relation} ${line}` : `&\\quad ${line}`,
  );
  return { label, latex: `\\begin{aligned} ${lines.join(" \\\\ ")} \\end{aligned}` };
}

/** About how many letters wide a formula is: brackets and primes are half as wide. */
function lettersOf(latex: string): number {
  const seen = latex
    .replace(/\\(left|right|frac|mathbb)(?![a-z])/g, "")
    .replace(/\\[a-z]+/gi, "x")
    .replace(/[{}_^\s\\]/g, "");
  const narrow = seen.replace(/[^()[\]',.|]/g, "").length;
  return Math.max(1, seen.length - narrow / 2);
}
