import { describe, expect, it } from "vitest";
import { enclosureOf } from "../../../theory/expressions/enclosure.ts";
import { evaluatorOf } from "../../../theory/expressions/evaluate.ts";
import { parseTree } from "../../../theory/expressions/parse.ts";
import { rationalValue } from "../../../theory/expressions/rational-value.ts";
import type { Tree } from "../../../theory/expressions/tree.ts";
import { Rational } from "../../../theory/rational.ts";

const read = (text: string): Tree =>
  parseTree(text, { path: "f", variables: "w", knows: (name) => name === "w", longest: 200, kinks: true });
const sign = (argument: Tree): Tree => ({ kind: "call", name: "sign", argument });

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
    const tree = read(text);
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
    const signs = [-3, 0, 5].map((w) => `${rationalValue(sign(read("w/2")), Rational.of(w))}`);
    expect(signs).toEqual(["-1", "0", "1"]);
  });
});
