import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { polynomials } from "../../../proofs-check/arbitraries/polynomials.ts";
import { provePositive } from "../../../proofs-check/certificates/prove-positive.ts";
import { readValues } from "../../../proofs-check/z3/read-values.ts";
import { refuteOverReals } from "../../../proofs-check/z3/refute-over-reals.ts";
import { type RealQuery, smt2Text } from "../../../proofs-check/z3/smt2.ts";
import { bundledZ3, type Solver } from "../../../proofs-check/z3/solver.ts";
import { solverEvidence } from "../../../proofs-check/z3/solver-evidence.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { runs } from "../../theory/support/property.ts";
import { evaluated, written } from "../certificates/written.ts";
import { debianZ3, hasDebianZ3 } from "../support/debian-z3.ts";

const motzkin = "x^4*y^2 + x^2*y^4 - 3*x^2*y^2 + 1";
const bound = (text: string, relation: ">" | ">=" | "=" | "<" | "<=") => ({
  polynomial: written(text),
  relation,
});

/** The claim that a polynomial is never negative. */
function neverNegative(text: string): RealQuery {
  return { declarations: ["x", "y"], assumptions: [], negatedClaim: bound(text, "<") };
}

/** A program that answers with a fixed text whatever it is asked. */
function parrot(answer: string): Solver {
  return { name: "parrot", command: "sh", arguments: ["-c", 'cat > /dev/null; printf %s "$0"', answer] };
}

/** A solver of its own that the machine may have. */
const debian: Solver = { name: "Debian's z3", command: debianZ3, arguments: ["-in"] };
const withDebian = it.runIf(hasDebianZ3);
const timeoutSeconds = 60;

describe("the bundled Z3", () => {
  it("proves that Motzkin's polynomial is never negative", () => {
    const query = neverNegative(motzkin);
    const attempt = refuteOverReals(query, { timeoutSeconds });
    expect(attempt).toEqual({ outcome: "holds", solver: bundledZ3.name, smt2: smt2Text(query) });
    const { outcome, certificate } = solverEvidence("Motzkin", query, attempt);
    expect(outcome).toBe("holds");
    expect(certificate).toMatchObject({
      kind: "smt2",
      statement: "No real x, y satisfy x^4*y^2 + x^2*y^4 - 3*x^2*y^2 + 1 < 0.",
    });
  });

  it("finds where it is with a little less, in exact numbers", () => {
    const query = neverNegative(`${motzkin} - 1/1000`);
    const attempt = refuteOverReals(query, { timeoutSeconds });
    if (attempt.outcome !== "fails") throw new Error(attempt.outcome);
    expect(evaluated(query.negatedClaim.polynomial, attempt.point).sign).toBe(-1);
    const point = Object.entries(attempt.point).map(([name, value]) => `${name} = ${value}`);
    expect(solverEvidence("Motzkin.", query, attempt)).toMatchObject({
      about: `Motzkin. False at ${point.join(", ")}.`,
      outcome: "fails",
    });
  });
});

describe("another solver on the same files", () => {
  withDebian("agrees, and needs no more than the file", () => {
    const { outcome, smt2 } = refuteOverReals(neverNegative(motzkin), { timeoutSeconds, solver: debian });
    expect(outcome).toBe("holds");
    const { stdout, status } = spawnSync(debian.command, ["-in"], { input: smt2, encoding: "utf8" });
    expect({ stdout, status }).toEqual({ stdout: "unsat\n", status: 0 });
  });

  withDebian("agrees with the certificates on random polynomials", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(polynomials(["x", "y"], { terms: 4, highest: 3 }), fc.boolean(), (p, strict) => {
        const attempt = provePositive(p, { x: "[0, 1]", y: "(-1, inf)" }, { strict, cells: 100 });
        if (attempt.outcome === "undecided") return;
        const query: RealQuery = {
          declarations: ["x", "y"],
          assumptions: [bound("x", ">="), bound("1 - x", ">="), bound("y + 1", ">")],
          negatedClaim: { polynomial: p, relation: strict ? "<=" : "<" },
        };
        const solved = refuteOverReals(query, { timeoutSeconds: 20, solver: debian });
        seen.add(solved.outcome);
        if (solved.outcome !== "undecided") expect(solved.outcome).toBe(attempt.outcome);
      }),
      runs(40),
    );
    expect(seen).toContain("holds");
    expect(seen).toContain("fails");
  });
});

