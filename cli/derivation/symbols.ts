import { parseAtom } from "../../theory/expectation/atom.ts";
import { parseSignal } from "../../theory/expectation/signal-mean.ts";
import { parseExponential } from "../../theory/exponential.ts";
import { byReading } from "../../theory/name-order.ts";
import { nameLatex } from "../../theory/render/latex.ts";
import { compounds, overlapIndex, parseMoment, symbol } from "../../theory/symbols.ts";
import { expressionsOf, type Formulas } from "./formulas.ts";
import { hasSquareRoots } from "./learnability/expressions.ts";

/** A symbol of the printed formulas. */
export interface SymbolRow {
  readonly name: string;
  readonly latex: string;
  /** Words, with formulas between backticks. */
  readonly meaning: string;
  /** A formula that the words end with. */
  readonly definition?: { readonly text: string; readonly latex: string };
}

/** The meaning as plain text. */
export function symbolMeaning({ meaning, definition }: SymbolRow): string {
  return `${meaning.replace(/`/g, "")}${definition ? `, ${definition.text}` : ""}`;
}

/** Text spells the compound symbols v and c out; LaTeX, and so JSON with both forms, keeps the letters. */
export type Notation = "text" | "letters";

/** What every symbol in the formulas means, in reading order. */
export function symbolRows(formulas: Formulas, notation: Notation): SymbolRow[] {
  const { constraint } = formulas.derivation.model;
  const names = new Set(expressionsOf(formulas).flatMap((expression) => expression.generators()));
  const features = formulas.derivation.expectation.features;
  const all = Array.from({ length: features }, (_, l) => l);
  for (const l of all)
    names
      .add(symbol.overlap(l))
      .add(`u${l + 1}`)
      .add(`g${l + 1}`);
  for (const name of ["f", "lambda", "w", "P"]) names.add(name);
  if ([...names].some((name) => name.startsWith("E["))) {
    // What is needed to read the means, and to read these definitions in turn.
    names.add("E[...]");
    for (const l of all) names.add(`c${l + 1}`);
  }
  if ([...names].some((name) => parseAtom(name))) {
    for (const name of ["phi", "y", "n", "s"]) names.add(name);
    for (const name of [symbol.background, symbol.augmentation, symbol.correlation]) names.add(name);
  }
  if ([...names].some((name) => parseSignal(name))) names.add("S");
  for (const name of [...names]) {
    const exponent = parseExponential(name);
    if (exponent) for (const inside of ["exp", ...exponent.generators()]) names.add(inside);
  }
  if (hasSquareRoots(formulas)) names.add("sqrt");
  if ([...names].some((name) => name.startsWith("<"))) names.add("<...>");
  for (const [compound, parts] of compounds) {
    if (!names.has(compound)) continue;
    for (const part of parts.generators()) names.add(part);
    if (notation === "text") names.delete(compound);
  }
  names.delete(symbol.batchLessOne);
  const rows: SymbolRow[] = [];
  const ofPenalty = formulas.derivation.model.regularizer.functions;
  for (const name of [...names].sort((a, b) => rank(a) - rank(b) || compareNumbered(a, b))) {
    const slope = ofPenalty.find((f) => f.name === name);
    if (slope) {
      const { meaning, definition } = slope;
      rows.push({ name, latex: latexOf(name), meaning, ...(definition && { definition }) });
      continue;
    }
    const meaning = meaningOf(name, constraint === "sphere");
    if (meaning !== undefined) rows.push({ name, latex: latexOf(name), meaning });
  }
  return rows;
}

const fixed: ReadonlyMap<string, string> = new Map([
  [symbol.background, "variance per coordinate of the sample's own noise"],
  [symbol.augmentation, "variance per coordinate of each view's noise"],
  [symbol.correlation, "correlation of the two views' noises"],
  [symbol.noiseVariance, "`nu + eta`, variance per coordinate of a view's whole noise"],
  [symbol.noiseCovariance, "`nu + rho*eta`, covariance per coordinate of the two views' whole noises"],
  [symbol.batch, "samples a step"],
  [symbol.learningRate, "step size"],
  [symbol.strength, "strength of the penalty"],
  ["f", "what the loss contributes: shrinkage that the views' noise exerts on `w`"],
  ["lambda", "what the loss contributes: variance per coordinate of one step's gradient"],
  ["w", "one coordinate of the weights"],
  ["P", "`P(w, u)`, the law of one coordinate of weights and features at time `t` (steps / `N`)"],
  ["<...>", "mean over `P`"],
  ["E[...]", "mean over one sample: its hidden variables and its noises"],
  ["exp", "exponential function"],
  ["sqrt", "square root"],
  ["S", "signal `sum_l Q_l c_l` in one sample's output"],
  ["phi", "the nonlinearity; `phi'`, `phi''`, ... its derivatives"],
  ["y", "network input from a sample's first view, `sum_l Q_l c_l + n`; `y'` from its second, with `n'`"],
  ["n", "Gaussian noise of variance `s*(nu + eta)`; `n'` alike, and their covariance is `s*(nu + rho*eta)`"],
]);

function meaningOf(name: string, sphere: boolean): string | undefined {
  const known = fixed.get(name);
  if (known !== undefined) return known;
  if (name === symbol.norm) return `squared norm \`|w|^2/N\`${sphere ? ", 1 on the sphere" : ""}`;
  if (overlapIndex(name) >= 0) {
    return `overlap \`u_${name.slice(1)}.w/N\` with feature ${name.slice(1)}${sphere ? ", their cosine similarity" : ""}`;
  }
  const moment = parseMoment(name);
  if (moment)
    return `\`E[c_${moment.feature + 1}^${moment.order}]\`, raw moment of hidden variable ${moment.feature + 1}`;
  const [, letter, index] = /^([guc])(\d+)$/.exec(name) ?? [];
  if (letter === "g") return `what the loss contributes: signal along feature ${index}`;
  if (letter === "u") return `the same coordinate of feature ${index}`;
  if (letter === "c") return `hidden variable of feature ${index} in one sample`;
  // Single means E[...] and averages <...> explain themselves once the brackets are defined.
  return undefined;
}

function latexOf(name: string): string {
  if (name === "E[...]") return "\\mathbb{E}[\\,\\cdot\\,]";
  if (name === "exp") return "e^{x}";
  if (name === "sqrt") return "\\sqrt{x}";
  if (name === "<...>") return "\\langle\\,\\cdot\\,\\rangle";
  return name === "phi" ? "\\varphi" : nameLatex(name);
}

const order = ["s", "P", "w", "u", "g", "f", "lambda", "phi", "E[...]", "y", "S", "n", "c#", "m"];

/** State first, then the limit, the means, and the model's numbers. */
function rank(name: string): number {
  if (overlapIndex(name) >= 0) return -1;
  const key = parseMoment(name) ? "m" : /^[ug]\d+$/.test(name) ? name[0]! : /^c\d+$/.test(name) ? "c#" : name;
  const place = order.indexOf(key);
  return place >= 0 ? place : order.length;
}

function compareNumbered(a: string, b: string): number {
  return byReading(a, b);
}
