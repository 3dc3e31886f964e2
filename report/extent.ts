import type { Derivation } from "../theory/derive.ts";
import type { Polynomial } from "../theory/polynomial.ts";
import { overlapIndex } from "../theory/symbols.ts";

/** Equations of features beyond this many are left out of reports: they differ in nothing but the index. */
const shownFeatures = 4;

/** Expressions with more terms than this are left to the command line: nobody reads pages of one sum. */
const printableTerms = 1500;

/** Whether a report prints an expression in full. */
export function isPrintable(expression: Polynomial): boolean {
  return expression.size <= printableTerms;
}

/** The places in `variables` whose equations a report shows: the first overlaps and the norm. */
export function shownVariables({ variables }: Derivation): number[] {
  return variables.flatMap((name, i) => (overlapIndex(name) < shownFeatures ? [i] : []));
}

/** How many features a report shows. */
export function shownFeatureCount({ terms }: Derivation): number {
  return Math.min(terms.g.length, shownFeatures);
}

/** Whether the Jacobian at Q = 0 is worth its price: it takes time that grows with the square of the features. */
export function hasPrintableStability({ ode }: Derivation): boolean {
  return ode.reduce((sum, rate) => sum + rate.size, 0) <= 12 * printableTerms;
}
