import { numberEnclosure, productEnclosure, sumEnclosure } from "./expressions/enclosure.ts";
import type { Interval } from "./expressions/range.ts";
import type { Polynomial } from "./polynomial.ts";
import { Rational } from "./rational.ts";
import { momentFactors, termSymbol } from "./reduction.ts";
import type { SlopeFunction } from "./regularizers/slope-function.ts";

/** A point (u_1, w) with its probability. */
export interface Atom {
  readonly u: Rational;
  readonly w: Rational;
  readonly probability: Rational;
}

/** The numbers that an average is computed in. */
export interface Arithmetic<T> {
  number(value: Rational): T;
  add(a: T, b: T): T;
  multiply(a: T, b: T): T;
  /** The value of a function of w; undefined where these numbers do not hold it. */
  slope(f: SlopeFunction, w: Rational): T | undefined;
}

export const exactNumbers: Arithmetic<Rational> = {
  number: (value) => value,
  add: (a, b) => a.add(b),
  multiply: (a, b) => a.multiply(b),
  slope: (f, w) => f.exact(w),
};

/** Intervals that hold the exact numbers. */
export const enclosures: Arithmetic<Interval> = {
  number: numberEnclosure,
  add: sumEnclosure,
  multiply: productEnclosure,
  slope: (f, w) => {
    const exact = f.exact(w);
    return exact ? numberEnclosure(exact) : f.enclosure?.(w);
  },
};

/** A measure P of (u_1, w) on finitely many atoms. */
export class FiniteMeasure {
  constructor(
    readonly atoms: readonly Atom[],
    private readonly functions: readonly SlopeFunction[],
  ) {}

  /** An expression in averages `<u1*sign(w)>` and Q1 under P; undefined where the numbers do not hold it. */
  value<T>(expression: Polynomial, numbers: Arithmetic<T>): T | undefined {
    let sum = numbers.number(Rational.zero);
    for (const { coefficient, powers } of expression.namedTerms()) {
      let product = numbers.number(coefficient);
      for (const [name, exponent] of powers) {
        const moment = this.moment(factorsOf(name), numbers);
        if (moment === undefined) return undefined;
        for (let k = 0; k < exponent; k++) product = numbers.multiply(product, moment);
      }
      sum = numbers.add(sum, product);
    }
    return sum;
  }

  private moment<T>(factors: ReadonlyMap<string, number>, numbers: Arithmetic<T>): T | undefined {
    let sum = numbers.number(Rational.zero);
    for (const atom of this.atoms) {
      let product = numbers.number(atom.probability);
      for (const [name, exponent] of factors) {
        const base = this.factor(name, atom, numbers);
        if (base === undefined) return undefined;
        for (let k = 0; k < exponent; k++) product = numbers.multiply(product, base);
      }
      sum = numbers.add(sum, product);
    }
    return sum;
  }

  private factor<T>(name: string, { u, w }: Atom, numbers: Arithmetic<T>): T | undefined {
    if (name === termSymbol.weight) return numbers.number(w);
    if (name === termSymbol.feature(0)) return numbers.number(u);
    return numbers.slope(this.functions.find((f) => f.name === name)!, w);
  }
}

/** Q1 is an average too. */
function factorsOf(name: string): ReadonlyMap<string, number> {
  if (name.startsWith("<")) return momentFactors(name);
  return new Map([
    [termSymbol.feature(0), 1],
    [termSymbol.weight, 1],
  ]);
}
