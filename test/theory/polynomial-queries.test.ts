import { describe, expect, it } from "vitest";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";

const [x, y] = [Polynomial.generator("x"), Polynomial.generator("y")];
const two = Polynomial.one.scale(2);

describe("what is asked of a polynomial", () => {
  it("is its highest power of a generator, in whichever term", () => {
    const mixed = x
      .power(3)
      .add(x.multiply(y.power(2)))
      .add(two);
    expect([mixed.degree("x"), mixed.degree("y"), mixed.degree("z")]).toEqual([3, 2, 0]);
    expect(two.add(x.power(3)).degree("x")).toBe(3);
    expect(two.degree("x")).toBe(0);
  });

  it("is its value only where it is constant", () => {
    expect(`${two.asConstant()}`).toBe("2");
    expect(Polynomial.zero.asConstant()?.equals(Rational.zero)).toBe(true);
    for (const other of [x, x.add(two), x.add(y)]) expect(other.asConstant()).toBeUndefined();
  });

  it("is its generators by name, whichever was made first", () => {
    const [late, early] = [Polynomial.generator("b-made-first"), Polynomial.generator("a-made-later")];
    expect(late.add(early).generators()).toEqual(["a-made-later", "b-made-first"]);
  });

  it("has an inverse where it is one term, and says so elsewhere", () => {
    expect(x.scale(2).inverse().multiply(x.scale(2)).equals(Polynomial.one)).toBe(true);
    expect(() => x.add(two).inverse()).toThrow("only a single nonzero term has an inverse");
  });
});
