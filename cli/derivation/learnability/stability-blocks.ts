import type { Polynomial } from "../../../theory/polynomial.ts";
import { toText } from "../../../theory/render/text.ts";
import type { Root } from "../../../theory/roots.ts";
import { symbol } from "../../../theory/symbols.ts";
import { letteredBatch, type Threshold, thresholdParameters } from "../../../theory/thresholds.ts";
import { shownFeatures } from "../exchangeable.ts";
import type { Formulas } from "../formulas.ts";
import { type Block, enumerated, isDisplay, type Row } from "./blocks.ts";
import { pageFeatures } from "./page-features.ts";
import { indexed, type Written, written, writtenName, writtenRoot } from "./written.ts";

/** More characters of one formula than this nobody reads. */
const longFormula = 3000;
/** A radicand of more terms than this gets a letter. */
const longRadicand = 2;

/** The linear stability of Q = 0: the free variant's stationary norm, the eigenvalues, and thresholds. */
export function stabilityBlocks(formulas: Formulas): Block[] {
  const { variables } = formulas.derivation;
  const { isFixedPoint, eigenvalues, details } = formulas.origin!;
  const blocks: Block[] = isFixedPoint
    ? []
    : [["`Q = 0` is not a fixed point of this model: its drift there does not vanish."]];
  if (!eigenvalues) {
    return [...blocks, ["The Jacobian at `Q = 0` is not diagonal: its eigenvalues have no formula here."]];
  }
  if (details.norm) blocks.push(...normBlocks(formulas));
  const features = formulas.terms.g.length;
  const shown = shownFeatures(formulas);
  const isShown = (i: number): boolean => i < shown || i >= features;
  const spectrum = (list: readonly Polynomial[]): Block => ({
    rows: list.flatMap((value, i): Row[] =>
      isShown(i) ? [equation(indexed("A", variables[i]!), written(value))] : [],
    ),
  });
  const where = details.norm ? "at the stationary `s`" : "on the sphere";
  blocks.push(["The Jacobian at `Q = 0`, ", where, ", is diagonal. Its eigenvalues:"], spectrum(eigenvalues));
  if (details.norm && details.reduced) {
    blocks.push([
      "The norm itself is stable where ",
      indexed("A", symbol.norm),
      " < 0. With `f` eliminated by the stationarity of `s`, and ",
      writtenName("lambda"),
      " taken at `Q = 0`, the others are",
    ]);
    blocks.push(spectrum(details.reduced));
  }
  return [...blocks, ...thresholdBlocks(formulas)];
}

function equation(left: Written, right: Written): Row {
  return { left, relation: "=", right };
}

function normBlocks({ origin }: Formulas): Block[] {
  const { equation: rate, roots, power, reason } = origin!.details.norm!;
  const zero = { text: "0", latex: "0" };
  const blocks: Block[] = [
    ["At `Q = 0` the norm `s` is stationary where it is zero or"],
    { rows: [equation(zero, written(rate))] },
  ];
  if (reason !== undefined) return [...blocks, [`It has no solution as a formula: ${reason}.`]];
  const left = power === 1 ? writtenName(symbol.norm) : { text: `s^${power}`, latex: `s^{${power}}` };
  const both =
    roots.length === 2
      ? "that is, where they are real and positive, at"
      : "that is, where it is positive, at";
  return [
    ...blocks,
    [both],
    ...withLetter(
      "D_s",
      roots.map((root) => ({ left, relation: "=", root })),
    ),
  ];
}

interface RootRow {
  readonly left: Written;
  readonly relation: Row["relation"];
  readonly root: Root;
}

/** Rows with roots; a long radicand, which both roots of an equation share, follows as a formula of its own. */
function withLetter(name: string, rows: readonly RootRow[]): Block[] {
  const { radicand } = rows[0]!.root;
  const [letter, index] = name.split("_") as [string, string];
  const own = { text: name, latex: `${letter}_{${writtenName(index).latex}}` };
  const needsLetter = radicand.size > longRadicand;
  const lines = rows.map(({ left, relation, root }): Row => {
    return { left, relation, right: writtenRoot(root, needsLetter ? own : undefined) };
  });
  const all = needsLetter ? [...lines, equation(own, written(radicand))] : lines;
  const size = all.reduce((sum, { right }) => sum + right.text.length, 0);
  if (size <= longFormula) return [{ rows: all }];
  return [[rows[0]!.left, `: a formula of ${size} characters, too long for a page; --json prints it.`]];
}

function thresholdBlocks(formulas: Formulas): Block[] {
  const { thresholds } = formulas.origin!.details;
  if (!thresholds) return [];
  const free = formulas.derivation.variables.includes(symbol.norm);
  const features = pageFeatures(formulas);
  const letters = new Map<string, Polynomial>();
  const list = thresholdParameters.flatMap((parameter) =>
    features.map((l): Labelled => {
      const threshold = thresholds[parameter][l]!;
      const several = features.length > 1 && parameter !== "m2";
      const label = several ? prefixed(`feature ${l + 1}: `, threshold.name) : writtenName(threshold.name);
      const key = features.length > 1 ? `${parameter}${l + 1}` : parameter;
      const lettered =
        parameter === "B" && isLong(threshold) && !formulas.values
          ? letteredBatch(formulas.derivation, l)
          : undefined;
      for (const { name, value } of lettered?.definitions ?? []) letters.set(name, value);
      return { ...threshold, ...(lettered && { solution: lettered.solution }), label, key, l };
    }),
  );
  const blocks: Block[] = [
    [
      "Feature `l` is learnable from `Q = 0` exactly when its eigenvalue is positive. Solved for one parameter, the others fixed",
      free ? " and `s` the stationary norm, itself a function of all of them but `m2`:" : ":",
    ],
    ...merged(list.flatMap(thresholdRows)),
    ...(letters.size > 0 ? letterBlocks(letters, features) : []),
    ...remarks(list, formulas),
  ];
  const alike = features.length < formulas.terms.g.length;
  return alike ? [...blocks, ["For the other features the indices are exchanged."]] : blocks;
}

