import { describe, expect, it } from "vitest";
import { Polynomial } from "../../theory/polynomial.ts";
import { momentFactors, reduce } from "../../theory/reduction.ts";
import { difference, g } from "./support/evaluate.ts";

/** What <test> of a diffusion becomes: the equation for <w^2> is (1/2) <diffusion . 2> where there is no drift. */
function averaged(diffusion: Polynomial, constraint: "free" | "sphere" = "free") {
  const { equations, missing } = reduce({ drift: Polynomial.zero, diffusion }, 0, constraint);
  return { equations, missing, mean: equations[0]! };
}

const product = (...names: string[]): Polynomial =>
  names.reduce((all, name) => all.multiply(g(name)), Polynomial.one);

describe("averages over the weights", () => {
  it("are the state where they are means of two factors, and the moments of the features where these are alone", () => {
    const known: [Polynomial, Polynomial][] = [
      [product("w", "w"), g("s")],
      [product("u1", "w"), g("Q1")],
      [product("u10", "w"), g("Q10")],
      [product("u1", "u2"), Polynomial.zero],
      [product("u3", "u3"), Polynomial.one],
      [Polynomial.one, Polynomial.one],
    ];
    for (const [integrand, mean] of known) expect(difference(averaged(integrand).mean, mean)).toBe("");
  });

  it.each([
    [["u1", "u1", "w"], "<u1^2*w>"],
    [["u1", "w", "w"], "<u1*w^2>"],
    [["w", "w", "w"], "<w^3>"],
    [["u2", "u1", "w"], "<u1*u2*w>"],
    [["w", "u1", "u2", "u2"], "<u1*u2^2*w>"],
    [["h(w)", "h(w)"], "<h(w)^2>"],
    [["w", "h(w)"], "<w*h(w)>"],
    // The generator that is made first, and so comes first in a monomial, is the later by name.
    [["z(w)", "b(w)"], "<b(w)*z(w)>"],
  ])("stay as they are, and are missing, for %j", (names, moment) => {
    const { mean, missing } = averaged(product(...names));
    expect(missing).toEqual([moment]);
    expect(difference(mean, g(moment))).toBe("");
  });

  it("take only whole names for features", () => {
    for (const other of ["au1", "u1a"]) expect(difference(averaged(g(other)).mean, g(other))).toBe("");
  });

  it("have an equation for the norm only where it is free", () => {
    expect(averaged(Polynomial.one, "sphere").equations).toEqual([]);
    expect(averaged(Polynomial.one).equations).toHaveLength(1);
  });
});

describe("the factors of a moment", () => {
  it("are its names with their powers, of any number of digits", () => {
    expect([...momentFactors("<u1*u12^3*w^12*h(w)>")]).toEqual([
      ["u1", 1],
      ["u12", 3],
      ["w", 12],
      ["h(w)", 1],
    ]);
  });
});
