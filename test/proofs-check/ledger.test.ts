import { describe, expect, it } from "vitest";
import {
  type ClaimResult,
  type Evidence,
  exitCodeOf,
  type Outcome,
  type Verdict,
  verdictOf,
} from "../../proofs-check/ledger.ts";

const identity = (outcome: Outcome): Evidence => ({ kind: "identity", about: "", outcome, count: 1 });
const property = (outcome: Outcome): Evidence => ({ kind: "property", about: "", outcome, cases: 1 });
const counterexample: Evidence = {
  kind: "counterexample",
  about: "",
  outcome: "fails",
  model: {},
  values: {},
};

describe("the verdict", () => {
  it.each<[string, Evidence[], boolean, Verdict]>([
    ["nothing is inconclusive", [], false, "inconclusive"],
    ["nothing is inconclusive even if identities would prove", [], true, "inconclusive"],
    ["holding evidence supports", [property("holds"), property("holds")], false, "supported"],
    ["a covering identity proves", [identity("holds"), property("holds")], true, "proved"],
    [
      "an identity that covers a part only supports",
      [identity("holds"), property("holds")],
      false,
      "supported",
    ],
    ["a covering claim without an identity is supported", [property("holds")], true, "supported"],
    ["one failure refutes, whatever else holds", [identity("holds"), property("fails")], true, "refuted"],
    ["a failure outweighs what is open", [property("undecided"), property("fails")], false, "refuted"],
    ["one open question leaves it open", [identity("holds"), property("undecided")], true, "inconclusive"],
    [
      "a counterexample outside the scope does not count",
      [property("holds"), counterexample],
      false,
      "supported",
    ],
    ["nor does it alone make evidence", [counterexample], false, "inconclusive"],
  ])("%s", (_, evidence, proves, verdict) => {
    expect(verdictOf(evidence, proves)).toBe(verdict);
  });
});

describe("the exit code", () => {
  const result = (verdict: Verdict): ClaimResult => ({
    id: "",
    model: "",
    statement: "",
    scope: "",
    verdict,
    asStated: "fails",
    evidence: [],
    replay: "",
    seconds: 0,
  });
  it.each<[Verdict[], number]>([
    [[], 0],
    [["proved", "supported"], 0],
    [["supported", "inconclusive"], 3],
    [["inconclusive", "refuted", "proved"], 1],
  ])("of %j is %i", (verdicts, code) => {
    expect(exitCodeOf(verdicts.map(result))).toBe(code);
  });
});
