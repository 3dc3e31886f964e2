// Generator names are numbered once, in order of appearance, which makes the comparison of two monomials one of integers.
// The numbering must not show: the last digits of what is computed from a polynomial depend on the order of its terms and
// factors, and a result is promised to be the same whatever the process has derived before.
const numberOfName = new Map<string, number>();
const nameOfNumber: string[] = [];
/** What one power of a generator adds to a hash, by its number. */
const weights: number[] = [];

/** Generator numbers and their nonzero exponents, alternating, sorted by generator. */
type Entries = readonly number[];

/** A product of integer powers of named generators. Exponents may be negative (1/B). Immutable. */
export class Monomial {
  static readonly one = new Monomial([], 0);

  private constructor(
    private readonly entries: Entries,
    /** Of a product the sum of its factors' (modulo 2^32), so that one can be looked for before it is made. */
    readonly hash: number,
  ) {}

  /** The generator `name` to an integer power. */
  static power(name: string, exponent: number): Monomial {
    return exponent === 0 ? Monomial.one : Monomial.fromEntries([generatorNumber(name), exponent]);
  }

  private static fromEntries(entries: Entries): Monomial {
    let hash = 0;
    for (let i = 0; i < entries.length; i += 2) hash += Math.imul(weights[entries[i]!]!, entries[i + 1]!);
    return new Monomial(entries, hash | 0);
  }

  get isOne(): boolean {
    return this.entries.length === 0;
  }

  multiply(other: Monomial): Monomial {
    if (other.isOne) return this;
    if (this.isOne) return other;
    return new Monomial(product(this.entries, other.entries), (this.hash + other.hash) | 0);
  }

  /** Whether this is the product of two others, without making that. */
  isProductOf(left: Monomial, right: Monomial): boolean {
    return isProduct(this.entries, left.entries, right.entries);
  }

  inverse(): Monomial {
    return Monomial.fromEntries(this.entries.map((entry, i) => (i % 2 === 1 ? -entry : entry)));
  }

  /** The exponent of a generator, 0 where it does not occur. */
  exponent(name: string): number {
    const id = numberOfName.get(name);
    for (let i = 0; i < this.entries.length; i += 2) if (this.entries[i] === id) return this.entries[i + 1]!;
    return 0;
  }

  /** The generators that occur and their exponents, in the order of their names. */
  powers(): (readonly [name: string, exponent: number])[] {
    const powers: (readonly [string, number])[] = [];
    for (let i = 0; i < this.entries.length; i += 2) {
      powers.push([nameOfNumber[this.entries[i]!]!, this.entries[i + 1]!]);
    }
    return powers.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** The factor in the generators that `isMain` selects, and the factor in the others. */
  split(isMain: (name: string) => boolean): readonly [main: Monomial, rest: Monomial] {
    const main: number[] = [];
    const rest: number[] = [];
    for (let i = 0; i < this.entries.length; i += 2) {
      const [id, exponent] = [this.entries[i]!, this.entries[i + 1]!];
      (isMain(nameOfNumber[id]!) ? main : rest).push(id, exponent);
    }
    return [Monomial.fromEntries(main), Monomial.fromEntries(rest)];
  }
}

/** What a table holds about one monomial. */
export interface Entry<V> {
  readonly monomial: Monomial;
  value: V | undefined;
}

interface Chained<V> extends Entry<V> {
  readonly next: Chained<V> | undefined;
}

/** Values by monomials, in the order in which these were first asked for. */
export class MonomialTable<V> {
  /** Monomials of one hash, which are hardly ever two, are a chain. */
  private readonly chains = new Map<number, Chained<V>>();

  /** The entry of the product of two monomials, which is made only where there is none. */
  entry(left: Monomial, right = Monomial.one): Entry<V> {
    const hash = (left.hash + right.hash) | 0;
    const chain = this.chains.get(hash);
    for (let entry = chain; entry !== undefined; entry = entry.next) {
      if (entry.monomial.isProductOf(left, right)) return entry;
    }
    const entry = { monomial: left.multiply(right), value: undefined, next: chain };
    this.chains.set(hash, entry);
    return entry;
  }

  *[Symbol.iterator](): Generator<readonly [Monomial, V]> {
    for (const chain of this.chains.values()) {
      for (let entry: Chained<V> | undefined = chain; entry !== undefined; entry = entry.next) {
        if (entry.value !== undefined) yield [entry.monomial, entry.value];
      }
    }
  }
}

function generatorNumber(name: string): number {
  let id = numberOfName.get(name);
  if (id === undefined) {
    id = nameOfNumber.length;
    numberOfName.set(name, id);
    nameOfNumber.push(name);
    weights.push(weight(name));
  }
  return id;
}

/** A hash of a name, spread over all 32 bits. */
function weight(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
}

function product(a: Entries, b: Entries): Entries {
  const entries: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i]! < b[j]!) entries.push(a[i++]!, a[i++]!);
    else if (a[i]! > b[j]!) entries.push(b[j++]!, b[j++]!);
    else {
      const exponent = a[i + 1]! + b[j + 1]!;
      if (exponent !== 0) entries.push(a[i]!, exponent);
      i += 2;
      j += 2;
    }
  }
  while (i < a.length) entries.push(a[i++]!);
  while (j < b.length) entries.push(b[j++]!);
  return entries;
}

/** Whether `c` is the product of `a` and `b`, without making that. */
function isProduct(c: Entries, a: Entries, b: Entries): boolean {
  let i = 0;
  let j = 0;
  let k = 0;
  while (i < a.length || j < b.length) {
    const left = i < a.length ? a[i]! : Number.POSITIVE_INFINITY;
    const right = j < b.length ? b[j]! : Number.POSITIVE_INFINITY;
    const id = Math.min(left, right);
    let exponent = 0;
    if (left === id) {
      exponent += a[i + 1]!;
      i += 2;
    }
    if (right === id) {
      exponent += b[j + 1]!;
      j += 2;
    }
    if (exponent === 0) continue;
    if (c[k] !== id || c[k + 1] !== exponent) return false;
    k += 2;
  }
  return k === c.length;
}
