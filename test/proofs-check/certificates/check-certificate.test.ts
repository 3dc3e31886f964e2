import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { polynomials } from "../../../proofs-check/arbitraries/polynomials.ts";
import { rationals } from "../../../proofs-check/arbitraries/rationals.ts";
import type { CellText, Certificate, Domain, Proof } from "../../../proofs-check/certificates/certificate.ts";
import { checkCertificate } from "../../../proofs-check/certificates/check-certificate.ts";
import { termsOf } from "../../../proofs-check/certificates/positivity.ts";
import { provePositive } from "../../../proofs-check/certificates/prove-positive.ts";
import { readRange, statementText } from "../../../proofs-check/certificates/statement.ts";
import { coefficientsOf } from "../../../theory/expressions/sturm.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { runs } from "../../theory/support/property.ts";
import { evaluated, written } from "./written.ts";

type Relation = Certificate["relation"];

/** A certificate with the right words for whatever proof is put into it. */
function forged(polynomial: Polynomial, domain: Domain, relation: Relation, proof: Proof): Certificate {
  const names = Object.keys(domain);
  const ranges = new Map(names.map((name) => [name, readRange(domain[name], name)]));
  const terms = termsOf(polynomial, names);
  return {
    kind: "positivity",
    statement: statementText(terms, ranges, relation),
    terms: terms.map(({ coefficient, exponents }) => [
      `${coefficient}`,
      Object.fromEntries(names.map((name, i) => [name, exponents[i]!])),
    ]),
    domain,
    relation,
    proof,
  };
}

function proved(text: string, domain: Domain, strict = true): Certificate {
  const attempt = provePositive(written(text), domain, { strict });
  if (attempt.outcome !== "holds") throw new Error(`not proved: ${text}`);
  return attempt.certificate;
}

const check = (certificate: unknown) => checkCertificate(JSON.stringify(certificate));
const line = "(-inf, inf)";
const genuine = [
  proved("x^2 - 3/2*x*y + y^2 + 1/20", { x: "[0, 1]", y: "[0, 1]" }),
  proved("x^4*y^2 + x^2*y^4 - 3*x^2*y^2 + 1 + 1/4", { x: line, y: line }),
  proved("12*m4_1*x + 15*x*y^10 + 7", { x: "(0, inf)", y: "[0, 13)", m4_1: "[0, inf)" }),
  proved("(x^2 - 2)^2*(x^2 + 11*x + 31)", { x: "(-10, inf)" }, false),
  proved("x^3 - 15*x + 23", { x: "[0, inf)" }),
];

describe("a certificate that is tampered with", () => {
  it.each(genuine.map((certificate) => [certificate.statement, certificate] as const))(
    "fails for each digit of: %s",
    (_, certificate) => {
      const text = JSON.stringify(certificate);
      expect(checkCertificate(text)).toEqual({ exitCode: 0, message: certificate.statement });
      const passed = [...text.matchAll(/\d/g)].flatMap(({ index, 0: digit }) =>
        [1, 5].flatMap((step) => {
          const other = String((Number(digit) + step) % 10);
          const changed = text.slice(0, index) + other + text.slice(index + 1);
          return checkCertificate(changed).exitCode === 0 ? [changed] : [];
        }),
      );
      expect(passed).toEqual([]);
    },
  );

  it("fails for each character that makes it say or prove something else", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...genuine.map((certificate) => JSON.stringify(certificate))),
        fc.nat(),
        fc.constantFrom(...'019/-+.,:[](){}<>="x ye^*infE\\'),
        (text, place, character) => {
          const at = place % text.length;
          const changed = text.slice(0, at) + character + text.slice(at + 1);
          const { exitCode, message } = checkCertificate(changed);
          expect(message).not.toMatch(/\n/);
          // Space outside of strings is all that may change.
          if (exitCode === 0) expect(JSON.stringify(JSON.parse(changed))).toBe(text);
        },
      ),
      runs(800),
    );
  });
});

