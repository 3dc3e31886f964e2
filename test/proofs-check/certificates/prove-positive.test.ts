import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { polynomials } from "../../../proofs-check/arbitraries/polynomials.ts";
import { rationals } from "../../../proofs-check/arbitraries/rationals.ts";
import type { Domain } from "../../../proofs-check/certificates/certificate.ts";
import { checkCertificate } from "../../../proofs-check/certificates/check-certificate.ts";
import type { Attempt } from "../../../proofs-check/certificates/positivity.ts";
import { provePositive } from "../../../proofs-check/certificates/prove-positive.ts";
import { readRange } from "../../../proofs-check/certificates/statement.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { runs } from "../../theory/support/property.ts";
import { evaluated, written } from "./written.ts";

type Options = Parameters<typeof provePositive>[2];

/** What an attempt must be, whatever it says: its certificate passes, or its point refutes and lies in the domain. */
function trusted(polynomial: Polynomial, domain: Domain, options: Options = {}): Attempt["outcome"] {
  const attempt = provePositive(polynomial, domain, options);
  if (attempt.outcome === "holds") {
    const { certificate } = attempt;
    expect(checkCertificate(JSON.stringify(certificate))).toEqual({
      exitCode: 0,
      message: certificate.statement,
    });
  }
  if (attempt.outcome === "fails") {
    const value = evaluated(polynomial, attempt.point);
    expect(value.equals(attempt.value)).toBe(true);
    expect(value.sign).toBeLessThan(options?.strict === false ? 0 : 1);
    for (const [name, range] of Object.entries(domain))
      expect(contains(range, attempt.point[name]!)).toBe(true);
  }
  return attempt.outcome;
}

function contains(range: string, x: Rational): boolean {
  const { low, high, lowOpen, highOpen } = readRange(range, "range");
  const above = !low || low.compare(x) < 0 || (low.equals(x) && !lowOpen);
  return above && (!high || high.compare(x) > 0 || (high.equals(x) && !highOpen));
}

const line = "(-inf, inf)";
const ray = "[0, inf)";
const motzkin = "x^4*y^2 + x^2*y^4 - 3*x^2*y^2 + 1";

describe("known theorems", () => {
  it.each<[string, string, Domain, Options]>([
    ["Motzkin's polynomial plus a little", `${motzkin} + 1/1000`, { x: line, y: line }, {}],
    ["Motzkin's polynomial away from its zeros", motzkin, { x: "[-1/2, 1/2]", y: line }, {}],
    [
      "means of three on their common ray",
      "a^3 + b^3 + c^3 - 3*a*b*c + 1/100",
      { a: "[0, 1]", b: "[0, 1]", c: "[0, 1]" },
      {},
    ],
    ["Bernoulli's inequality", "(1 + x)^7 - 1 - 7*x", { x: "[-1, inf)" }, { strict: false }],
    ["its strict form without 0", "(1 + x)^7 - 1 - 7*x", { x: "(0, inf)" }, {}],
    ["a triple zero at an open end", "x^3*(2 - x)", { x: "(0, 2)" }, {}],
    ["a product on an open corner", "x*y*(1 - x)", { x: "(0, 1)", y: "(0, inf)" }, {}],
    ["a sum with one side open", "x + y", { x: ray, y: "(0, 5]" }, {}],
    ["irrational double zeros", "(x^2 - 2)^2*(x^2 + x + 1)", { x: line }, { strict: false }],
    ["a zero of multiplicity five at the end", "(x^3 - 2)^4*x^5", { x: ray }, { strict: false }],
    ["the Chebyshev bound", "1 - (8*x^4 - 8*x^2 + 1)", { x: "[-1, 1]" }, { strict: false }],
    ["a constant", "3/7", { x: line, y: "[0, 1]" }, {}],
    ["zero", "0", { x: "[0, 1]" }, { strict: false }],
    ["Rosenbrock's valley", "(1 - x)^2 + 100*(y - x^2)^2 + 1/50", { x: "[-2, 2]", y: "[-2, 2]" }, {}],
  ])("%s", (_, text, domain, options) => {
    expect(trusted(written(text), domain, options)).toBe("holds");
  });
});

