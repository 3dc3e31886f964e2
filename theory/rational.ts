import { ModelError } from "./errors.ts";
import { shown } from "./shown.ts";

/** The most characters of a number that is read: more than any moment with 40 digits has. */
const longestNumber = 1000;

/** Integers to this are exact as doubles. */
const largestExact = 2n ** 53n;

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y > largestExact) [x, y] = [y, x % y];
  if (y === 0n) return x;
  // What fits into doubles, which is most of what a derivation meets, is done in them: ten times as fast.
  let u = Number(y);
  let v = Number(x % y);
  while (v !== 0) [u, v] = [v, u % v];
  return BigInt(u);
}

/** An exact rational number in lowest terms with a positive denominator. Immutable. */
export class Rational {
  static readonly zero = new Rational(0n, 1n);
  static readonly one = new Rational(1n, 1n);

  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  /** @throws RangeError when the denominator is zero. */
  static of(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
    const n = BigInt(numerator);
    const d = BigInt(denominator);
    if (d === 0n) throw new RangeError("division by zero");
    if (d === 1n) return n === 0n ? Rational.zero : new Rational(n, d);
    const g = greatestCommonDivisor(n, d);
    if (g === 1n && d > 0n) return new Rational(n, d);
    return d < 0n ? new Rational(-n / g, -d / g) : new Rational(n / g, d / g);
  }

  /**
   * Reads what a person writes: `3`, `"3/2"`, `1.2` (the decimal 6/5, not the nearest double), `"1e-3"`.
   * @throws ModelError naming `path` for anything else.
   */
  static parse(value: number | string, path = ""): Rational {
    if (typeof value === "string" && value.length > longestNumber) {
      throw new ModelError(path, `a number of ${value.length} characters; at most ${longestNumber} are read`);
    }
    const text = String(value).trim();
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?(?:\s*\/\s*(\d+))?$/.exec(text);
    const [, sign, whole = "", fraction = "", exponent = "0", divisor = "1"] = match ?? [];
    if (!match || whole + fraction === "") {
      throw new ModelError(path, `expected a finite number such as 1.2 or "3/2", found ${shown(value)}`);
    }
    const power = Number(exponent) - fraction.length;
    if (Math.abs(power) > 400) throw new ModelError(path, `the number ${text} is outside 1e-400 to 1e400`);
    if (BigInt(divisor) === 0n) throw new ModelError(path, `division by zero in ${text}`);
    const digits = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
    const scale = 10n ** BigInt(Math.abs(power));
    return power >= 0
      ? Rational.of(digits * scale, BigInt(divisor))
      : Rational.of(digits, scale * BigInt(divisor));
  }

  add(other: Rational): Rational {
    if (this.denominator === other.denominator) {
      const numerator = this.numerator + other.numerator;
      return this.denominator === 1n ? new Rational(numerator, 1n) : Rational.of(numerator, this.denominator);
    }
    // Only what the denominators share can cancel: divisors of small numbers, not of the large ones that would arise.
    const shared = greatestCommonDivisor(this.denominator, other.denominator);
    const rest = this.denominator / shared;
    const numerator = this.numerator * (other.denominator / shared) + other.numerator * rest;
    const common = shared === 1n ? 1n : greatestCommonDivisor(numerator, shared);
    return new Rational(numerator / common, rest * (other.denominator / common));
  }

  subtract(other: Rational): Rational {
    return this.add(other.negate());
  }

  multiply(other: Rational): Rational {
    // Most factors are integers, which need no common divisor.
    if (this.denominator === 1n && other.denominator === 1n) {
      return new Rational(this.numerator * other.numerator, 1n);
    }
    // Each is in lowest terms: what cancels is across.
    const left = greatestCommonDivisor(this.numerator, other.denominator);
    const right = greatestCommonDivisor(other.numerator, this.denominator);
    return new Rational(
      (this.numerator / left) * (other.numerator / right),
      (this.denominator / right) * (other.denominator / left),
    );
  }

  /** @throws RangeError when `other` is zero. */
  divide(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  negate(): Rational {
    return new Rational(-this.numerator, this.denominator);
  }

  /** Integer power; negative exponents invert. */
  power(exponent: number): Rational {
    const n = this.numerator ** BigInt(Math.abs(exponent));
    const d = this.denominator ** BigInt(Math.abs(exponent));
    return exponent >= 0 ? Rational.of(n, d) : Rational.of(d, n);
  }

  get isZero(): boolean {
    return this.numerator === 0n;
  }

  equals(other: Rational): boolean {
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  /** -1, 0 or 1 as `this` is below, at or above `other`. */
  compare(other: Rational): number {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  get sign(): number {
    return this.numerator < 0n ? -1 : this.numerator > 0n ? 1 : 0;
  }

  /** The nearest double, for numerators and denominators of any size; overflows to an infinity. */
  toNumber(): number {
    const magnitude = this.numerator < 0n ? -this.numerator : this.numerator;
    // Both exact as doubles: one correctly rounded division.
    if (magnitude <= largestExact && this.denominator <= largestExact)
      return Number(this.numerator) / Number(this.denominator);
    const bits = (x: bigint): number => x.toString(2).length;
    // 66 significant bits of the quotient, the last one sticky, round once to the nearest double.
    const shift = 66 - (bits(magnitude) - bits(this.denominator));
    const scaled = shift >= 0 ? magnitude << BigInt(shift) : magnitude;
    const divisor = shift >= 0 ? this.denominator : this.denominator << BigInt(-shift);
    const quotient = scaled / divisor;
    const sticky = quotient * divisor === scaled ? quotient : quotient | 1n;
    const half = Math.trunc(-shift / 2);
    // In two factors: 2^-shift alone can leave the range of doubles where the product does not.
    const value = Number(sticky) * 2 ** half * 2 ** (-shift - half);
    return this.numerator < 0n ? -value : value;
  }

  /** `"3"` or `"-3/2"`. */
  toString(): string {
    return this.denominator === 1n ? `${this.numerator}` : `${this.numerator}/${this.denominator}`;
  }
}

/**
 * The square root, exact where the value is the square of a rational, else truncated to 40 significant
 * decimal digits (the sampled and evaluated quantities are doubles of 16).
 */
export function rationalSquareRoot(value: Rational): Rational {
  const product = value.numerator * value.denominator;
  const root = integerSquareRoot(product);
  if (root * root === product) return Rational.of(root, value.denominator);
  const scale = 10n ** 40n;
  return Rational.of(integerSquareRoot(product * scale * scale), value.denominator * scale);
}

function integerSquareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let x = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (x + value / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}
