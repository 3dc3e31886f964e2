import type { Polynomial } from "../../../theory/polynomial.ts";
import type { Root } from "../../../theory/roots.ts";
import { thresholdParameters } from "../../../theory/thresholds.ts";
import type { Formulas } from "../formulas.ts";
import type { LearnabilityDetails } from "./details.ts";
import { normalFormShape } from "./onset-blocks.ts";

/** Whether a threshold or a stationary norm is written with a square root. */
export function hasSquareRoots({ origin }: Formulas): boolean {
  if (!origin) return false;
  return rootsOf(origin.details).some(({ coefficient }) => !coefficient.isZero);
}

function rootsOf({ norm, thresholds }: LearnabilityDetails): Root[] {
  const all = thresholdParameters.flatMap((parameter) => thresholds?.[parameter] ?? []);
  return [
    ...(norm?.roots ?? []),
    ...all.flatMap(({ solution }) => ("bounds" in solution ? solution.bounds : [])),
  ];
}

/** The expressions of the learnability part that may hold symbols of their own. */
export function learnabilityExpressions(formulas: Formulas): Polynomial[] {
  const { details } = formulas.origin!;
  const { norm, reduced, thresholds, normalForm } = details;
  const list = [...(norm ? [norm.equation] : []), ...(reduced ?? [])];
  for (const parameter of thresholdParameters) {
    for (const { equation } of thresholds?.[parameter] ?? []) list.push(equation);
  }
  for (const root of rootsOf(details)) list.push(root.rational, root.radicand, root.denominator);
  if ("reason" in normalForm) return list;
  const { rows, columns } = normalFormShape(formulas);
  for (const l of rows) {
    list.push(normalForm.quadratic(l), ...columns.map((m) => normalForm.cubic(l, m)));
    if (normalForm.norm) list.push(normalForm.norm.slope(l));
  }
  for (const m of normalForm.norm ? columns : []) list.push(normalForm.norm!.response(m).numerator);
  return list;
}
