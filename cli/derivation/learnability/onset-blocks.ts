import { greatestNorm, leastNorm } from "../../../numerics/onset.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import type { Quotient } from "../../../theory/stability.ts";
import { overlapIndex, symbol } from "../../../theory/symbols.ts";
import { shownFeatures } from "../exchangeable.ts";
import type { Formulas } from "../formulas.ts";
import { type Block, enumerated, type Row } from "./blocks.ts";
import type { ModelOnset } from "./details.ts";
import { pageFeatures } from "./page-features.ts";
import { indexed, joined, type Written, written, writtenName } from "./written.ts";

/** Onsets are looked for with no more features than this; beyond, for those that the page shows. */
const manyFeatures = 8;

/** The features of which normal-form coefficients are shown: rows l, and columns m that stand for all. */
export function normalFormShape(formulas: Formulas): { rows: number[]; columns: number[] } {
  const features = formulas.terms.g.length;
  const shown = shownFeatures(formulas);
  const count = (n: number): number[] => Array.from({ length: n }, (_, l) => l);
  // What the second feature does to the first stands for every pair of features that are alike.
  return { rows: count(shown), columns: count(shown < features ? shown + 1 : shown) };
}

function pageShape(formulas: Formulas): { rows: number[]; columns: number[] } {
  const rows = pageFeatures(formulas);
  const { columns } = normalFormShape(formulas);
  return { rows, columns: rows.length === 1 ? columns.slice(0, 2) : columns };
}

/** The features whose onsets are evaluated. */
export function onsetFeatures(formulas: Formulas): number[] {
  const features = formulas.terms.g.length;
  const all = Array.from({ length: features }, (_, l) => l);
  return features <= manyFeatures ? all : normalFormShape(formulas).rows;
}

/** How learning sets in: the normal form at Q = 0 and what it says of the model. */
export function onsetBlocks(formulas: Formulas): Block[] {
  const { normalForm } = formulas.origin!.details;
  if ("reason" in normalForm) return [[`There is no normal form here: ${normalForm.reason}.`]];
  return [...formBlocks(formulas), ...classification(formulas), ...verdicts(formulas)];
}

const overlap = (l: number): string => symbol.overlap(l);
const power = (name: string, exponent: number): Written => written(Polynomial.generator(name, exponent));
const product = (...parts: readonly Written[]): Written => joined({ text: "*", latex: "\\," }, parts);
const sum = (...parts: readonly Written[]): Written => joined({ text: " + ", latex: " + " }, parts);
const row = (left: Written, right: Written): Row => ({ left, relation: "=", right });

function formBlocks(formulas: Formulas): Block[] {
  const { normalForm } = formulas.origin!.details;
  if ("reason" in normalForm) return [];
  const { norm } = normalForm;
  const { rows, columns } = pageShape(formulas);
  const quadratic = rows.map((l) => normalForm.quadratic(l));
  const more = columns.length < formulas.terms.g.length ? [{ text: "...", latex: "\\cdots" }] : [];
  const rates = rows.map((l): Row => {
    const own = writtenName(overlap(l));
    const cubic = columns.map((m) =>
      product(
        indexed("C", overlap(l), overlap(m)),
        ...(l === m ? [power(overlap(l), 3)] : [own, power(overlap(m), 2)]),
      ),
    );
    const square = quadratic[l]!.isZero ? [] : [product(indexed("b", overlap(l)), power(overlap(l), 2))];
    const rate = { text: `d${own.text}/dt`, latex: `\\frac{d${own.latex}}{dt}` };
    return row(rate, sum(product(indexed("A", overlap(l)), own), ...square, ...cubic, ...more));
  });
  const coefficients = [
    ...rows.flatMap((l) =>
      quadratic[l]!.isZero ? [] : [row(indexed("b", overlap(l)), written(quadratic[l]!))],
    ),
    ...rows.flatMap((l) =>
      columns.map((m): Row => {
        const direct = normalForm.cubic(l, m);
        const byNorm = norm ? [product(indexed("K", overlap(l)), indexed("h", overlap(m)))] : [];
        const parts = direct.isZero && norm ? byNorm : [written(direct), ...byNorm];
        return row(indexed("C", overlap(l), overlap(m)), sum(...parts));
      }),
    ),
    ...(norm
      ? [
          ...rows.map((l) => row(indexed("K", overlap(l)), written(norm.slope(l)))),
          ...columns.map((m) => row(indexed("h", overlap(m)), overNormRate(norm.response(m)))),
        ]
      : []),
  ];
  const norms = columns.map((m) => product(indexed("h", overlap(m)), power(overlap(m), 2)));
  const manifold = sum({ text: "s = s*", latex: "s = s^{*}" }, ...norms, ...more);
  return [
    ["Near `Q = 0`, where growth rates are small, the overlaps obey to third order"],
    { rows: rates },
    norm
      ? ["where `s` follows them on the centre manifold, ", manifold, ", `K` is the slope of `A` in `s`, and"]
      : ["with"],
    { rows: coefficients },
  ];
}

