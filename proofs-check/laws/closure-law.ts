import { Random } from "../../numerics/random/random.ts";
import { closureOf } from "../../theory/closure.ts";
import { witnessAtoms } from "../../theory/closure-witness.ts";
import type { Constraint } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { kinetics, reduce } from "../../theory/reduction.ts";
import type { Regularizer } from "../../theory/regularizers/regularizer.ts";
import { requireNear } from "./law.ts";

/** A point with its probability. */
interface Atom {
  readonly u: number;
  readonly w: number;
  readonly p: number;
}

/**
 * Tries the verdict on closure by plain sums: where the equations close, random pairs of measures with the same Q and
 * s must have the same rates; where they do not, the witness's two measures must have different ones.
 * @throws Error when the verdict is wrong. Where it is open nothing is claimed, and nothing can be wrong.
 */
export function closureIsRight(regularizer: Regularizer, constraint: Constraint): void {
  const reduction = reduce(kinetics(1, regularizer.slope, constraint), 1, constraint);
  const closure = closureOf({ regularizer, strength: Rational.one, constraint }, reduction);
  if (closure.verdict === "closes") {
    const random = new Random(20_241_118);
    for (let k = 0; k < 100; k++) {
      const [a, b] = randomPair(random);
      const found = difference(regularizer, constraint, a, b);
      if (found > 1e-9) throw new Error(`closure is claimed, but rates at one Q and s differ by ${found}`);
    }
  } else if (closure.verdict === "does not close") {
    const { witness } = closure;
    const [a, b] = witness.laws.map((law) =>
      witnessAtoms(witness, law).map(({ u, w, probability }) => ({
        u: u.toNumber(),
        w: w.toNumber(),
        p: probability.toNumber(),
      })),
    );
    const found = difference(regularizer, constraint, a!, b!);
    if (!(found > 1e-12)) throw new Error("the two measures that disprove closure have the same rates");
  }
}

/**
 * How much the penalty's part of the rates differs between two measures, relative to its size.
 * @throws Error when they have not the same masses, Q and s.
 */
function difference(
  { slopeAt }: Regularizer,
  constraint: Constraint,
  a: readonly Atom[],
  b: readonly Atom[],
): number {
  const average = (atoms: readonly Atom[], f: (atom: Atom) => number): number =>
    atoms.reduce((sum, atom) => sum + atom.p * f(atom), 0);
  const same = (what: string, f: (atom: Atom) => number): void =>
    requireNear(what, average(a, f), average(b, f), 1e-12 * average(a, (atom) => Math.abs(f(atom))));
  same("the mass at u > 0", ({ u }) => (u > 0 ? 1 : 0));
  same("the mass at u < 0", ({ u }) => (u < 0 ? 1 : 0));
  same("Q", ({ u, w }) => u * w);
  same("s", ({ w }) => w * w);
  const parts = [a, b].map((atoms) => {
    const overlap = average(atoms, ({ u, w }) => u * w);
    const norm = average(atoms, ({ w }) => w * w);
    const alongU = average(atoms, ({ u, w }) => u * slopeAt(w));
    const alongW = average(atoms, ({ w }) => w * slopeAt(w));
    // On the sphere the pull along w is taken out.
    return constraint === "free" ? [alongU, alongW] : [alongU - (overlap / norm) * alongW];
  });
  const size = average([...a, ...b], ({ w }) => (1 + Math.abs(w)) * Math.abs(slopeAt(w)));
  const gaps = parts[0]!.map((part, i) => Math.abs(part - parts[1]![i]!));
  return size === 0 ? 0 : Math.max(...gaps) / size;
}

/** Two laws on eight random points with equal masses at u = 1 and -1, equal Q and equal s = 1. */
function randomPair(random: Random): [Atom[], Atom[]] {
  const points = Array.from({ length: 8 }, (_, i) => ({ u: i < 4 ? 1 : -1, w: random.normal() }));
  const kept = [
    points.map(({ u }) => (u > 0 ? 1 : 0)),
    points.map(({ u }) => (u < 0 ? 1 : 0)),
    points.map(({ u, w }) => u * w),
    points.map(({ w }) => w * w),
  ];
  const change = orthogonal(
    points.map(() => random.normal()),
    kept,
  );
  const largest = Math.max(...change.map(Math.abs));
  const law = (sign: number): Atom[] => {
    const p = change.map((x) => (1 + (sign * 0.9 * x) / largest) / points.length);
    const norm = Math.sqrt(points.reduce((sum, { w }, i) => sum + p[i]! * w * w, 0));
    return points.map(({ u, w }, i) => ({ u, w: w / norm, p: p[i]! }));
  };
  return [law(1), law(-1)];
}

/** What is left of a vector without its parts along some others. */
function orthogonal(vector: readonly number[], others: readonly (readonly number[])[]): number[] {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, xi, i) => sum + xi * y[i]!, 0);
  const without = (x: readonly number[], base: readonly (readonly number[])[]): number[] =>
    base.reduce<number[]>((rest, e) => rest.map((r, i) => r - dot(rest, e) * e[i]!), [...x]);
  const base: number[][] = [];
  for (const other of others) {
    // Twice: once leaves the rounding of what it took away.
    const rest = without(without(other, base), base);
    base.push(rest.map((r) => r / Math.sqrt(dot(rest, rest))));
  }
  return without(without(vector, base), base);
}
