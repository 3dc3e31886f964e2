import type { Derivation } from "../theory/derive.ts";
import { rademacher } from "../theory/laws/rademacher.ts";
import type { NormalForm } from "../theory/normal-form.ts";
import { inStepSize, type OnsetKind, onsetKind } from "../theory/onset.ts";
import type { Polynomial } from "../theory/polynomial.ts";
import { symbol } from "../theory/symbols.ts";
import { stateEvaluator } from "./flow/state-evaluator.ts";

/** A feature's normal form at a step size where its growth rate A_l at Q = 0 is zero, all other numbers the model's. */
export interface Onset {
  readonly tau: number;
  /** The stationary norm there, 1 on the sphere. */
  readonly s: number;
  /** B_l. */
  readonly quadratic: number;
  /** C_ll, with what the norm adds in the free variant. */
  readonly cubic: number;
  readonly kind: OnsetKind;
  /** The free variant's eigenvalue in the direction of s: where it is positive the norm runs away first. */
  readonly normRate?: number;
}

/** Norms between which the free variant's thresholds are looked for. */
export const [leastNorm, greatestNorm] = [1e-3, 1e3];

/** Points a decade of that search. */
const perDecade = 12;

/** A coefficient is called zero below this fraction of the largest part that it is made of. */
const zeroTolerance = 1e-10;

/**
 * The onsets of feature l in the step size: on the sphere one at most; in the free variant A_l, over tau, is a
 * function of s alone, each zero of which has the one tau that makes s stationary.
 * @throws UnsupportedError or ConvergenceError for means that have no number, such as those of a kink's derivatives.
 */
export function onsets(derivation: Derivation, form: NormalForm, l: number): Onset[] {
  const { norm } = form;
  const growth = form.eigenvalues[l]!;
  const rates = growthOfAll(derivation, form);
  const norms = norm ? zeros((s) => rates(s)[l]!) : [1];
  const rowsAt = rowsInTau(derivation, [
    // The equation that leaves tau alone unknown: for the growth rate on the sphere, for s in the free variant.
    norm ? rateOfNorm(derivation) : growth,
    form.quadratic(l),
    form.cubic(l, l),
    ...(norm ? [norm.slope(l), norm.response(l).numerator, norm.response(l).denominator] : []),
  ]);
  return norms.flatMap((s): Onset[] => {
    const [forStep, ...coefficients] = rowsAt(s);
    const [, signal = 0, noise = 0] = forStep!;
    const tau = -signal / noise;
    if (!(tau > 0 && Number.isFinite(tau))) return [];
    const [quadratic, direct, slope, push, normRate] = coefficients.map((row) => horner(row, tau)) as [
      number,
      number,
      ...(number | undefined)[],
    ];
    const byNorm = normRate === undefined ? 0 : (slope! * push!) / normRate;
    const cubic = direct + byNorm;
    const signOf = (value: number, ...parts: number[]): number =>
      Math.abs(value) <= zeroTolerance * Math.max(...parts.map(Math.abs)) ? 0 : Math.sign(value);
    const kind = onsetKind(signOf(quadratic, tau, direct), signOf(cubic, direct, byNorm));
    return [{ tau, s, quadratic, cubic, kind, ...(normRate !== undefined && { normRate }) }];
  });
}

/** The free variant's rate of s at Q = 0, linear in tau once divided by it. */
function rateOfNorm({ expectation, ode, variables }: Derivation): Polynomial {
  return expectation.atOrigin(ode[variables.indexOf(symbol.norm)]!);
}

/** Coefficients of the powers of tau, constant first, a row an expression. */
type Rows = (s: number) => number[][];

/** Expressions at Q = 0 with the model's numbers put in but for tau, as functions of s. */
function rowsInTau(derivation: Derivation, expressions: readonly Polynomial[]): Rows {
  const rows = expressions.map((expression) => inStepSize(derivation, expression));
  const coefficients = rows.flat();
  // Their moments are numbers by now, and at Q = 0 no other average over the hidden variables is left to take: the
  // evaluator need not find nodes for their laws.
  const model = {
    ...derivation.model,
    features: [rademacher.create({ variance: 1 }, "")],
  };
  const evaluate = stateEvaluator(model, coefficients, false);
  const out = new Float64Array(coefficients.length);
  return (s) => {
    evaluate([0], s, out);
    let end = 0;
    return rows.map((row) => [...out.subarray(end, (end += row.length))]);
  };
}

/** The growth rates A_l of all features over tau at a norm. */
type Growth = (s: number) => readonly number[];

const growths = new WeakMap<NormalForm, Growth>();

/** The features are made of the same means and looked for on one grid, at whose large norms a mean takes long. */
function growthOfAll(derivation: Derivation, form: NormalForm): Growth {
  let growth = growths.get(form);
  if (growth === undefined) {
    const rowsAt = rowsInTau(derivation, form.eigenvalues.slice(0, derivation.expectation.features));
    const known = new Map<number, readonly number[]>();
    growth = (s) => {
      const rates = known.get(s) ?? rowsAt(s).map(([, rate = 0]) => rate);
      known.set(s, rates);
      return rates;
    };
    growths.set(form, growth);
  }
  return growth;
}

function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

/** Where a function of the norm changes sign, to the last digits, looked for on a geometric grid. */
function zeros(f: (s: number) => number): number[] {
  const found: number[] = [];
  const decades = Math.log10(greatestNorm / leastNorm);
  let [below, valueBelow] = [leastNorm, f(leastNorm)];
  for (let i = 1; i <= decades * perDecade; i++) {
    const above = leastNorm * 10 ** (i / perDecade);
    const valueAbove = f(above);
    if (valueBelow * valueAbove < 0) found.push(bisect(f, below, valueBelow, above));
    [below, valueBelow] = [above, valueAbove];
  }
  return found;
}

function bisect(f: (s: number) => number, from: number, valueFrom: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (f(middle) * valueFrom > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
