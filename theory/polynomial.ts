import { Rational } from "./rational.ts";

/**
 * A monomial: generator numbers and their nonzero exponents, alternating, sorted by generator. Exponents may
 * be negative (1/B), so the ring is one of Laurent polynomials.
 */
type Monomial = readonly number[];

interface Term {
  readonly monomial: Monomial;
  readonly coefficient: Rational;
}

// Generator names are numbered once, in order of appearance. The numbering never shows: it only makes the
// comparison of two monomials an integer comparison.
const numberOfName = new Map<string, number>();
const nameOfNumber: string[] = [];

function generatorNumber(name: string): number {
  let id = numberOfName.get(name);
  if (id === undefined) {
    id = nameOfNumber.length;
    numberOfName.set(name, id);
    nameOfNumber.push(name);
  }
  return id;
}

function multiplyMonomials(a: Monomial, b: Monomial): Monomial {
  const product: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i]! < b[j]!) product.push(a[i++]!, a[i++]!);
    else if (a[i]! > b[j]!) product.push(b[j++]!, b[j++]!);
    else {
      const exponent = a[i + 1]! + b[j + 1]!;
      if (exponent !== 0) product.push(a[i]!, exponent);
      i += 2;
      j += 2;
    }
  }
  while (i < a.length) product.push(a[i++]!);
  while (j < b.length) product.push(b[j++]!);
  return product;
}

/** One term as a reader sees it: a rational coefficient and the powers of named generators. */
export interface NamedTerm {
  readonly coefficient: Rational;
  readonly powers: ReadonlyMap<string, number>;
}

/**
 * A sparse Laurent polynomial over the rationals in named generators, in canonical form: two polynomials are
 * equal exactly when they have the same terms. Immutable.
 */
export class Polynomial {
  static readonly zero = new Polynomial(new Map());
  static readonly one = Polynomial.constant(1);

  private constructor(private readonly terms: ReadonlyMap<string, Term>) {}

  static constant(value: Rational | number | bigint): Polynomial {
    const coefficient = value instanceof Rational ? value : Rational.of(value);
    return coefficient.isZero
      ? Polynomial.zero
      : new Polynomial(new Map([["", { monomial: [], coefficient }]]));
  }

  /** The generator `name` to an integer power, which may be negative. */
  static generator(name: string, exponent = 1): Polynomial {
    if (exponent === 0) return Polynomial.one;
    const monomial = [generatorNumber(name), exponent];
    return new Polynomial(new Map([[monomial.join(), { monomial, coefficient: Rational.one }]]));
  }

  private static fromTerm(monomial: Monomial, coefficient: Rational): Polynomial {
    return new Polynomial(new Map([[monomial.join(), { monomial, coefficient }]]));
  }

  /** The inverse of `namedTerms`. */
  static fromNamedTerms(terms: Iterable<NamedTerm>): Polynomial {
    return Polynomial.sum(
      [...terms].map(({ coefficient, powers }) =>
        Polynomial.product([...powers].map(([name, exponent]) => Polynomial.generator(name, exponent))).scale(
          coefficient,
        ),
      ),
    );
  }

  static sum(summands: Iterable<Polynomial>): Polynomial {
    const terms = new Map<string, Term>();
    for (const summand of summands) for (const [key, term] of summand.terms) accumulate(terms, key, term);
    return new Polynomial(terms);
  }

  static product(factors: Iterable<Polynomial>): Polynomial {
    let product = Polynomial.one;
    for (const factor of factors) product = product.multiply(factor);
    return product;
  }

  add(other: Polynomial): Polynomial {
    return Polynomial.sum([this, other]);
  }

  subtract(other: Polynomial): Polynomial {
    return Polynomial.sum([this, other.negate()]);
  }

  negate(): Polynomial {
    return this.scale(Rational.of(-1));
  }

  scale(factor: Rational | number): Polynomial {
    const by = factor instanceof Rational ? factor : Rational.of(factor);
    if (by.isZero) return Polynomial.zero;
    const terms = new Map<string, Term>();
    for (const [key, { monomial, coefficient }] of this.terms) {
      terms.set(key, { monomial, coefficient: coefficient.multiply(by) });
    }
    return new Polynomial(terms);
  }

  multiply(other: Polynomial): Polynomial {
    const terms = new Map<string, Term>();
    for (const a of this.terms.values()) {
      for (const b of other.terms.values()) {
        const monomial = multiplyMonomials(a.monomial, b.monomial);
        accumulate(terms, monomial.join(), { monomial, coefficient: a.coefficient.multiply(b.coefficient) });
      }
    }
    return new Polynomial(terms);
  }

  /** A power with a non-negative integer exponent. */
  power(exponent: number): Polynomial {
    let result = Polynomial.one;
    for (let k = 0; k < exponent; k++) result = result.multiply(this);
    return result;
  }

  /** The partial derivative by one generator, all other generators held fixed. */
  derivative(name: string): Polynomial {
    const id = generatorNumber(name);
    return this.mapTerms(({ monomial, coefficient }) => {
      const at = exponentIndex(monomial, id);
      if (at < 0) return Polynomial.zero;
      const exponent = monomial[at]!;
      const lowered =
        exponent === 1
          ? [...monomial.slice(0, at - 1), ...monomial.slice(at + 1)]
          : monomial.with(at, exponent - 1);
      return Polynomial.fromTerm(lowered, coefficient.multiply(Rational.of(exponent)));
    });
  }

