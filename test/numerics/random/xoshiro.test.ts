import { describe, expect, it } from "vitest";
import type { XoshiroState } from "../../../numerics/random/xoshiro.ts";
import { Xoshiro128 } from "../../../numerics/random/xoshiro.ts";

const MASK = 0xffffffffn;

/** The reference transition and output on BigInt words, written from the paper. */
function referenceStep(words: readonly bigint[]): { output: bigint; next: bigint[] } {
  const rotate = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & MASK;
  const [a, b, c, d] = words as [bigint, bigint, bigint, bigint];
  const output = (rotate((b * 5n) & MASK, 7n) * 9n) & MASK;
  return { output, next: [a ^ d ^ b, b ^ c ^ a, c ^ a ^ ((b << 9n) & MASK), rotate(d ^ b, 11n)] };
}

const pack = (words: readonly bigint[]): bigint =>
  words.reduce((sum, word, i) => sum | (word << BigInt(32 * i)), 0n);
const unpack = (x: bigint): bigint[] => [0n, 32n, 64n, 96n].map((shift) => (x >> shift) & MASK);

/** A linear map of GF(2)^128 as the images of the basis vectors. */
type LinearMap = readonly bigint[];

function apply(map: LinearMap, x: bigint): bigint {
  let image = 0n;
  map.forEach((column, i) => {
    if ((x >> BigInt(i)) & 1n) image ^= column;
  });
  return image;
}

/** The transition matrix to the power 2^log2, by repeated squaring. */
function transitionPower(log2: number): LinearMap {
  let map: LinearMap = Array.from({ length: 128 }, (_, i) =>
    pack(referenceStep(unpack(1n << BigInt(i))).next),
  );
  for (let k = 0; k < log2; k++) {
    const square = map;
    map = square.map((column) => apply(square, column));
  }
  return map;
}

const asState = (x: bigint): XoshiroState => unpack(x).map(Number) as [number, number, number, number];

describe("Xoshiro128", () => {
  it("gives the known answers of the reference code from state 1, 2, 3, 4", () => {
    const generator = Xoshiro128.fromState([1, 2, 3, 4]);
    const outputs = Array.from({ length: 10 }, () => generator.nextUint32());
    expect(outputs).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it("agrees with an implementation on BigInt words", () => {
    const generator = new Xoshiro128(20240607);
    let words = generator.state().map(BigInt);
    for (let i = 0; i < 2000; i++) {
      const { output, next } = referenceStep(words);
      expect(generator.nextUint32()).toBe(Number(output));
      words = next;
    }
    expect(generator.state()).toEqual(words.map(Number));
  });

  it("expands the seed by SplitMix64 (known answers of Vigna's code for 1234567)", () => {
    const [a, b, c, d] = new Xoshiro128(1234567).state().map(BigInt) as [bigint, bigint, bigint, bigint];
    expect((b << 32n) | a).toBe(6457827717110365317n);
    expect((d << 32n) | c).toBe(3203168211198807973n);
    expect(new Xoshiro128(2 ** 40).state()).not.toEqual(new Xoshiro128(0).state());
  });

  it.each([
    ["jump", 64],
    ["longJump", 96],
  ] as const)("%s advances by 2^%i steps", (method, log2) => {
    const power = transitionPower(log2);
    for (const seed of [0, 1, 987654321]) {
      const generator = new Xoshiro128(seed);
      const start = pack(generator.state().map(BigInt));
      generator[method]();
      expect(generator.state()).toEqual(asState(apply(power, start)));
    }
  });

  it("makes uniforms of 53 bits from two outputs, in [0, 1)", () => {
    const generator = new Xoshiro128(5);
    const words = generator.clone();
    let lowBits = 0;
    for (let i = 0; i < 1000; i++) {
      const high = BigInt(words.nextUint32()) >> 5n;
      const mantissa = (high << 26n) | (BigInt(words.nextUint32()) >> 6n);
      const u = generator.uniform();
      expect(u).toBe(Number(mantissa) / 2 ** 53);
      lowBits += Number(mantissa & 1n);
    }
    expect(Math.abs(lowBits - 500)).toBeLessThan(6 * Math.sqrt(250));
  });

  it("clones without sharing state", () => {
    const generator = new Xoshiro128(9);
    const copy = generator.clone();
    const first = generator.nextUint32();
    generator.nextUint32();
    expect(copy.nextUint32()).toBe(first);
  });

  it("refuses what is not a seed or a state", () => {
    for (const seed of [-1, 0.5, 2 ** 53, Number.NaN]) expect(() => new Xoshiro128(seed)).toThrow(RangeError);
    expect(() => Xoshiro128.fromState([0, 0, 0, 0])).toThrow(RangeError);
  });
});
