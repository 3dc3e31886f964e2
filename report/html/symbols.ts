import type { Derivation } from "../../theory/derive.ts";
import { nameLatex } from "../../theory/render/latex.ts";
import { inlineMath } from "./math.ts";
import { type Cell, htmlTable } from "./table.ts";

const always: readonly (readonly [latex: string, meaning: string])[] = [
  ["Q_l", "overlap of the weights with feature l; with the norm constraint, their cosine similarity"],
  ["v = \\nu + \\eta", "variance per coordinate of a view's whole noise"],
  ["c = \\nu + \\rho\\,\\eta", "covariance per coordinate of the two views' whole noises"],
  ["c_l", "hidden variable of feature l in one sample (with an index; c without one is the covariance)"],
  ["m_{k,l} = \\mathbb{E}[c_l^k]", "moment of order k of the hidden variable of feature l"],
  ["S = \\textstyle\\sum_l Q_l c_l", "signal in one sample, the same in both of its views"],
  ["y = S + n", "network input from the first view of a sample in the limit"],
  ["y' = S + n'", "the same from the second view"],
  ["n,\\ n'", "Gaussian noises of the two: each of variance s v, with covariance s c"],
  ["\\mathbb{E}[\\,\\cdot\\,]", "mean over one sample: its hidden variables and both noises"],
  ["\\varphi',\\ \\varphi''", "derivatives of the nonlinearity; a prime on y or n means the second view"],
  ["g_l,\\ f,\\ \\lambda", "what the loss contributes: signal along feature l, shrinkage, gradient variance"],
  ["w,\\ u_l", "one weight and its row of the features, whose joint law over coordinates is P"],
  ["\\Gamma,\\ \\Lambda", "drift and diffusion of one weight per unit of time, N steps"],
];

const norm = ["s = |w|^2 / N", "squared length of the weights; 1 with the norm constraint"] as const;
const average = [
  "\\langle\\,\\cdot\\,\\rangle",
  "mean over P: over the coordinates of weights and features",
] as const;

/** The functions of w that the penalties' slopes are made of, each meaning once. */
function penaltyFunctions(derivations: readonly Derivation[]): (readonly [string, string])[] {
  const functions = derivations.flatMap(({ model }) => model.regularizer.functions);
  const lines = functions.map(({ name, meaning, definition }): readonly [string, string] => [
    definition ? `${nameLatex(name)} = ${definition.latex}` : nameLatex(name),
    meaning.replace(/`/g, ""),
  ]);
  return [...new Map(lines.map((line) => [line.join(), line])).values()];
}

/** What the letters in the equations mean. */
export function symbolTable(derivations: readonly Derivation[]): string {
  const lines = [...always, norm];
  const open = derivations.filter(({ closed }) => !closed);
  if (open.length > 0) lines.push(average, ...penaltyFunctions(open));
  const rows = lines.map(([latex, meaning]): Cell[] => [{ html: inlineMath(latex) }, meaning]);
  return htmlTable("Symbols in the equations", ["symbol", "meaning"], rows);
}
