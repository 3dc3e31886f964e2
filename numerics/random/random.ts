import { gammaVariate } from "./gamma.ts";
import { Xoshiro128 } from "./xoshiro.ts";
import { buildZiggurat, LAYERS } from "./ziggurat.ts";

const { tailStart, edges, heights, widths, inside } = buildZiggurat();
const SLOT_MASK = 2 * LAYERS - 1;
const LAYER_MASK = LAYERS - 1;

const TWO_POW_MINUS_32 = 2 ** -32;
const TWO_POW_MINUS_53 = 2 ** -53;
const MAX_CACHED_SEEDS = 64;

/** The start of the next stream of one seed: `generator` has been jumped `index` times. */
interface StreamCursor {
  readonly index: number;
  readonly generator: Xoshiro128;
}

/**
 * Random variates from one xoshiro128** stream. The sequence depends on the seed, the stream and the order
 * of the calls alone; `fillNormal` draws exactly what repeated `normal()` draws.
 */
export class Random {
  private static readonly cursors = new Map<number, StreamCursor>();

  private readonly generator: Xoshiro128;

  /** Takes over `generator`, or seeds a new one. Throws RangeError for a bad seed. */
  constructor(source: Xoshiro128 | number) {
    this.generator = typeof source === "number" ? new Xoshiro128(source) : source;
  }

  /**
   * Stream number `index` of `seed`: the seeded generator jumped `index` times by 2^64 outputs, so streams of
   * one seed never overlap. Asking for consecutive streams costs one jump each. Throws RangeError when
   * `index` is not a non-negative integer.
   */
  static stream(seed: number, index: number): Random {
    if (!Number.isSafeInteger(index) || index < 0) {
      throw new RangeError(`a stream index is a non-negative integer, not ${index}`);
    }
    const cached = Random.cursors.get(seed);
    let start = cached !== undefined && cached.index <= index ? cached : undefined;
    start ??= { index: 0, generator: new Xoshiro128(seed) };
    const generator = start.generator.clone();
    for (let jumps = start.index; jumps < index; jumps++) generator.jump();
    if (Random.cursors.size >= MAX_CACHED_SEEDS) Random.cursors.clear();
    Random.cursors.set(seed, { index, generator: generator.clone() });
    return new Random(generator);
  }

  /** Uniform on [0, 1), a multiple of 2^-53. */
  uniform(): number {
    return this.generator.uniform();
  }

  /** +1 or -1 with probability 1/2 each. */
  sign(): 1 | -1 {
    // Without a branch, which would be predicted wrongly every other time.
    return (((this.generator.nextUint32() >>> 31) << 1) - 1) as 1 | -1;
  }

  /** A standard normal variate, by the ziggurat: exact up to the 53 bits of the value. */
  normal(): number {
    const generator = this.generator;
    // One word gives layer and sign (9 bits) and, from bits those do not touch, the 21 low bits of the value.
    const choice = generator.nextUint32();
    const u = generator.nextUint32() * TWO_POW_MINUS_32 + (choice >>> 11) * TWO_POW_MINUS_53;
    const slot = choice & SLOT_MASK;
    return u < inside[slot]! ? u * widths[slot]! : this.normalOutside(slot, u);
  }

  /**
   * Fills array[from..to) (the whole array when absent) with standard normals. Throws RangeError when the
   * bounds do not lie in the array.
   */
  fillNormal(array: Float64Array, from = 0, to = array.length): void {
    if (!(from >= 0 && from <= to && to <= array.length)) {
      throw new RangeError(`[${from}, ${to}) does not lie in an array of length ${array.length}`);
    }
    const generator = this.generator;
    // The recurrence of Xoshiro128.nextUint32 on local variables, twice per variate: the state stays in
    // registers, which makes the fill a fifth faster than calls.
    let s0 = generator.s0;
    let s1 = generator.s1;
    let s2 = generator.s2;
    let s3 = generator.s3;
    for (let i = from; i < to; i++) {
      let product = Math.imul(s1, 5);
      const choice = Math.imul((product << 7) | (product >>> 25), 9);
      let shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);

      product = Math.imul(s1, 5);
      const word = Math.imul((product << 7) | (product >>> 25), 9);
      shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);

      const u = (word >>> 0) * TWO_POW_MINUS_32 + (choice >>> 11) * TWO_POW_MINUS_53;
      const slot = choice & SLOT_MASK;
      if (u < inside[slot]!) {
        array[i] = u * widths[slot]!;
      } else {
        generator.s0 = s0;
        generator.s1 = s1;
        generator.s2 = s2;
        generator.s3 = s3;
        array[i] = this.normalOutside(slot, u);
        s0 = generator.s0;
        s1 = generator.s1;
        s2 = generator.s2;
        s3 = generator.s3;
      }
    }
    generator.s0 = s0;
    generator.s1 = s1;
    generator.s2 = s2;
    generator.s3 = s3;
  }

  /** A gamma variate of the given shape > 0 and scale 1. Throws RangeError for any other shape. */
  gamma(shape: number): number {
    return gammaVariate(this, shape);
  }

  /** A chi-squared variate; 0 degrees of freedom give 0. Throws RangeError for a negative or NaN number. */
  chiSquared(degreesOfFreedom: number): number {
    if (degreesOfFreedom === 0) return 0;
    return 2 * gammaVariate(this, 0.5 * degreesOfFreedom);
  }

  /** The 1.2 percent of cases in which the point does not lie in the rectangle inside its layer. */
  private normalOutside(slot: number, u: number): number {
    const layer = slot & LAYER_MASK;
    const sign = slot < LAYERS ? 1 : -1;
    if (layer === 0) return sign * this.tail();
    const x = u * edges[layer]!;
    const height = heights[layer]! + this.generator.uniform() * (heights[layer + 1]! - heights[layer]!);
    return height < Math.exp(-0.5 * x * x) ? sign * x : this.normal();
  }

  /** A normal conditioned to exceed `tailStart` (Marsaglia 1964). */
  private tail(): number {
    while (true) {
      // 1 - uniform lies in (0, 1]: the logarithm is finite.
      const x = -Math.log(1 - this.generator.uniform()) / tailStart;
      const y = -Math.log(1 - this.generator.uniform());
      if (2 * y > x * x) return tailStart + x;
    }
  }
}
