/** The reference jump polynomials of xoshiro128, least significant word first (Blackman & Vigna). */
const JUMP = [0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b] as const;
const LONG_JUMP = [0xb523952e, 0x0b6f099f, 0xccf5a0ef, 0x1c580662] as const;

const TWO_POW_26 = 2 ** 26;
const TWO_POW_MINUS_53 = 2 ** -53;

/** Four 32-bit words, in the order of the reference implementation's `s[0]`, ..., `s[3]`. */
export type XoshiroState = readonly [number, number, number, number];

/**
 * The pseudo-random generator xoshiro128** 1.1: 128 bits of state, period 2^128 - 1, equidistributed
 * 32-bit outputs.
 *
 * The constructor expands `seed` with SplitMix64 (two 64-bit outputs, low word first), which is a bijection
 * at every output: different seeds start in different states, and none starts in the forbidden zero state.
 *
 * Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021);
 * reference code https://prng.di.unimi.it/xoshiro128starstar.c. Throws RangeError for a seed that is not an
 * integer in [0, 2^53).
 */
export class Xoshiro128 {
  // Signed 32-bit words. Number fields, not a typed array: V8 keeps them as small integers, and `Random`
  // reads them into local variables for the length of a bulk fill. Not for use outside this folder.
  s0 = 0;
  s1 = 0;
  s2 = 0;
  s3 = 0;

  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`a seed is an integer in [0, 2^53), not ${seed}`);
    }
    const [first, second] = splitMix64(BigInt(seed));
    this.assign(first, first >> 32n, second, second >> 32n);
  }

  /** The generator in the given state. Throws RangeError when all words are zero (a fixed point). */
  static fromState(words: XoshiroState): Xoshiro128 {
    if (words.every((word) => word >>> 0 === 0)) throw new RangeError("the zero state is a fixed point");
    const generator = new Xoshiro128(0);
    generator.resume(words);
    return generator;
  }

  /** Goes on from the given state, which must not be zero. */
  resume(words: XoshiroState): void {
    this.s0 = words[0] | 0;
    this.s1 = words[1] | 0;
    this.s2 = words[2] | 0;
    this.s3 = words[3] | 0;
  }

  /** The current state as unsigned words. */
  state(): XoshiroState {
    return [this.s0 >>> 0, this.s1 >>> 0, this.s2 >>> 0, this.s3 >>> 0];
  }

  /** The next output: an integer in [0, 2^32). */
  nextUint32(): number {
    const s1 = this.s1;
    const product = Math.imul(s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const s2 = this.s2 ^ this.s0;
    const s3 = this.s3 ^ s1;
    this.s1 = s1 ^ s2;
    this.s0 = this.s0 ^ s3;
    this.s2 = s2 ^ (s1 << 9);
    this.s3 = (s3 << 11) | (s3 >>> 21);
    return result >>> 0;
  }

  /** A uniform variate in [0, 1): a multiple of 2^-53. Takes two outputs. */
  uniform(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * TWO_POW_26 + low) * TWO_POW_MINUS_53;
  }

  /** Advances by 2^64 outputs: 2^64 streams that do not overlap. */
  jump(): void {
    this.applyPolynomial(JUMP);
  }

  /** Advances by 2^96 outputs: 2^32 starting points, each with 2^32 jumps of its own. */
  longJump(): void {
    this.applyPolynomial(LONG_JUMP);
  }

  /** An independent copy in the same state. */
  clone(): Xoshiro128 {
    return Xoshiro128.fromState(this.state());
  }

  /** Replaces the state x by p(T) x, where T is the transition and p has the given coefficients in GF(2). */
  private applyPolynomial(polynomial: readonly number[]): void {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (const word of polynomial) {
      for (let bit = 0; bit < 32; bit++) {
        if ((word >>> bit) & 1) {
          s0 ^= this.s0;
          s1 ^= this.s1;
          s2 ^= this.s2;
          s3 ^= this.s3;
        }
        this.nextUint32();
      }
    }
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.s3 = s3;
  }

  private assign(s0: bigint, s1: bigint, s2: bigint, s3: bigint): void {
    this.s0 = Number(BigInt.asIntN(32, s0));
    this.s1 = Number(BigInt.asIntN(32, s1));
    this.s2 = Number(BigInt.asIntN(32, s2));
    this.s3 = Number(BigInt.asIntN(32, s3));
  }
}

/** The first two outputs of Vigna's SplitMix64 from the given state. */
function splitMix64(seed: bigint): readonly [bigint, bigint] {
  const output = (counter: bigint): bigint => {
    let z = BigInt.asUintN(64, counter);
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  };
  const golden = 0x9e3779b97f4a7c15n;
  return [output(seed + golden), output(seed + 2n * golden)];
}