describe("a solver is not believed", () => {
  const query: RealQuery = {
    declarations: ["x", "y"],
    assumptions: [bound("x - y", "=")],
    negatedClaim: bound("x^2 - 3", ">="),
  };

  it.each<[string, string, Record<string, string>]>([
    ["integers", "sat\n((x 2.0)\n (y 2.0))\n", { x: "2", y: "2" }],
    ["fractions", "sat\n((x (- (/ 7.0 3.0)))\n (y (- (/ 7.0 3.0))))\n", { x: "-7/3", y: "-7/3" }],
    [
      "decimals",
      "sat\n((x (root-obj x 1)) (y (root-obj x 1)))\n((x 1.75?) (y 1.75?))\n",
      { x: "7/4", y: "7/4" },
    ],
  ])("a point in %s that satisfies all is one", (_, answer, point) => {
    const attempt = refuteOverReals(query, { timeoutSeconds, solver: parrot(answer) });
    if (attempt.outcome !== "fails") throw new Error(JSON.stringify(attempt));
    const texts = Object.entries(attempt.point).map(([name, value]) => [name, `${value}`]);
    expect(Object.fromEntries(texts)).toEqual(point);
  });

  it.each<[string, string, RegExp]>([
    ["a point that misses an assumption", "sat\n((x 2.0) (y 3.0))\n", /rational coordinates/],
    ["a point that does not contradict the claim", "sat\n((x 1.0) (y 1.0))\n", /rational coordinates/],
    ["a point cut off", "sat\n((x 2.0) (y", /rational coordinates/],
    ["unknown", "unknown\n", /says "unknown" within 60 s/],
    ["timeout", "timeout\n", /says "timeout"/],
    ["nothing", "", /says nothing/],
    ["an error", '(error "line 1")\nunsat\n', /says/],
    ["more than a verdict on its line", "unsat?\n", /says/],
  ])("%s is undecided", (_, answer, reason) => {
    const attempt = refuteOverReals(query, { timeoutSeconds, solver: parrot(answer) });
    expect(attempt).toMatchObject({ outcome: "undecided", reason: expect.stringMatching(reason) });
    const { about, outcome } = solverEvidence("The claim.", query, attempt);
    expect(outcome).toBe("undecided");
    expect(about).toMatch(/^The claim\. Undecided: parrot .*\.$/);
  });

  it("one that is absent, fails, or never ends is undecided", () => {
    const absent: Solver = { name: "none", command: "/no/such/solver", arguments: [] };
    const failing: Solver = { name: "broken", command: "sh", arguments: ["-c", "echo no wasm >&2; exit 3"] };
    const endless: Solver = { name: "endless", command: "sleep", arguments: ["600"] };
    const reasonOf = (solver: Solver, graceSeconds = 60): string => {
      const attempt = refuteOverReals(query, { timeoutSeconds: 0.1, graceSeconds, solver });
      return attempt.outcome === "undecided" ? attempt.reason : attempt.outcome;
    };
    expect(reasonOf(absent)).toMatch(/^none cannot be run/);
    expect(reasonOf(failing)).toBe("broken failed (exit 3): no wasm");
    expect(reasonOf(endless, 0.1)).toBe("endless did not answer within 0.1 s");
  });
});

describe("the query's text", () => {
  it("declares, asserts, negates", () => {
    const query: RealQuery = {
      declarations: ["x", "m4_1"],
      assumptions: [bound("m4_1 - 3/2*x^2", ">=")],
      negatedClaim: { polynomial: Polynomial.zero, relation: "<" },
    };
    expect(smt2Text(query).split("\n").slice(0, -1)).toEqual([
      "; No real x, m4_1 satisfy -3/2*x^2 + m4_1 >= 0 and 0 < 0.",
      "; That is proved when the answer is unsat; the last assertion is the negated claim.",
      "(set-logic QF_NRA)",
      "(declare-const x Real)",
      "(declare-const m4_1 Real)",
      "(assert (>= (+ (* 1.0 m4_1) (* (- (/ 3.0 2.0)) x x)) 0.0))",
      "(assert (< 0.0 0.0))",
      "(check-sat)",
    ]);
  });

  it.each<[string, string[], string]>([
    ["an undeclared variable", ["x"], "x + y"],
    ["a negative exponent", ["x"], "1/x"],
    ["a name with an end of its own", ["x", "y) (exit"], "x"],
  ])("refuses %s", (_, declarations, text) => {
    const query: RealQuery = { declarations, assumptions: [], negatedClaim: bound(text, "<") };
    expect(() => smt2Text(query)).toThrow(RangeError);
  });
});

it("values are read where they are rational", () => {
  const answer =
    "((a 1.0)\n (b (- 2.5)) (c (/ 1.0 3.0)) (d (- (/ 1.0 3.0))) (e (root-obj (^ x 2) 1)) (f (/ 1.0 0.0)))";
  const values = [...readValues(answer)].map(([name, value]) => [name, `${value}`]);
  expect(values).toEqual([
    ["a", "1"],
    ["b", "-5/2"],
    ["c", "1/3"],
    ["d", "-1/3"],
  ]);
  expect(readValues("((a 0.3333?))\n((a 1.0))").get("a")).toEqual(Rational.of(3333, 10_000));
});
