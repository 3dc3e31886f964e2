import { type Entry, Monomial, MonomialTable } from "./monomial.ts";
import { Rational } from "./rational.ts";

type Term = readonly [monomial: Monomial, coefficient: Rational];

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
  static readonly zero = new Polynomial([]);
  static readonly one = Polynomial.constant(1);

  private constructor(private readonly terms: readonly Term[]) {}

  static constant(value: Rational | number | bigint): Polynomial {
    const coefficient = value instanceof Rational ? value : Rational.of(value);
    return coefficient.isZero ? Polynomial.zero : Polynomial.fromTerm(Monomial.one, coefficient);
  }

  /** The generator `name` to an integer power, which may be negative. */
  static generator(name: string, exponent = 1): Polynomial {
    if (exponent === 0) return Polynomial.one;
    return Polynomial.fromTerm(Monomial.power(name, exponent), Rational.one);
  }

  private static fromTerm(monomial: Monomial, coefficient: Rational): Polynomial {
    return new Polynomial([[monomial, coefficient]]);
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
    const sum = new MonomialTable<Rational>();
    for (const summand of summands) {
      for (const [monomial, coefficient] of summand.terms) accumulate(sum.entry(monomial), coefficient);
    }
    return Polynomial.fromSum(sum);
  }

  /** The sum of products of two, without the products themselves: these are often much longer than their sum. */
  static sumOfProducts(pairs: Iterable<readonly [Polynomial, Polynomial]>): Polynomial {
    const sum = new MonomialTable<Rational>();
    for (const [first, second] of pairs) {
      for (const [left, a] of first.terms) {
        for (const [right, b] of second.terms) accumulate(sum.entry(left, right), a.multiply(b));
      }
    }
    return Polynomial.fromSum(sum);
  }

  private static fromSum(sum: Iterable<Term>): Polynomial {
    return new Polynomial([...sum].filter(([, coefficient]) => !coefficient.isZero));
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
    return new Polynomial(this.terms.map(([monomial, coefficient]) => [monomial, coefficient.multiply(by)]));
  }

  multiply(other: Polynomial): Polynomial {
    const [term, second] = other.terms;
    if (term !== undefined && second === undefined) return this.timesTerm(term);
    return this.terms.length === 1 ? other.multiply(this) : Polynomial.sumOfProducts([[this, other]]);
  }

  /** Different terms stay different, and none cancels: nothing is to be looked up. */
  private timesTerm([factor, by]: Term): Polynomial {
    return new Polynomial(
      this.terms.map(([monomial, coefficient]) => [monomial.multiply(factor), coefficient.multiply(by)]),
    );
  }

  /** A power with a non-negative integer exponent. */
  power(exponent: number): Polynomial {
    let result = Polynomial.one;
    for (let k = 0; k < exponent; k++) result = result.multiply(this);
    return result;
  }

  /** The partial derivative by one generator, all other generators held fixed. */
  derivative(name: string): Polynomial {
    const lower = Monomial.power(name, -1);
    const terms: Term[] = [];
    for (const [monomial, coefficient] of this.terms) {
      const exponent = monomial.exponent(name);
      if (exponent !== 0) terms.push([monomial.multiply(lower), coefficient.multiply(Rational.of(exponent))]);
    }
    return new Polynomial(terms);
  }

  /**
   * Replaces generators by polynomials. `replacement` returns undefined for a generator to keep.
   * @throws RangeError when a generator with a negative exponent is replaced by something not invertible here
   * (only single terms are).
   */
  substitute(replacement: (name: string) => Polynomial | undefined): Polynomial {
    const bases = new Map<string, Polynomial | undefined>();
    const baseOf = (name: string): Polynomial | undefined => {
      if (!bases.has(name)) bases.set(name, replacement(name));
      return bases.get(name);
    };
    // Most terms share most of what is replaced in them.
    const powers = new MonomialTable<Polynomial>();
    const powerOf = (name: string, exponent: number): Polynomial => {
      const power = powers.entry(Monomial.power(name, exponent));
      if (power.value === undefined) {
        const base = baseOf(name)!;
        power.value = exponent > 0 ? base.power(exponent) : base.inverse().power(-exponent);
      }
      return power.value;
    };
    const images = new MonomialTable<Polynomial>();
    const imageOf = (replaced: Monomial): Polynomial => {
      const image = images.entry(replaced);
      image.value ??= Polynomial.product(replaced.powers().map((factor) => powerOf(...factor)));
      return image.value;
    };
    return Polynomial.sumOfProducts(
      this.terms.map(([monomial, coefficient]) => {
        const [replaced, kept] = monomial.split((name) => baseOf(name) !== undefined);
        return [imageOf(replaced), Polynomial.fromTerm(kept, coefficient)];
      }),
    );
  }

  /** One over this, for a polynomial of a single term. @throws RangeError for any other. */
  inverse(): Polynomial {
    const [term, second] = this.terms;
    if (term === undefined || second !== undefined) {
      throw new RangeError("only a single nonzero term has an inverse in the ring");
    }
    const [monomial, coefficient] = term;
    return Polynomial.fromTerm(monomial.inverse(), Rational.one.divide(coefficient));
  }

  /** Collects by the powers of the generators that `isMain` selects; the coefficients hold the others. */
  collect(
    isMain: (name: string) => boolean,
  ): { powers: ReadonlyMap<string, number>; coefficient: Polynomial }[] {
    const groups = new MonomialTable<Term[]>();
    for (const [monomial, coefficient] of this.terms) {
      const [main, rest] = monomial.split(isMain);
      const group = groups.entry(main);
      group.value ??= [];
      group.value.push([rest, coefficient]);
    }
    return [...groups].map(([main, terms]) => ({
      powers: new Map(main.powers()),
      coefficient: new Polynomial(terms),
    }));
  }

  /** The terms in order of creation; an empty list is the zero polynomial. */
  namedTerms(): NamedTerm[] {
    return this.terms.map(([monomial, coefficient]) => ({
      coefficient,
      powers: new Map(monomial.powers()),
    }));
  }

  /** The names of all generators that occur, sorted. */
  generators(): string[] {
    const names = new Set<string>();
    for (const [monomial] of this.terms) for (const [name] of monomial.powers()) names.add(name);
    return [...names].sort();
  }

  /** The degree in one generator; -Infinity for the zero polynomial. */
  degree(name: string): number {
    let degree = Number.NEGATIVE_INFINITY;
    for (const [monomial] of this.terms) degree = Math.max(degree, monomial.exponent(name));
    return degree;
  }

  get size(): number {
    return this.terms.length;
  }

  get isZero(): boolean {
    return this.terms.length === 0;
  }

  equals(other: Polynomial): boolean {
    return this.size === other.size && this.subtract(other).isZero;
  }

  /** The value of a constant polynomial, undefined for any other. */
  asConstant(): Rational | undefined {
    const [term, second] = this.terms;
    if (term === undefined) return Rational.zero;
    return second === undefined && term[0].isOne ? term[1] : undefined;
  }
}

function accumulate(entry: Entry<Rational>, summand: Rational): void {
  entry.value = entry.value === undefined ? summand : entry.value.add(summand);
}
