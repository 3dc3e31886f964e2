import { describe, expect, it } from "vitest";
import type { Polynomial } from "../../theory/polynomial.ts";
import { toText } from "../../theory/render/text.ts";
import type { Root } from "../../theory/roots.ts";
import { solveInequality } from "../../theory/solve-inequality.ts";
import { type StationaryNorm, stationaryNorm } from "../../theory/stationary-norm.ts";
import { evaluate, g } from "./support/evaluate.ts";
import { derived } from "./support/plain-model.ts";

const number = (p: Polynomial): number => evaluate(p, () => undefined).toNumber();
const rootValue = ({ rational, coefficient, radicand, denominator }: Root): number =>
  (number(rational) + (coefficient.isZero ? 0 : number(coefficient) * Math.sqrt(number(radicand)))) /
  number(denominator);

/** The norms of a theory whose rate of s is -2 tau s f. */
function normOf(f: string, lambda = "0"): StationaryNorm {
  return stationaryNorm(derived({ constraint: "free", theory: { f, lambda } }))!;
}

describe("stationary norms", () => {
  it.each<[string, number[], number]>([
    ["s - 3", [3], 1],
    ["3 - s", [3], 1],
    ["2*s^2 - 3", [3 / 2], 2],
    ["s^2 - 3*s + 2", [2, 1], 1],
    ["s^4 - 7*s^2 + 12", [4, 3], 2],
    // Of roots of opposite signs the positive one.
    ["s^2 - s - 6", [3], 1],
    ["6 + s - s^2", [3], 1],
    ["s^6 - 8", [8], 6],
  ])("of -2 tau s (%s) are its positive roots, %j, of s^%d", (f, roots, power) => {
    const norm = normOf(f);
    expect(norm.reason).toBeUndefined();
    expect(norm.power).toBe(power);
    expect(norm.roots.map((root) => Math.round(rootValue(root) * 1e9) / 1e9)).toEqual(roots);
  });

  it.each([
    ["1", "0", "s is not in it: no norm but zero is stationary, or all are"],
    ["s^3 - s - 1", "0", "its degree in s is 3"],
    ["s^6 - s^4 - 1", "0", "its degree in s^2 is 3"],
    ["exp(s) - 2", "0", "s is inside means or functions"],
  ])("have no formula for f = %s, and why", (f, lambda, reason) => {
    expect(normOf(f, lambda)).toMatchObject({ roots: [], power: 1, reason });
  });

  it("solve an equation without the trivial norm and without tau", () => {
    expect(toText(normOf("s - 3").equation)).toBe("2*(3 - s)");
    expect(toText(normOf("s - 3", "s^2").equation)).toBe("6 - s*(2 - tau)");
    expect(stationaryNorm(derived({ constraint: "sphere" }))).toBeUndefined();
  });
});

describe("an inequality without real roots", () => {
  const [one, minus, x] = [g("x", 0), g("x", 0).negate(), g("x0")];
  it("is solved everywhere or nowhere", () => {
    const relation = (...list: Polynomial[]) => solveInequality(list, false, [])?.relation;
    expect(relation(one, one, one)).toBe("always");
    expect(relation(minus, one, minus)).toBe("never");
    expect(relation(minus, one, one)).toBe("outside");
    expect(relation(one)).toBe("always");
    expect(relation(minus)).toBe("never");
    expect(relation(x)).toBeUndefined();
  });

  it("is reversed, or has no solution, where its leading coefficient is negative", () => {
    expect(solveInequality([one, one, x], false, [])).toMatchObject({
      relation: "outside",
      otherwise: "reversed",
    });
    expect(solveInequality([one, x], true, [])).toMatchObject({ relation: ">", otherwise: "reversed" });
    expect(solveInequality([minus, x], true, [])).toMatchObject({ relation: ">", otherwise: "never" });
  });
});