  /**
   * Replaces generators by polynomials. `replacement` returns undefined for a generator to keep.
   * @throws RangeError when a generator with a negative exponent is replaced by something not invertible here
   * (only single terms are).
   */
  substitute(replacement: (name: string) => Polynomial | undefined): Polynomial {
    const powers = new Map<string, Polynomial | undefined>();
    const replaced = (id: number, exponent: number): Polynomial | undefined => {
      const key = `${id},${exponent}`;
      if (!powers.has(key)) {
        const base = replacement(nameOfNumber[id]!);
        powers.set(key, base && (exponent > 0 ? base.power(exponent) : base.inverse().power(-exponent)));
      }
      return powers.get(key);
    };
    return this.mapTerms(({ monomial, coefficient }) => {
      const kept: number[] = [];
      let product: Polynomial | undefined;
      for (let i = 0; i < monomial.length; i += 2) {
        const factor = replaced(monomial[i]!, monomial[i + 1]!);
        if (factor === undefined) kept.push(monomial[i]!, monomial[i + 1]!);
        else product = product ? product.multiply(factor) : factor;
      }
      const rest = Polynomial.fromTerm(kept, coefficient);
      return product ? product.multiply(rest) : rest;
    });
  }

  /** One over this, for a polynomial of a single term. @throws RangeError for any other. */
  inverse(): Polynomial {
    const [term, second] = this.terms.values();
    if (term === undefined || second !== undefined) {
      throw new RangeError("only a single nonzero term has an inverse in the ring");
    }
    const monomial = term.monomial.map((entry, i) => (i % 2 === 1 ? -entry : entry));
    return Polynomial.fromTerm(monomial, Rational.one.divide(term.coefficient));
  }

  /** Collects by the powers of the generators that `isMain` selects; the coefficients hold the others. */
  collect(
    isMain: (name: string) => boolean,
  ): { powers: ReadonlyMap<string, number>; coefficient: Polynomial }[] {
    const groups = new Map<string, { monomial: Monomial; parts: Polynomial[] }>();
    for (const { monomial, coefficient } of this.terms.values()) {
      const main: number[] = [];
      const rest: number[] = [];
      for (let i = 0; i < monomial.length; i += 2) {
        (isMain(nameOfNumber[monomial[i]!]!) ? main : rest).push(monomial[i]!, monomial[i + 1]!);
      }
      const key = main.join();
      if (!groups.has(key)) groups.set(key, { monomial: main, parts: [] });
      groups.get(key)!.parts.push(Polynomial.fromTerm(rest, coefficient));
    }
    return [...groups.values()].map(({ monomial, parts }) => ({
      powers: namedPowers(monomial),
      coefficient: Polynomial.sum(parts),
    }));
  }

  /** The terms in order of creation; an empty list is the zero polynomial. */
  namedTerms(): NamedTerm[] {
    return [...this.terms.values()].map(({ monomial, coefficient }) => ({
      coefficient,
      powers: namedPowers(monomial),
    }));
  }

  /** The names of all generators that occur, sorted. */
  generators(): string[] {
    const ids = new Set<number>();
    for (const { monomial } of this.terms.values()) {
      for (let i = 0; i < monomial.length; i += 2) ids.add(monomial[i]!);
    }
    return [...ids].map((id) => nameOfNumber[id]!).sort();
  }

  /** The degree in one generator; -Infinity for the zero polynomial. */
  degree(name: string): number {
    const id = generatorNumber(name);
    let degree = Number.NEGATIVE_INFINITY;
    for (const { monomial } of this.terms.values()) {
      const at = exponentIndex(monomial, id);
      degree = Math.max(degree, at < 0 ? 0 : monomial[at]!);
    }
    return degree;
  }

  get size(): number {
    return this.terms.size;
  }

  get isZero(): boolean {
    return this.terms.size === 0;
  }

  equals(other: Polynomial): boolean {
    if (this.size !== other.size) return false;
    for (const [key, { coefficient }] of this.terms) {
      const match = other.terms.get(key);
      if (match === undefined || !match.coefficient.equals(coefficient)) return false;
    }
    return true;
  }

  /** The value of a constant polynomial, undefined for any other. */
  asConstant(): Rational | undefined {
    if (this.isZero) return Rational.zero;
    return this.size === 1 ? this.terms.get("")?.coefficient : undefined;
  }

  private mapTerms(image: (term: Term) => Polynomial): Polynomial {
    const terms = new Map<string, Term>();
    for (const term of this.terms.values()) {
      for (const [key, value] of image(term).terms) accumulate(terms, key, value);
    }
    return new Polynomial(terms);
  }
}

function accumulate(terms: Map<string, Term>, key: string, term: Term): void {
  const present = terms.get(key);
  if (present === undefined) {
    terms.set(key, term);
    return;
  }
  const coefficient = present.coefficient.add(term.coefficient);
  if (coefficient.isZero) terms.delete(key);
  else terms.set(key, { monomial: term.monomial, coefficient });
}

function exponentIndex(monomial: Monomial, id: number): number {
  for (let i = 0; i < monomial.length; i += 2) if (monomial[i] === id) return i + 1;
  return -1;
}

function namedPowers(monomial: Monomial): ReadonlyMap<string, number> {
  const powers = new Map<string, number>();
  for (let i = 0; i < monomial.length; i += 2) powers.set(nameOfNumber[monomial[i]!]!, monomial[i + 1]!);
  return powers;
}