describe("a proof that does not hold", () => {
  const square: Domain = { x: "[0, 1]", y: "[0, 1]" };
  const half: CellText = [
    ["0", "1/2"],
    ["0", "1"],
  ];
  const rest: CellText = [
    ["1/2", "1"],
    ["0", "1"],
  ];
  const bernstein = (...cells: CellText[]): Proof => ({ method: "bernstein", cells });
  const sturm = (square: string[], rest: string[], signChanges: [number, number]): Proof => ({
    method: "sturm",
    square,
    rest,
    signChanges,
  });
  const sum = written("x + y + 1");

  it("holds where the cells fill the domain", () => {
    expect(check(forged(sum, square, ">", bernstein(half, rest))).exitCode).toBe(0);
  });

  it.each<[string, Proof, RegExp]>([
    ["no cell", bernstein(), /leave a part/],
    ["a part left out", bernstein(half), /leave a part/],
    ["a cell too many", bernstein(half, half, rest), /overlap/],
    [
      "cells that overlap and leave a part out",
      bernstein(half, [
        ["1/4", "3/4"],
        ["0", "1"],
      ]),
      /overlap/,
    ],
    [
      "a cell outside",
      bernstein(half, rest, [
        ["1", "2"],
        ["0", "1"],
      ]),
      /leaves the domain/,
    ],
    [
      "a gap",
      bernstein(half, [
        ["2/3", "1"],
        ["0", "1"],
      ]),
      /leave a part/,
    ],
    [
      "an infinite cell",
      bernstein([
        ["0", "inf"],
        ["0", "1"],
      ]),
      /leaves the domain/,
    ],
  ])("names %s", (_, proof, message) => {
    expect(check(forged(sum, square, ">", proof))).toEqual({
      exitCode: 1,
      message: expect.stringMatching(message),
    });
  });

  it.each<[string, string, Domain, Relation, Proof, RegExp]>([
    [
      "a dent inside",
      "(x - 1/2)^2 - 1/100",
      { x: "[0, 1]" },
      ">",
      bernstein([["0", "1"]]),
      /negative on cell 0/,
    ],
    [
      "a zero at a corner",
      "x + y",
      square,
      ">",
      bernstein([
        ["0", "1"],
        ["0", "1"],
      ]),
      /zero at a corner/,
    ],
    [
      "a zero on an inner edge",
      "(x - 1/2)^2",
      { x: "[0, 1]" },
      ">",
      bernstein([["0", "1/2"]], [["1/2", "1"]]),
      /zero at a corner/,
    ],
    [
      "two roots",
      "x^2 - 1/4",
      { x: line },
      ">",
      sturm(["1"], ["-1/4", "0", "1"], [2, 0]),
      /2 roots lie inside/,
    ],
    [
      "two roots denied",
      "x^2 - 1/4",
      { x: line },
      ">",
      sturm(["1"], ["-1/4", "0", "1"], [1, 1]),
      /changes are 2 and 0/,
    ],
    ["a double root", "x^2", { x: line }, ">", sturm(["1"], ["0", "0", "1"], [1, 0]), /1 roots lie inside/],
    [
      "a double root hidden in the square",
      "x^2",
      { x: line },
      ">",
      sturm(["0", "1"], ["1"], [0, 0]),
      /no square/,
    ],
    [
      "another polynomial's factors",
      "x^2 + 1",
      { x: line },
      ">",
      sturm(["1"], ["2", "0", "1"], [1, 1]),
      /not square/,
    ],
    [
      "one negative everywhere",
      "-x^2 - 1",
      { x: line },
      ">",
      sturm(["1"], ["-1", "0", "-1"], [1, 1]),
      /is negative/,
    ],
    [
      "one negative below its end",
      "x - 1",
      { x: "(0, 1)" },
      ">",
      sturm(["1"], ["-1", "1"], [0, 0]),
      /is negative/,
    ],
    ["a root at a closed end", "x", { x: "[0, 1]" }, ">", sturm(["1"], ["0", "1"], [0, 0]), /zero at 0/],
    [
      "an odd root at minus infinity's side",
      "x^3",
      { x: "(-inf, 0)" },
      ">",
      sturm(["1"], ["0", "0", "0", "1"], [0, 0]),
      /is negative/,
    ],
  ])("names %s", (_, text, domain, relation, proof, message) => {
    expect(check(forged(written(text), domain, relation, proof))).toEqual({
      exitCode: 1,
      message: expect.stringMatching(message),
    });
  });

  it("counts the roots that a polynomial was made of", () => {
    const x = Polynomial.generator("x");
    const root = fc.tuple(rationals(4), fc.integer({ min: 1, max: 3 }));
    const end = fc.option(rationals(4));
    fc.assert(
      fc.property(
        fc.array(root, { maxLength: 4 }),
        fc.integer({ min: -3, max: 3 }),
        end,
        end,
        (roots, scale, a, b) => {
          fc.pre(scale !== 0 && (!a || !b || a.compare(b) < 0));
          const factors = roots.map(([at, times]) => x.subtract(Polynomial.constant(at)).power(times));
          const p = Polynomial.product([...factors, x.power(2).add(x).add(Polynomial.one)]).scale(scale);
          const rest = coefficientsOf(p, "x").map(String);
          const domain = { x: `(${a ?? "-inf"}, ${b ?? "inf"})` };
          // No polynomial has so many sign changes: the message names the right ones.
          const { message } = check(forged(p, domain, ">", sturm(["1"], rest, [99, 99])));
          const [low, high] = /changes are (\d+) and (\d+)/.exec(message)!.slice(1).map(Number);
          const inner = roots
            .map(([at]) => at)
            .filter((at) => (!a || a.compare(at) < 0) && (!b || at.compare(b) < 0));
          expect(low! - high!).toBe(new Set(inner.map(String)).size);
        },
      ),
      runs(300),
    );
  });

  it("never verifies what is false: any polynomial, domain and cells", () => {
    const ends = fc.uniqueArray(rationals(), { selector: String, minLength: 2, maxLength: 4 });
    const sorted = ends.map((list) => list.sort((a, b) => a.compare(b)).map(String));
    const side = fc.tuple(sorted, fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean());
    let verified = 0;
    fc.assert(
      fc.property(
        polynomials(["x", "y"], { terms: 4, highest: 3 }),
        side,
        side,
        fc.boolean(),
        fc.array(fc.tuple(rationals(), rationals()), { minLength: 20, maxLength: 20 }),
        (p, x, y, strict, points) => {
          const cuts = [x, y].map(([list, toLow, toHigh, lowOpen, highOpen]) => ({
            list: [...(toLow ? ["-inf"] : []), ...list, ...(toHigh ? ["inf"] : [])],
            open: [toLow || lowOpen ? "(" : "[", toHigh || highOpen ? ")" : "]"],
          }));
          const domain = Object.fromEntries(
            cuts.map(({ list, open }, i) => ["xy"[i]!, `${open[0]}${list[0]}, ${list.at(-1)}${open[1]}`]),
          );
          const [sides, others] = cuts.map(({ list }) =>
            list.slice(1).map((to, i) => [list[i]!, to] as const),
          );
          const cells = sides!.flatMap((one) => others!.map((other) => [one, other]));
          const certificate = forged(p, domain, strict ? ">" : ">=", bernstein(...cells));
          if (check(certificate).exitCode !== 0) return;
          verified++;
          // Corners of cells too: there strictness is lost first.
          const [xs, ys] = cuts.map(({ list }) =>
            list.filter((end) => !end.includes("inf")).map((end) => Rational.parse(end)),
          );
          const corners = xs!.flatMap((a) => ys!.map((b) => [a, b] as const));
          for (const [a, b] of [...points, ...corners]) {
            if (!inside(domain["x"]!, a) || !inside(domain["y"]!, b)) continue;
            expect(evaluated(p, { x: a, y: b }).sign).toBeGreaterThan(strict ? 0 : -1);
          }
        },
      ),
      runs(800),
    );
    expect(verified).toBeGreaterThan(20);
  });
});