interface Labelled extends Threshold {
  /** How the parameter is called on the page. */
  readonly label: Written;
  /** The index of the letter for its radicand. */
  readonly key: string;
  /** The feature. */
  readonly l: number;
}

function prefixed(words: string, name: string): Written {
  const { text, latex } = writtenName(name);
  return { text: `${words}${text}`, latex: `\\text{${words}}${latex}` };
}

/** Whether a threshold's formula is better read in letters. */
function isLong({ solution }: Threshold): boolean {
  return "bounds" in solution && solution.bounds[0]!.radicand.size > 6;
}

function letterBlocks(letters: ReadonlyMap<string, Polynomial>, features: readonly number[]): Block[] {
  const slopes = features.map((l) => {
    const [slope, g, overlap] = [`G${l + 1}`, `g${l + 1}`, symbol.overlap(l)].map(writtenName) as [
      Written,
      Written,
      Written,
    ];
    const latex = `${slope.latex} = \\partial ${g.latex}/\\partial ${overlap.latex}`;
    return [{ text: `${slope.text} = d${g.text}/d${overlap.text}`, latex }];
  });
  const lambda = { text: "lambda = (L + M/(B - 1))/B", latex: "\\lambda = (L + M/(B-1))/B" };
  return [
    ["where at `Q = 0` ", ...enumerated([...slopes, [lambda]]), ", that is"],
    { rows: [...letters].map(([name, value]) => equation(writtenName(name), written(value))) },
  ];
}

/** Displays in a row as one. */
function merged(blocks: readonly Block[]): Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const last = result.at(-1);
    if (last && isDisplay(last) && isDisplay(block)) {
      result[result.length - 1] = { rows: [...last.rows, ...block.rows] };
    } else result.push(block);
  }
  return result;
}

function thresholdRows({ name, label, key, solution }: Labelled): Block[] {
  if (!("bounds" in solution)) return [];
  const { relation, bounds } = solution;
  const [first, last] = bounds as [Root, Root?];
  const row = (left: Written, sign: Row["relation"], root: Root): RootRow => ({ left, relation: sign, root });
  const rows =
    relation === "between"
      ? [row(label, ">", first), row(prefixed("and ", name), "<", last!)]
      : relation === "outside"
        ? [row(label, "<", first), row(prefixed("or ", name), ">", last!)]
        : [row(label, relation, first)];
  return withLetter(`D_${key}`, rows);
}

/** Under which conditions the solutions hold, and what has none. */
function remarks(list: readonly Labelled[], { derivation }: Formulas): Block[] {
  const plain: Block[] = [];
  const held = new Map<string, { condition: Polynomial; otherwise: string; labels: Written[] }>();
  const unreal = { every: [] as Written[], no: [] as Written[] };
  const reasons = new Set<string>();
  const roots = new Map<number, Written>();
  for (const { solution, label, l } of list) {
    const growth = indexed("A", derivation.variables[l]!);
    if (solution.relation === "absent") plain.push([`${solution.reason}.`]);
    else if (solution.relation === "always") plain.push([growth, " > 0 for every ", label, "."]);
    else if (solution.relation === "never") plain.push([growth, " > 0 for no ", label, "."]);
    else if (solution.relation === "unsolved") {
      reasons.add(solution.reason);
      roots.set(l, growth);
    } else if ("bounds" in solution) {
      const { relation, bounds, condition, otherwise } = solution;
      if (mayBeUnreal(bounds)) unreal[relation === "outside" ? "every" : "no"].push(label);
      if (!condition || !otherwise) continue;
      const key = `${toText(condition)} ${otherwise}`;
      if (!held.has(key)) held.set(key, { condition, otherwise, labels: [] });
      held.get(key)!.labels.push(label);
    }
  }
  const all = (labels: readonly Written[]) => enumerated(labels.map((label) => [label]));
  const conditions = [...held.values()].map(({ condition, otherwise, labels }): Block => {
    const consequence =
      otherwise === "never" ? "elsewhere no value will do" : "where it is negative the relation is reversed";
    const [noun, verb] = labels.length > 1 ? ["bounds", "hold"] : ["bound", "holds"];
    return [
      `The ${noun} on `,
      ...all(labels),
      ` ${verb} where `,
      written(condition),
      ` > 0; ${consequence}.`,
    ];
  });
  const unrealBlocks = (["every", "no"] as const).flatMap((place): Block[] =>
    unreal[place].length === 0
      ? []
      : [["Where the square roots for ", ...all(unreal[place]), ` are not real, ${place} value will do.`]],
  );
  const unsolved: Block[] =
    reasons.size === 0
      ? []
      : [
          [
            `There is no formula: ${[...reasons].join("; ")}. Such a threshold is a zero of `,
            ...all([...roots.values()]),
            ".",
          ],
        ];
  return [...conditions, ...unrealBlocks, ...plain, ...unsolved];
}

function mayBeUnreal(bounds: readonly Root[]): boolean {
  const [root, second] = bounds;
  return second !== undefined && !root!.coefficient.isZero && root!.radicand.asConstant() === undefined;
}