describe("false statements end with a point", () => {
  it.each<[string, string, Domain, Options]>([
    ["Motzkin's polynomial less a little", `${motzkin} - 1/100000`, { x: line, y: line }, { strict: false }],
    ["strictness at Motzkin's zeros", motzkin, { x: line, y: line }, {}],
    ["a small dent", "(x - 1/3)^2 + (y - 2/3)^2 - 1/10000", { x: "[0, 1]", y: "[0, 1]" }, {}],
    ["a dent in one variable", "(x^2 - 2)^2 - 10^(-12)", { x: line }, { strict: false }],
    ["a rational double zero", "(3*x - 1)^2*(x^2 + 1)", { x: line }, {}],
    ["far out", "10^9 - x + y", { x: ray, y: "[0, 1]" }, {}],
    ["far out on both rays", "10^6 + x + y - x*y/1000", { x: ray, y: ray }, {}],
    ["near an open end", "x + y - 10^(-9)", { x: "(0, 1)", y: "(0, 1)" }, {}],
    ["zero at a closed end", "x", { x: "[0, 1)" }, {}],
    ["zero on a closed face", "x*y", { x: "[0, 1]", y: "(0, 1)" }, {}],
    ["zero at one corner", "x + y", { x: "[0, 1]", y: "[0, 1]" }, {}],
    ["a negative constant", "-1", { x: line }, {}],
    ["zero", "0", { x: line }, {}],
    ["an odd zero inside", "x^3", { x: line }, { strict: false }],
  ])("%s", (_, text, domain, options) => {
    expect(trusted(written(text), domain, options)).toBe("fails");
  });
});

describe("what it cannot decide it says", () => {
  it("a zero that is no rational number", () => {
    const attempt = provePositive(written("(x^2 - 2)^2"), { x: line });
    expect(attempt).toMatchObject({ outcome: "undecided", reason: expect.stringContaining("irrational x") });
  });

  it("a budget that runs out", () => {
    const attempt = provePositive(written(motzkin), { x: line, y: line }, { strict: false, cells: 50 });
    expect(attempt).toMatchObject({ outcome: "undecided", reason: expect.stringContaining("50 cells") });
  });

  it.each<[string, string, Domain]>([
    ["a variable without a range", "x + y", { x: line }],
    ["a negative exponent", "1/x", { x: "(0, 1)" }],
    ["an empty range", "x", { x: "[1, 1]" }],
    ["no range", "x", { x: "0..1" }],
    ["a closed infinity", "x", { x: "[0, inf]" }],
  ])("refuses %s", (_, text, domain) => {
    expect(() => provePositive(written(text), domain)).toThrow();
  });
});

describe("random polynomials", () => {
  const ranges = fc.constantFrom(line, ray, "(0, inf)", "(-inf, 1/2]", "[0, 1]", "(-1, 2)", "[-3/2, 1/3)");
  const names = ["x", "y", "z"];

  it("squares plus a positive number are proved, and less than their least value refuted", () => {
    const square = polynomials(names, { highest: 1 }).map((p) => p.power(2));
    const box = fc.tuple(...names.map(() => fc.constantFrom("[0, 1]", "(-1, 2)", "[-3/2, 1/3)")));
    fc.assert(
      fc.property(square, square, box, (p, q, sides) => {
        const domain = Object.fromEntries(names.map((name, i) => [name, sides[i]!]));
        const sum = p.add(q);
        const inside = Object.fromEntries(names.map((name) => [name, Rational.zero]));
        // 0 lies in all of these boxes or on their faces.
        const below = sum
          .subtract(Polynomial.constant(evaluated(sum, inside)))
          .subtract(Polynomial.constant(1));
        expect(trusted(sum.add(Polynomial.one), domain)).toBe("holds");
        expect(trusted(below, domain)).toBe("fails");
      }),
      runs(40),
    );
  });

  it("whatever is said of others is true", () => {
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(
        polynomials(names.slice(0, 2), { terms: 5, highest: 4 }),
        ranges,
        ranges,
        fc.boolean(),
        fc.array(fc.tuple(rationals(), rationals()), { minLength: 20, maxLength: 20 }),
        (p, x, y, strict, points) => {
          const outcome = trusted(p, { x, y }, { strict, cells: 60 });
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          if (outcome !== "holds") return;
          for (const [a, b] of points) {
            if (!contains(x, a) || !contains(y, b)) continue;
            expect(evaluated(p, { x: a, y: b }).sign).toBeGreaterThan(strict ? 0 : -1);
          }
        },
      ),
      runs(300),
    );
    for (const outcome of ["holds", "fails"]) expect(outcomes.get(outcome)).toBeGreaterThan(20);
  });

  it("Sturm's theorem and Bernstein's coefficients agree on one variable", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(polynomials(["x"], { terms: 5, highest: 6 }), ranges, fc.boolean(), (p, x, strict) => {
        const [one, two] = [{ x }, { x, other: "[0, 1]" }].map((domain) =>
          trusted(p, domain, { strict, cells: 40 }),
        );
        seen.add(`${one}`);
        if (one !== "undecided" && two !== "undecided") expect(two).toBe(one);
      }),
      runs(80),
    );
    expect(seen).toContain("holds");
    expect(seen).toContain("fails");
  });
});