function inside(range: string, x: Rational): boolean {
  const { low, high, lowOpen, highOpen } = readRange(range, "range");
  return (low?.compare(x) ?? -1) < (lowOpen ? 0 : 1) && (high ? x.compare(high) : -1) < (highOpen ? 0 : 1);
}

describe("what is no certificate", () => {
  const [certificate] = genuine as [Certificate];
  it.each<[string, unknown, RegExp]>([
    ["a list", [], /^file: expected an object/],
    ["null", null, /^file/],
    ["another kind", { ...certificate, kind: "enclosure" }, /^kind/],
    ["an unknown field", { ...certificate, note: 1 }, /^file: knows no "note"/],
    ["no statement", { ...certificate, statement: undefined }, /^statement/],
    ["no domain", { ...certificate, domain: {} }, /^domain/],
    ["a domain that is a list", { ...certificate, domain: ["[0, 1]"] }, /^domain/],
    ["an empty range", { ...certificate, domain: { x: "[1, 1]", y: "[0, 1]" } }, /^domain\.x/],
    ["a decimal end", { ...certificate, domain: { x: "[0.5, 1]", y: "[0, 1]" } }, /^domain\.x/],
    ["a hostile name", { ...certificate, domain: { "x\n y": "[0, 1]" } }, /^domain: has a name/],
    ["another relation", { ...certificate, relation: "=" }, /^relation/],
    ["a term of a stranger", { ...certificate, terms: [["1", { z: 1 }]] }, /^terms\[0\]: knows no "z"/],
    ["a fraction to be reduced", { ...certificate, terms: [["2/4", {}]] }, /^terms\[0\]/],
    ["a division by zero", { ...certificate, terms: [["1/0", {}]] }, /^terms\[0\]/],
    ["a huge exponent", { ...certificate, terms: [["1", { x: 1e9 }]] }, /^terms\[0\]/],
    ["half an exponent", { ...certificate, terms: [["1", { x: 0.5 }]] }, /^terms\[0\]/],
    [
      "a term twice",
      {
        ...certificate,
        terms: [
          ["1", { x: 1 }],
          ["1", { x: 1 }],
        ],
      },
      /^terms\[1\]/,
    ],
    ["a huge number", { ...certificate, terms: [["1".repeat(100_000), {}]] }, /^terms\[0\]/],
    ["no proof", { ...certificate, proof: "trust me" }, /^proof/],
    ["another method", { ...certificate, proof: { method: "__proto__" } }, /^proof\.method/],
    [
      "cells of another shape",
      { ...certificate, proof: { method: "bernstein", cells: [[["0", "1"]]] } },
      /^proof\.cells\[0\]/,
    ],
    [
      "a cell without an end",
      {
        ...certificate,
        proof: {
          method: "bernstein",
          cells: [
            [
              ["-inf", "inf"],
              ["0", "1"],
            ],
          ],
        },
      },
      /^proof\.cells\[0\]\[0\]/,
    ],
    [
      "Sturm for two variables",
      { ...certificate, proof: { method: "sturm", square: ["1"], rest: ["1"], signChanges: [0, 0] } },
      /^proof\.method/,
    ],
    [
      "no coefficients",
      {
        ...certificate,
        domain: { x: line },
        terms: [],
        proof: { method: "sturm", square: [], rest: ["1"], signChanges: [0, 0] },
      },
      /^proof\.square/,
    ],
  ])("%s", (_, document, message) => {
    expect(check(document)).toEqual({ exitCode: 2, message: expect.stringMatching(message) });
  });

  it.each(["", "{", "not JSON", "[".repeat(100_000), '{"kind":"positivity"}', "\u0000"])("%j", (text) => {
    expect(checkCertificate(text).exitCode).toBe(2);
  });

  it("too much work is refused at once", () => {
    const long = Object.fromEntries("abcdefgh".split("").map((name) => [name, "[0, 1]"]));
    const dense = written("(1 + a + b + c + d + e + f + g + h)^2 + a^60*b^60*c^60*d^60*e^60*f^60*g^60*h^60");
    const cell: CellText = "abcdefgh".split("").map(() => ["0", "1"]);
    expect(check(forged(dense, long, ">", { method: "bernstein", cells: [cell] }))).toEqual({
      exitCode: 2,
      message: "proof: too much work to check",
    });
    const digits = "7".repeat(990);
    const rest = Array.from({ length: 100 }, (_, k) => `${digits}${k}`);
    const polynomial = written("1");
    const sturm: Proof = { method: "sturm", square: ["1"], rest, signChanges: [0, 0] };
    expect(check(forged(polynomial, { x: line }, ">", sturm)).exitCode).not.toBe(0);
  });
});

describe.each([
  ["check-bernstein.ts", ["positivity-file.ts", "statement.ts"], 300],
  ["check-sturm.ts", ["positivity-file.ts", "statement.ts"], 300],
  ["check-enclosure.ts", ["enclosure-certificate.ts"], 300],
])("the checker %s", (name, others, most) => {
  it("imports nothing but the rational numbers, and is short with all that it imports of its own", () => {
    const files = new Map<string, string>();
    const visit = (url: URL): void => {
      const place = url.pathname.split("/").slice(-2).join("/");
      if (files.has(place)) return;
      files.set(place, readFileSync(url, "utf8"));
      for (const [, path] of files.get(place)!.matchAll(/from "([^"]+)"/g)) visit(new URL(path!, url));
    };
    visit(new URL(`../../../proofs-check/certificates/${name}`, import.meta.url));
    const own = [name, ...others].map((file) => `certificates/${file}`);
    const rationals = ["theory/errors.ts", "theory/rational.ts", "theory/shown.ts"];
    expect([...files.keys()].sort()).toEqual([...own, ...rationals].sort());
    const lines = own.reduce((sum, file) => sum + files.get(file)!.trimEnd().split("\n").length, 0);
    expect(lines).toBeLessThan(most);
  });
});
