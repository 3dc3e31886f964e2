import { inverse, Matrix } from "ml-matrix";
import { productEnclosure, sumEnclosure } from "../../../theory/expressions/enclosure.ts";
import type { Interval } from "../../../theory/expressions/range.ts";
import type { Polynomial } from "../../../theory/polynomial.ts";
import { type Box, BoxPolynomial } from "./box-polynomial.ts";

/** As many polynomials as variables, with their derivatives, on boxes. */
export interface BoxSystem {
  readonly size: number;
  value(box: Box): Interval[];
  /** Rows are the polynomials, columns the variables. */
  jacobian(box: Box): Interval[][];
}

export function boxSystem(polynomials: readonly Polynomial[], variables: readonly string[]): BoxSystem {
  const values = polynomials.map((polynomial) => new BoxPolynomial(polynomial, variables));
  const slopes = polynomials.map((polynomial) =>
    variables.map((name) => new BoxPolynomial(polynomial.derivative(name), variables)),
  );
  return {
    size: variables.length,
    value: (box) => values.map((polynomial) => polynomial.range(box)),
    jacobian: (box) => slopes.map((row) => row.map((slope) => slope.range(box))),
  };
}

/** How often a small box is made larger in search of one that Krawczyk's operator maps into itself. */
const inflations = 10;

/** What is known of the zeros in a box. */
export interface Isolation {
  /** Boxes with exactly one zero each, a simple one, no two the same. */
  readonly simple: readonly Box[];
  /** Boxes that may hold zeros of any number: about multiple ones, curves of them, or where the budget ended. */
  readonly open: readonly Box[];
}

/**
 * All zeros in some boxes: outside the boxes that are returned there is none. A part is dropped where a polynomial has no zero,
 * and kept as it is where Krawczyk's operator maps it into its own interior, which proves one zero and a regular Jacobian
 * (Neumaier, Interval Methods for Systems of Equations, section 5.1); else it is halved, down to `finest`.
 */
export function isolateZeros(
  system: BoxSystem,
  boxes: readonly Box[],
  budget = 20_000,
  finest = 2 ** -13,
): Isolation {
  const simple: Box[] = [];
  const open: Box[] = [];
  const stack = [...boxes];
  for (let count = 0; stack.length > 0; count++) {
    const part = stack.pop()!;
    if (count >= budget) {
      open.push(part);
      continue;
    }
    if (system.value(part).some(([low, high]) => low > 0 || high < 0)) continue;
    const image = krawczyk(system, part);
    const rest = image ? intersection(part, image) : part;
    if (!rest) continue;
    const small = size(rest) < finest;
    const sharp = small ? onlyZero(system, rest, 1, inflations) : onlyZero(system, rest, 0.1);
    if (sharp) {
      const touching = simple.filter((other) => meets(other, sharp));
      if (touching.some((other) => !isOneZero(system, other, sharp))) open.push(sharp);
      else if (touching.length === 0) simple.push(sharp);
    } else if (small && size(rest) < 0.9 * size(part)) stack.push(rest);
    else if (small) open.push(rest);
    else stack.push(...halves(rest));
  }
  return { simple, open };
}

/**
 * A small box about the only zero of a somewhat larger box, where there is one: a zero on a side of the box itself would
 * never lie inside.
 * @param margin of the larger box, as a share of the longest side.
 * @param tries how often it is made larger yet, so that it holds what rounding adds to its image.
 */
function onlyZero(system: BoxSystem, box: Box, margin: number, tries = 1): Box | undefined {
  const around = inflated(box, margin);
  const image = krawczyk(system, around);
  if (image && inside(image, around)) return contracted(system, image);
  return image && tries > 1 ? onlyZero(system, hull(around, image), margin, tries - 1) : undefined;
}

/** Krawczyk's operator m - Y F(m) + (1 - Y J)(X - m), Y an approximate inverse of J; undefined where J has none. */
function krawczyk(system: BoxSystem, box: Box): Box | undefined {
  const middle = box.map(([low, high]) => (low + high) / 2);
  const jacobian = system.jacobian(box);
  const preconditioner = inverseOf(jacobian.map((row) => row.map(([low, high]) => (low + high) / 2)));
  if (!preconditioner) return undefined;
  const residual = system.value(middle.map((x) => [x, x]));
  return box.map((side, i) => {
    const row = preconditioner[i]!;
    const step = dot(row, residual);
    const offsets = box.map(([low, high], j): Interval => {
      const column = jacobian.map((entries) => entries[j]!);
      const [least, most] = dot(row, column);
      const rest: Interval = i === j ? sumEnclosure([1, 1], [-most, -least]) : [-most, -least];
      return productEnclosure(rest, sumEnclosure([low, high], [-middle[j]!, -middle[j]!]));
    });
    const moved = sumEnclosure([middle[i]!, middle[i]!], [-step[1], -step[0]]);
    return offsets.reduce(sumEnclosure, moved satisfies typeof side);
  });
}

function dot(numbers: readonly number[], intervals: readonly Interval[]): Interval {
  return numbers
    .map((x, i) => productEnclosure([x, x], intervals[i]!))
    .reduce((sum, term) => sumEnclosure(sum, term));
}

function inverseOf(matrix: readonly (readonly number[])[]): number[][] | undefined {
  try {
    const found = inverse(new Matrix(matrix.map((row) => [...row]))).to2DArray();
    return found.every((row) => row.every(Number.isFinite)) ? found : undefined;
  } catch {
    // ml-matrix throws for a singular one.
    return undefined;
  }
}

/** The operator again, as long as the box shrinks: a zero that it holds it keeps. */
function contracted(system: BoxSystem, box: Box): Box {
  let best = box;
  for (;;) {
    const image = krawczyk(system, best);
    const next = image && intersection(best, image);
    if (!next || size(next) > 0.9 * size(best)) return best;
    best = next;
  }
}

function inside(inner: Box, outer: Box): boolean {
  return inner.every(([low, high], i) => low > outer[i]![0] && high < outer[i]![1]);
}

/** By a share of the longest side on all sides: thin boxes are poor shapes for Krawczyk's operator. */
function inflated(box: Box, share: number): Box {
  const margin = Math.max(share * size(box), 1e-10);
  return box.map(([low, high]) => [low - margin, high + margin]);
}

function meets(a: Box, b: Box): boolean {
  return intersection(a, b) !== undefined;
}

/** Whether the zeros of two boxes are proved to be one. */
function isOneZero(system: BoxSystem, a: Box, b: Box): boolean {
  return onlyZero(system, hull(a, b), 0.1) !== undefined;
}

function hull(a: Box, b: Box): Box {
  return a.map(([low, high], i) => [Math.min(low, b[i]![0]), Math.max(high, b[i]![1])]);
}

function intersection(a: Box, b: Box): Box | undefined {
  const common = a.map(([low, high], i): Interval => [Math.max(low, b[i]![0]), Math.min(high, b[i]![1])]);
  return common.every(([low, high]) => low <= high) ? common : undefined;
}

/** Cut across its longest side. */
function halves(box: Box): [Box, Box] {
  const at = box.reduce((best, side, i) => (width(side) > width(box[best]!) ? i : best), 0);
  const [low, high] = box[at]!;
  // Off the middle: zeros of symmetric systems like to lie there.
  const middle = low + 0.47 * (high - low);
  return [box.with(at, [low, middle]), box.with(at, [middle, high])];
}

function width([low, high]: Interval): number {
  return high - low;
}

function size(box: Box): number {
  return Math.max(...box.map(width));
}
