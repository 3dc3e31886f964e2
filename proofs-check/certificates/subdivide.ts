import { Rational } from "../../theory/rational.ts";
import {
  type CellCoefficients,
  integerCoefficients,
  type LinearMap,
  mapped,
  partMap,
  sideMap,
} from "./cell.ts";
import type { CellText } from "./certificate.ts";
import { type Attempt, type Budget, type Question, type Refutation, refutedAt } from "./positivity.ts";
import type { Range } from "./statement.ts";

interface Cell {
  /** Within the domain: a side is open only where the domain is. */
  readonly sides: readonly Range[];
  readonly coefficients: CellCoefficients;
}

const half = Rational.of(1, 2);
/** Steps towards a corner; each halves the distance. */
const cornerSteps = 64;

/**
 * Positivity by signs of Bernstein coefficients, cells halved where a sign is wrong. Each cell whose coefficients say
 * nothing also gives points to try, so that a false statement ends with one.
 */
export function subdivide(
  question: Question,
  { cells: mostCells = 4096, coefficients: mostCoefficients = 500_000 }: Budget,
): Attempt<CellText[]> {
  const degrees = question.variables.map((_, i) =>
    Math.max(0, ...question.terms.map(({ exponents }) => exponents[i]!)),
  );
  const queue: Cell[] = [wholeDomain(question, degrees)];
  const proven: CellText[] = [];
  let coefficients = 0;
  for (let seen = 0; seen < queue.length; seen++) {
    const cell = queue[seen]!;
    coefficients += cell.coefficients.size;
    if (seen >= mostCells || coefficients > mostCoefficients) {
      const work = seen >= mostCells ? `${mostCells} cells` : `${mostCoefficients} coefficients`;
      return {
        outcome: "undecided",
        reason: `subdivision stopped at its budget of ${work}; ${queue.length - seen} cells are open`,
      };
    }
    if (everySide(cell) && [...cell.coefficients.values()].every((value) => value >= 0n)) {
      const zero = question.strict && zeroFace(cell, degrees);
      if (!zero) {
        proven.push(cell.sides.map(({ low, high }) => [`${low ?? "-inf"}`, `${high ?? "inf"}`]));
        continue;
      }
      const refuted = refutedAt(question, facePoint(cell, zero));
      if (refuted) return refuted;
    }
    const refuted = pointOf(question, cell, degrees);
    if (refuted) return refuted;
    queue.push(...halves(cell, splitVariable(cell, degrees), degrees));
  }
  return { outcome: "holds", certificate: proven };
}

function wholeDomain({ terms, ranges }: Question, degrees: readonly number[]): Cell {
  let coefficients = integerCoefficients(terms);
  for (const [i, side] of ranges.entries())
    if (hasEnd(side)) coefficients = mapped(coefficients, i, degrees[i]!, sideMap(side));
  return { sides: ranges, coefficients };
}

/** The whole line has no map from y : z and must be cut first. */
function hasEnd({ low, high }: Range): boolean {
  return low !== undefined || high !== undefined;
}

function everySide({ sides }: Cell): boolean {
  return sides.every(hasEnd);
}

function splitPoint({ low, high }: Range): Rational {
  if (low && high) return low.add(high).multiply(half);
  const end = low ?? high;
  if (!end) return Rational.zero;
  const outward = low ? 1 : -1;
  // From 0 on, doubling: a ray is searched over many orders of magnitude.
  if (end.sign === 0) return Rational.of(outward);
  return end.sign === outward ? end.multiply(Rational.of(2)) : Rational.zero;
}

function halves(cell: Cell, at: number, degrees: readonly number[]): Cell[] {
  const side = cell.sides[at]!;
  const middle = splitPoint(side);
  const whole: LinearMap = hasEnd(side) ? sideMap(side) : { y: [1n, 0n], z: [0n, 1n] };
  const parts: Range[] = [
    { ...side, high: middle, highOpen: false },
    { ...side, low: middle, lowOpen: false },
  ];
  return parts.map((part) => ({
    sides: cell.sides.with(at, part),
    coefficients: mapped(cell.coefficients, at, degrees[at]!, partMap(whole, sideMap(part))),
  }));
}

