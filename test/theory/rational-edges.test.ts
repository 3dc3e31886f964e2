import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rational } from "../../theory/rational.ts";
import { runs } from "./support/property.ts";

const R = Rational.parse;

/** A positive finite double as the rational that it is. */
function exactly(double: number): Rational {
  let [integer, halvings] = [double, 0];
  for (; !Number.isInteger(integer); halvings += 1) integer *= 2;
  return Rational.of(BigInt(integer), 2n ** BigInt(halvings));
}

/** The double next to a positive one, by counting its bits up or down. */
function neighbour(double: number, step: 1n | -1n): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, double);
  view.setBigInt64(0, view.getBigInt64(0) + step);
  return view.getFloat64(0);
}

const distance = (a: Rational, b: Rational): Rational => {
  const difference = a.subtract(b);
  return difference.numerator < 0n ? difference.negate() : difference;
};

describe("order and equality", () => {
  it("have a zero where two are one", () => {
    for (const a of [R(0), R("2/3"), R("-2/3")]) expect(a.compare(R(`${a}`))).toBe(0);
    expect([R("-2/3").sign, R(0).sign, R("2/3").sign]).toEqual([-1, 0, 1]);
    expect([R("1/3").compare(R("1/2")), R("1/2").compare(R("1/3"))]).toEqual([-1, 1]);
  });

  it("need both parts", () => {
    expect(R("1/2").equals(R("1/3"))).toBe(false);
    expect(R("1/2").equals(R("3/2"))).toBe(false);
    expect(R("1/2").equals(R("2/3"))).toBe(false);
  });
});

describe("what is read, at its edges", () => {
  it("is at most 1000 characters", () => {
    const padded = (length: number): string => `${"0".repeat(length - 1)}7`;
    expect(`${R(padded(1000))}`).toBe("7");
    expect(() => R(padded(1001), "batch")).toThrow(
      "batch: a number of 1001 characters; at most 1000 are read",
    );
  });

  it("may stand between spaces, and is named only where it has a name", () => {
    expect(`${R("  -3/2 ")}`).toBe("-3/2");
    expect(() => R("x")).toThrow(/^expected a finite number/);
  });

  it("reaches from 1e-400 to 1e400", () => {
    const power = Rational.of(10).power(400);
    expect(R("1e400").equals(power) && R("1e-400").multiply(power).equals(Rational.one)).toBe(true);
    for (const text of ["1e401", "1e-401", "0.1e-400"]) expect(() => R(text)).toThrow("1e-400 to 1e400");
  });

  it("says what a division by zero is", () => {
    expect(() => Rational.of(1, 0)).toThrow("division by zero");
  });
});

describe("the nearest double", () => {
  it("is the one that the language finds for whole numbers of any size", () => {
    const signed = fc.bigInt({ min: -(1n << 200n), max: 1n << 200n });
    fc.assert(
      fc.property(signed, (n) => {
        expect(Rational.of(n).toNumber()).toBe(Number(n));
      }),
      runs(300),
    );
  });

  it("is even at a tie, and on its own side beside one, however near", () => {
    for (const length of [53n, 65n, 66n, 90n, 300n]) {
      const unit = 1n << (length - 53n);
      const tie = Rational.of(2n * (1n << length) + 2n * unit, 2);
      const [below, above] = [2 ** Number(length), neighbour(2 ** Number(length), 1n)];
      expect(tie.toNumber(), `2^${length} and half a unit`).toBe(below);
      for (const beside of [R("1e-30"), Rational.of(1n, 7n ** 40n)]) {
        expect(tie.add(beside).toNumber()).toBe(above);
        expect(tie.subtract(beside).toNumber()).toBe(below);
        expect(tie.add(beside).negate().toNumber()).toBe(-above);
      }
    }
  });

  it("has neighbours that are no nearer", () => {
    const [long, short] = [fc.bigInt({ min: 1n, max: 1n << 80n }), fc.bigInt({ min: 1n, max: 1n << 20n })];
    fc.assert(
      fc.property(fc.oneof(fc.tuple(long, short), fc.tuple(short, long)), ([n, d]) => {
        const value = Rational.of(n, d);
        const double = value.toNumber();
        const error = distance(value, exactly(double));
        for (const step of [1n, -1n] as const) {
          expect(error.compare(distance(value, exactly(neighbour(double, step))))).toBeLessThanOrEqual(0);
        }
      }),
      runs(500),
    );
  });
});
