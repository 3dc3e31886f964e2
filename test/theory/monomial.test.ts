import { expect, it } from "vitest";
import { Monomial, MonomialTable } from "../../theory/monomial.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";

/** Exponents at which x^i and y^j, other monomials, have one hash. */
function collision(x: string, y: string): readonly [i: number, j: number] | undefined {
  const most = 150_000;
  const exponents = new Map<number, number>();
  const [a, b] = [Monomial.power(x, 1).hash, Monomial.power(y, 1).hash];
  for (let i = 1; i < most; i++) exponents.set(Math.imul(i, a), i);
  for (let j = 1; j < most; j++) {
    const i = exponents.get(Math.imul(j, b));
    if (i !== undefined) return [i, j];
  }
  return undefined;
}

function firstCollision(): readonly [x: string, i: number, y: string, j: number] {
  for (let k = 0; ; k++) {
    const [x, y] = [`x${k}`, `y${k}`];
    const found = collision(x, y);
    if (found) return [x, found[0], y, found[1]];
  }
}

it("keeps monomials of one hash apart", () => {
  const [x, i, y, j] = firstCollision();
  const [first, second] = [Monomial.power(x, i), Monomial.power(y, j)];
  expect(first.hash).toBe(second.hash);

  const table = new MonomialTable<string>();
  table.entry(first).value = "first";
  table.entry(second).value = "second";
  expect(table.entry(first).value).toBe("first");
  expect(table.entry(Monomial.power(y, j - 1), Monomial.power(y, 1)).value).toBe("second");
  expect([...table].map(([, value]) => value).sort()).toEqual(["first", "second"]);

  const [one, other] = [Polynomial.generator(x, i), Polynomial.generator(y, j)];
  expect(one.equals(other)).toBe(false);
  expect(one.add(other).subtract(one).equals(other)).toBe(true);
  expect(
    one
      .add(other)
      .add(one)
      .namedTerms()
      .map(({ coefficient }) => coefficient),
  ).toContainEqual(Rational.of(2));
});

it("hashes a product as the sum of its factors, and inverts by the exponents", () => {
  const [a, b] = [Monomial.power("p", 3).multiply(Monomial.power("q", -2)), Monomial.power("q", 2)];
  const product = a.multiply(b);
  expect(product.isProductOf(Monomial.power("p", 3), Monomial.one)).toBe(true);
  expect(product.hash).toBe(Monomial.power("p", 3).hash);
  expect(a.multiply(a.inverse()).isOne).toBe(true);
  expect([...a.powers()].sort()).toEqual([
    ["p", 3],
    ["q", -2],
  ]);
  expect(a.exponent("q")).toBe(-2);
  expect(a.exponent("no such generator")).toBe(0);
});

it("does not show in which order generators were first named: sums in doubles have their last digits from it", () => {
  const [late, early] = [Polynomial.generator("z-named-first"), Polynomial.generator("a-named-later")];
  const [term] = late.multiply(early).namedTerms();
  expect([...term!.powers.keys()]).toEqual(["a-named-later", "z-named-first"]);
});