/** An uncut line first; then where coefficients change sign most often in one direction, then the widest side. */
function splitVariable({ sides, coefficients }: Cell, degrees: readonly number[]): number {
  const line = sides.findIndex((side) => !hasEnd(side));
  if (line >= 0) return line;
  const changes = degrees.map((degree, i) => (degree === 0 ? -1 : signChanges(coefficients, i)));
  const most = Math.max(...changes);
  const width = ({ low, high }: Range): number =>
    low && high ? high.subtract(low).toNumber() : Number.POSITIVE_INFINITY;
  return changes.reduce(
    (best, count, i) => (count === most && (best < 0 || width(sides[i]!) > width(sides[best]!)) ? i : best),
    -1,
  );
}

function signChanges(coefficients: CellCoefficients, at: number): number {
  const lines = new Map<string, [number, bigint][]>();
  for (const [key, value] of coefficients) {
    const exponents = key.split(",");
    const k = Number(exponents[at]);
    exponents[at] = "";
    const line = exponents.join();
    if (!lines.has(line)) lines.set(line, []);
    lines.get(line)!.push([k, value]);
  }
  let changes = 0;
  for (const line of lines.values()) {
    line.sort(([a], [b]) => a - b);
    changes += line.filter(([, value], i) => i > 0 && value > 0n !== line[i - 1]![1] > 0n).length;
  }
  return changes;
}

/** An end of each variable, or neither. */
type Face = readonly ("low" | "high" | "inside")[];

/**
 * A face of the cell within the domain on which the polynomial vanishes: its coefficients there are all zero. The
 * smallest faces suffice. All coefficients must be known not to be negative.
 */
function zeroFace({ sides, coefficients }: Cell, degrees: readonly number[]): Face | undefined {
  const exponents = [...coefficients.keys()].map((key) => key.split(",").map(Number));
  const search = (face: Face, rest: readonly (readonly number[])[]): Face | undefined => {
    if (rest.length === 0) return [...face, ...sides.slice(face.length).map(() => "inside" as const)];
    const i = face.length;
    const side = sides[i];
    if (!side) return undefined;
    const ends = [...(side.lowOpen ? [] : ["low" as const]), ...(side.highOpen ? [] : ["high" as const])];
    if (ends.length === 0) return search([...face, "inside"], rest);
    for (const end of ends) {
      const zero = search(
        [...face, end],
        rest.filter((powers) => powers[i] === (end === "low" ? 0 : degrees[i])),
      );
      if (zero) return zero;
    }
    return undefined;
  };
  return search([], exponents);
}

function facePoint({ sides }: Cell, face: Face): Rational[] {
  return sides.map((side, i) => {
    const end = face[i]!;
    return end === "low" ? side.low! : end === "high" ? side.high! : splitPoint(side);
  });
}

/** The middle, and points towards each corner whose coefficient, the limit there, is negative. */
function pointOf(question: Question, cell: Cell, degrees: readonly number[]): Refutation | undefined {
  const middle = cell.sides.map(splitPoint);
  const refuted = refutedAt(question, middle);
  if (refuted || !everySide(cell)) return refuted;
  for (const [key, value] of cell.coefficients) {
    if (value >= 0n) continue;
    const exponents = key.split(",").map(Number);
    if (!exponents.every((k, i) => k === 0 || k === degrees[i])) continue;
    for (let step = 0; step < cornerSteps; step++) {
      const point = middle.map((from, i) =>
        degrees[i] === 0 ? from : towards(cell.sides[i]!, exponents[i] === 0 ? "low" : "high", from, step),
      );
      const found = refutedAt(question, point);
      if (found) return found;
    }
  }
  return undefined;
}

/** The end itself at step 0 where it is in the domain; else ever nearer to it. */
function towards(side: Range, end: "low" | "high", middle: Rational, step: number): Rational {
  const limit = side[end];
  if (!limit) {
    const outward = Rational.of(end === "high" ? 1 : -1).multiply(Rational.of(2).power(step));
    return middle.add(outward);
  }
  const open = end === "low" ? side.lowOpen : side.highOpen;
  return step === 0 && !open ? limit : limit.add(middle.subtract(limit).multiply(half.power(step)));
}