/** h_m, whose divisor is the eigenvalue of s, printed above. */
function overNormRate({ numerator }: Quotient): Written {
  const above = written(numerator);
  const below = indexed("A", symbol.norm);
  const wide = above.latex.length > 220;
  return {
    text: `(${above.text})/${below.text}`,
    latex: wide ? `\\bigl(${above.latex}\\bigr)/${below.latex}` : `\\frac{${above.latex}}{${below.latex}}`,
  };
}

function classification(formulas: Formulas): Block[] {
  const { normalForm } = formulas.origin!.details;
  if ("reason" in normalForm) return [];
  const { rows } = pageShape(formulas);
  const [C, A, b] = ["C[l,l]", "A[l]", "b[l]"].map((text) => ({
    text,
    latex: `${text[0]}_{${text.slice(2, -1)}}`,
  })) as [Written, Written, Written];
  const blocks: Block[] = [];
  if (rows.some((l) => !normalForm.quadratic(l).isZero)) {
    blocks.push([
      "Where ",
      b,
      " is not zero the onset is transcritical: the overlap ",
      { text: "-A[l]/b[l]", latex: "-A_{l}/b_{l}" },
      " exchanges stability with zero at ",
      A,
      " = 0.",
    ]);
  }
  const without = blocks.length > 0 ? "Where it is zero, with " : "With ";
  blocks.push([
    without,
    C,
    " < 0 the onset is supercritical: learning sets in continuously, with overlap ",
    { text: "sqrt(-A[l]/C[l,l])", latex: "\\sqrt{-A_{l}/C_{l,l}}" },
    "; with ",
    C,
    " > 0 it is subcritical: the overlap jumps, with hysteresis.",
  ]);
  blocks.push(...fourthMoments(formulas));
  return blocks;
}

/** Where m4_l enters the normal form: in C_ll, and how. */
function fourthMoments(formulas: Formulas): Block[] {
  const { normalForm } = formulas.origin!.details;
  if ("reason" in normalForm) return [];
  const { rows } = pageShape(formulas);
  const shares = rows.flatMap((l): Row[] => {
    const name = symbol.moment(4, l);
    const factor = normalForm.cubic(l, l).derivative(name);
    if (factor.isZero) return [];
    const C = indexed("C", overlap(l), overlap(l));
    const slope = {
      text: `d${C.text}/d${name}`,
      latex: `\\frac{\\partial ${C.latex}}{\\partial ${writtenName(name).latex}}`,
    };
    return [row(slope, written(factor))];
  });
  if (shares.length === 0) return [];
  return [["The fourth moments enter here alone, with"], { rows: shares }];
}

function verdicts(formulas: Formulas): Block[] {
  const { details } = formulas.origin!;
  return onsetFeatures(formulas).flatMap((l): Block[] => {
    const found = details.onsets(l);
    const A = indexed("A", overlap(l));
    if ("reason" in found) {
      return [["Whether the onset of this model is continuous is not known: ", found.reason, "."]];
    }
    if (found.length === 0) {
      const where = details.norm ? ` at a stationary norm from ${leastNorm} to ${greatestNorm}` : "";
      return [
        [
          details.norm
            ? "In this model no positive tau was found to make "
            : "In this model no positive tau makes ",
          A,
          ` = 0${where}.`,
        ],
      ];
    }
    return found.map((onset) => verdict(onset, l, formulas));
  });
}

function verdict(onset: ModelOnset, l: number, formulas: Formulas): Block {
  const { tau, s, quadratic, cubic, kind, normRate } = onset;
  const number = (value: number): string => value.toPrecision(4);
  const equals = (left: Written, value: number): (string | Written)[] => [left, ` = ${number(value)}`];
  const isFree = formulas.derivation.variables.some((name) => overlapIndex(name) < 0);
  const where = enumerated([
    equals(writtenName(symbol.learningRate), tau),
    ...(isFree ? [equals(writtenName(symbol.norm), s)] : []),
  ]);
  const square = kind === "transcritical" ? [...equals(indexed("b", overlap(l)), quadratic), " and "] : [];
  const sign = cubic > 0 ? " > 0" : cubic < 0 ? " < 0" : "";
  return [
    "In this model at ",
    ...where,
    ", where ",
    indexed("A", overlap(l)),
    " = 0: ",
    ...square,
    ...equals(indexed("C", overlap(l), overlap(l)), cubic),
    `${sign}: ${kind === "degenerate" ? "degenerate, higher orders decide" : kind}.`,
    ...(normRate !== undefined && normRate >= 0
      ? [" The norm is not stable there: ", ...equals(indexed("A", symbol.norm), normRate), "."]
      : []),
  ];
}
