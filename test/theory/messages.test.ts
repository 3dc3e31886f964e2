import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CancelledError,
  ConvergenceError,
  DerivationError,
  DivergenceError,
  DriftproofError,
  ModelError,
  oneLine,
  UnsupportedError,
} from "../../theory/errors.ts";
import { didYouMean, nearest } from "../../theory/nearest.ts";
import { shown } from "../../theory/shown.ts";
import { runs } from "./support/property.ts";

describe("an error of ours", () => {
  it.each<[DriftproofError, string, number, string]>([
    [new ModelError("a.b", "is bad"), "ModelError", 2, "a.b: is bad"],
    [new ModelError("", "is bad"), "ModelError", 2, "is bad"],
    [new UnsupportedError("no"), "UnsupportedError", 2, "no"],
    [new ConvergenceError("no"), "ConvergenceError", 3, "no"],
    [new DerivationError("no"), "DerivationError", 1, "no"],
    [new CancelledError(), "CancelledError", 130, "cancelled"],
    [new DivergenceError(1 / 3, "s"), "DivergenceError", 3, "the trajectory diverges at t = 0.3333333: s"],
  ])("%s has a name, an exit code and one line", (error, name, code, message) => {
    expect(error).toBeInstanceOf(DriftproofError);
    expect([error.name, error.exitCode, error.message]).toEqual([name, code, message]);
  });

  it("says where and when", () => {
    expect(new ModelError("a.b", "is bad").path).toBe("a.b");
    expect(new DivergenceError(0.25, "s").time).toBe(0.25);
  });
});

describe("a message", () => {
  it("is one line, whatever a user's text brings", () => {
    expect(oneLine(" a \r\n b\u2028c\u2029\n\n d\n")).toBe("a b c d");
    expect(oneLine("bell \u0007, clear \u001b[2J, tab\t.")).toBe(
      "bell \\u0007, clear \\u001b[2J, tab\\u0009.",
    );
  });

  it("loses its middle where it is long", () => {
    const long = (n: number): string => "a".repeat(n) + "z".repeat(500);
    expect(oneLine(long(1500))).toBe(long(1500));
    expect(oneLine(long(1501))).toBe(`${"a".repeat(1000)} ... ${"z".repeat(500)}`);
  });
});

describe("a value in a message", () => {
  const nested = (depth: number): unknown => (depth === 0 ? { a: 1 } : [nested(depth - 1)]);
  const values: readonly (readonly [value: unknown, text: string])[] = [
    [Number.POSITIVE_INFINITY, "Infinity"],
    [0.1, "0.1"],
    ["a", '"a"'],
    [null, "null"],
    [undefined, "undefined"],
    [12n, '"12"'],
    [Symbol("s"), '"Symbol(s)"'],
    [{ a: [1, "x"], b: { c: 2n } }, '{"a":[1,"x"],"b":{"c":"2"}}'],
    ["a".repeat(198), `"${"a".repeat(198)}"`],
    ["a".repeat(199), `"${"a".repeat(196)}...`],
    [Array(300).fill(0), `[${"0,".repeat(98)}...`],
    [nested(8), `${"[".repeat(8)}"..."${"]".repeat(8)}`],
    [nested(7), `${"[".repeat(7)}{"a":1}${"]".repeat(7)}`],
  ];
  it.each(values.map(([value, text]) => [text, value] as const))("is shown as %s", (text, value) => {
    expect(shown(value)).toBe(text);
  });
});

describe("the nearest word", () => {
  const words = fc.string({ unit: fc.constantFrom("a", "b", "C"), maxLength: 5 });
  /** The fewest edits by the definition: every way to begin. */
  const edits = (a: string, b: string): number => {
    if (a === "" || b === "") return a.length + b.length;
    if (a[0] === b[0]) return edits(a.slice(1), b.slice(1));
    return 1 + Math.min(edits(a.slice(1), b), edits(a, b.slice(1)), edits(a.slice(1), b.slice(1)));
  };

  it("is the first of those with the fewest edits, if these are few for its length", () => {
    fc.assert(
      fc.property(words, fc.array(words, { maxLength: 4 }), (word, list) => {
        const distances = list.map((other) => edits(word.toLowerCase(), other.toLowerCase()));
        const least = Math.min(...distances);
        const best = list[distances.indexOf(least)];
        const near = best !== undefined && least <= Math.max(2, Math.ceil(best.length / 2));
        expect(nearest(word, list)).toBe(near ? best : undefined);
      }),
      runs(200),
    );
  });

  it("is asked after, and not for words that nobody mistypes", () => {
    expect(didYouMean("Tahn", ["sin", "tanh"])).toBe("; did you mean tanh?");
    expect(didYouMean("abcdef", ["sin", "tanh"])).toBe("");
    expect(didYouMean("abcdefgh", ["abcdwxyz"])).toBe("; did you mean abcdwxyz?");
    expect(didYouMean("abcdefgh", ["abcvwxyz"])).toBe("");
    const long = "a".repeat(100);
    expect([nearest(long, [long]), nearest(`${long}a`, [long])]).toEqual([long, undefined]);
  });
});
