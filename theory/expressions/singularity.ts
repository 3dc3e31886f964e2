import { Polynomial } from "../polynomial.ts";
import { evaluatorOf } from "./evaluate.ts";
import { exponentOf, polynomialOf } from "./polynomial.ts";
import { type Interval, rangeOf } from "./range.ts";
import { smallestRealRoot } from "./real-roots.ts";
import { numberOf, type Tree } from "./tree.ts";

/** A pole, a branch point, or a point where the function is not real. */
export interface Singularity {
  /** Where, as a number of the variable. */
  readonly at: number;
  /** `undecided` where neither a zero nor its absence could be shown. */
  readonly kind: "singular" | "undecided";
}

/** What an operation demands of one of its operands, for the result to be a smooth real function. */
interface Demand {
  readonly operand: Tree;
  readonly positive: boolean;
}

/** Divisors that are no polynomials are searched for zeros this far from 0; polynomials everywhere. */
const radius = 40;
/** Intervals narrower than this in which a zero cannot be excluded are taken to hold one. */
const narrowest = 1e-9;
/** The work that a search for zeros may cost, in operations on intervals. */
const budget = 2_000_000;

/**
 * A real singularity of a function of one variable, undefined when it has none: every divisor, and every argument
 * of a root, a logarithm or a power that is no whole number, must keep away from 0.
 */
export function singularityOf(tree: Tree, variable: string, path: string): Singularity | undefined {
  const work = { left: budget };
  for (const demand of demandsOf(tree)) {
    const polynomial = polynomialOf(demand.operand, path);
    const found = polynomial
      ? violatedByPolynomial(polynomial, variable, demand.positive)
      : violated(demand, variable, work);
    if (found) return found;
  }
  return undefined;
}

function demandsOf(tree: Tree): Demand[] {
  switch (tree.kind) {
    case "number":
    case "symbol":
      return [];
    case "sum":
      return tree.terms.flatMap(demandsOf);
    case "product":
      return tree.factors.flatMap(demandsOf);
    case "quotient":
      return [...demandsOf(tree.above), ...demandsOf(tree.below), { operand: tree.below, positive: false }];
    case "power": {
      const n = exponentOf(tree.exponent);
      const own = [...demandsOf(tree.base), ...demandsOf(tree.exponent)];
      if (n !== undefined && n >= 0) return own;
      // |u|^q with q > 0 is finite everywhere. Where kinks are not wanted, no abs gets here.
      if (isAbsolute(tree.base) && (numberOf(tree.exponent)?.sign ?? 0) > 0) return own;
      return [...own, { operand: tree.base, positive: n === undefined }];
    }
    case "call": {
      const own = demandsOf(tree.argument);
      const branches = (tree.name === "sqrt" && !isAbsolute(tree.argument)) || tree.name === "log";
      return branches ? [...own, { operand: tree.argument, positive: true }] : own;
    }
  }
}

function isAbsolute(tree: Tree): boolean {
  return tree.kind === "call" && tree.name === "abs";
}

function violatedByPolynomial(
  polynomial: Polynomial,
  variable: string,
  positive: boolean,
): Singularity | undefined {
  if (polynomial.isZero) return { at: 0, kind: "singular" };
  const root = smallestRealRoot(polynomial, variable);
  if (root) return { at: Number(root.toNumber().toPrecision(9)), kind: "singular" };
  const atZero = polynomial.substitute((name) => (name === variable ? Polynomial.zero : undefined));
  return positive && atZero.asConstant()!.sign < 0 ? { at: 0, kind: "singular" } : undefined;
}

/** Looks for a sign change on a grid, and else excludes zeros interval by interval. */
function violated(
  { operand, positive }: Demand,
  variable: string,
  work: { left: number },
): Singularity | undefined {
  const value = evaluatorOf(operand, variable);
  let previous: { at: number; sign: number } | undefined;
  for (let i = -2 * radius; i <= 2 * radius; i++) {
    const at = i / 2;
    const sign = Math.sign(value(at));
    if (sign === 0) return { at, kind: isFlat(value, at) ? "undecided" : "singular" };
    if (previous && previous.sign * sign < 0)
      return { at: signChange(value, previous.at, at), kind: "singular" };
    if (sign < 0 || sign > 0) previous = { at, sign };
  }
  if (positive && previous?.sign === -1) return { at: 0, kind: "singular" };
  return excludeZeros(operand, work);
}

/** Whether a zero is one of the doubles' making: a function that is not zero, too close to it to be told apart. */
function isFlat(value: (x: number) => number, at: number): boolean {
  return [-1, 1].every((side) => value(at + side / 1000) === 0);
}

/** A zero between two points of opposite signs, by halving. */
function signChange(value: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const sign = Math.sign(value(low));
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (Math.sign(value(middle)) === sign) low = middle;
    else high = middle;
  }
  return Number(high.toPrecision(9)) + 0;
}

function excludeZeros(operand: Tree, work: { left: number }): Singularity | undefined {
  const open: Interval[] = [[-radius, radius]];
  for (;;) {
    const interval = open.pop();
    if (!interval) return undefined;
    const [low, high] = interval;
    const [least, most] = rangeOf(operand, interval, () => work.left--);
    if (least > 0 || most < 0) continue;
    const middle = low + (high - low) / 2;
    const at = Number(middle.toPrecision(7));
    if (high - low < narrowest) return { at, kind: "singular" };
    if (work.left < 0) return { at, kind: "undecided" };
    open.push([middle, high], [low, middle]);
  }
}
