import { describe, expect, it } from "vitest";
import {
  enclosureOf,
  negatedEnclosure,
  numberEnclosure,
  productEnclosure,
  sumEnclosure,
} from "../../../theory/expressions/enclosure.ts";
import { evaluatorOf } from "../../../theory/expressions/evaluate.ts";
import { parseTree } from "../../../theory/expressions/parse.ts";
import { type Interval, rangeOf } from "../../../theory/expressions/range.ts";
import { rationalValue } from "../../../theory/expressions/rational-value.ts";
import type { Tree } from "../../../theory/expressions/tree.ts";
import { Rational } from "../../../theory/rational.ts";

const all: Interval = [-Infinity, Infinity];
const read = (text: string, variable = "y"): Tree =>
  parseTree(text, {
    path: "f",
    variables: variable,
    knows: (name) => name === variable,
    longest: 200,
    kinks: true,
  });
const sign = (argument: Tree): Tree => ({ kind: "call", name: "sign", argument });

describe("the range of an expression on an interval", () => {
  // Each operation meets the variable once, so that the range is the exact one.
  it.each<[string, Interval, Interval]>([
    ["3", [0, 1], [3, 3]],
    ["pi", [0, 1], [Math.PI, Math.PI]],
    ["y", [-1, 2], [-1, 2]],
    ["y + 3", [-1, 2], [2, 5]],
    ["y*(-2)", [-1, 2], [-4, 2]],
    ["1/y", [2, 4], [0.25, 0.5]],
    ["1/y", [-4, -2], [-0.5, -0.25]],
    ["1/y", [-1, 2], all],
    ["1/y", [0, 2], all],
    ["1/y", [-2, 0], all],
    ["y^2", [-1, 2], [0, 4]],
    ["y^2", [-3, -2], [4, 9]],
    ["y^2", [0, 2], [0, 4]],
    ["y^2", [-2, 0], [0, 4]],
    ["y^2", [1, 2], [1, 4]],
    ["y^3", [-1, 2], [-1, 8]],
    ["y^(-1)", [2, 4], [0.25, 0.5]],
    ["y^(-2)", [-1, 2], all],
    ["y^(-2)", [-2, -1], [0.25, 1]],
    ["y^(1/2)", [4, 9], [2, 3]],
    ["y^(1/2)", [-1, 1], [0, Infinity]],
    ["2^y", [-1, 3], [0.5, 8]],
    ["tanh(y)", [-1, 2], [Math.tanh(-1), Math.tanh(2)]],
    ["sin(y)", [0, 1], [0, Math.sin(1)]],
    ["sin(y)", [0, 2], [0, 1]],
    ["sin(y)", [2, 5], [-1, Math.sin(2)]],
    ["sin(y)", [-100, 100], [-1, 1]],
    ["cos(y)", [-1, 2], [Math.cos(2), 1]],
    ["cos(y)", [1, 2], [Math.cos(2), Math.cos(1)]],
    ["cos(y)", [3, 6], [-1, Math.cos(6)]],
    ["cosh(y)", [-1, 2], [1, Math.cosh(2)]],
    ["cosh(y)", [1, 2], [Math.cosh(1), Math.cosh(2)]],
    ["sech(y)", [-1, 2], [1 / Math.cosh(2), 1]],
    ["abs(y)", [-1, 2], [0, 2]],
    ["abs(y)", [-2, -1], [1, 2]],
    ["log(y)", [1, 4], [0, Math.log(4)]],
    ["log(y)", [-1, 4], all],
  ])("%s on %j is %j", (text, interval, [low, high]) => {
    const [least, most] = rangeOf(read(text), interval, () => {});
    expect(least).toBeCloseTo(low, 14);
    expect(most).toBeCloseTo(high, 14);
  });

  it("counts the nodes that it visits", () => {
    let count = 0;
    rangeOf(read("sin(y^2)/(1 + y)"), [0, 1], () => count++);
    // quotient, sin, y^2, y; sum, y, 1.
    expect(count).toBe(7);
  });
});

describe("an enclosure", () => {
  const third = Rational.of(1, 3);
  const wide = ([low, high]: Interval, value: number): void => {
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(high - low).toBeLessThan(1e-10 * Math.max(1e-280, Math.abs(value)));
  };
  it("has the value strictly inside, of either sign and next to nothing", () => {
    for (const sign of [-1, 1]) {
      const x = third.multiply(Rational.of(sign));
      wide(numberEnclosure(x), sign / 3);
      wide(enclosureOf(read("exp(y)*y"), x), (Math.exp(sign / 3) * sign) / 3);
      const [a, b] = [numberEnclosure(x), numberEnclosure(Rational.of(2))];
      wide(sumEnclosure(a, b), 2 + sign / 3);
      wide(productEnclosure(a, b), (2 * sign) / 3);
      wide(negatedEnclosure(a), -sign / 3);
    }
    wide(numberEnclosure(Rational.zero), 0);
  });
});

describe("the value at a rational number", () => {
  it.each<[string, string, string | undefined]>([
    ["w^3/7 - 2*w + 1", "-3/2", "197/56"],
    ["(w + 1)/(w - 1)", "1/3", "-2"],
    ["w^(-2)", "2/3", "9/4"],
    ["abs(w)*w", "-3/2", "-9/4"],
    ["abs(w)", "5/2", "5/2"],
    ["w^64", "2", "18446744073709551616"],
    ["w^65", "2", undefined],
    ["w^(-65)", "2", undefined],
    ["w^(1/2)", "4", undefined],
    ["w^(-1)", "0", undefined],
    ["w^2", "0", "0"],
    ["1/(w - 2)", "2", undefined],
    ["3/(w - 2)^2 + w", "3", "6"],
    ["pi*w", "1", undefined],
    ["w + sin(w)", "0", undefined],
    ["abs(sin(w))", "1", undefined],
    ["w^sin(w)", "1", undefined],
  ])("of %s at %s is %s", (text, at, value) => {
    const tree = read(text, "w");
    const x = Rational.parse(at);
    expect(rationalValue(tree, x)?.toString()).toBe(value);
    if (value === undefined) return;
    // Two more ways to it: doubles, and intervals of doubles.
    const approximate = evaluatorOf(tree, "w")(x.toNumber());
    expect(approximate).toBeCloseTo(Rational.parse(value).toNumber(), 12);
    const [low, high] = enclosureOf(tree, x);
    expect(low).toBeLessThanOrEqual(approximate);
    expect(high).toBeGreaterThanOrEqual(approximate);
    expect(high - low).toBeLessThan(1e-9 * (1 + Math.abs(approximate)));
  });

  it("of a sign is -1, 0 or 1", () => {
    const signs = [-3, 0, 5].map((w) => `${rationalValue(sign(read("w/2", "w")), Rational.of(w))}`);
    expect(signs).toEqual(["-1", "0", "1"]);
  });
});
