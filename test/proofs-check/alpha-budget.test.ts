import { expect, it } from "vitest";
import {
  alphaBudget,
  overspent,
  plannedSpending,
  runBudget,
  sizeOfTests,
} from "../../proofs-check/alpha-budget.ts";
import { claims } from "../../proofs-check/claims/index.ts";
import type { ClaimResult, SimulationEvidence } from "../../proofs-check/ledger.ts";
import { testSize } from "../../proofs-check/statistics.ts";

/** A claim's entry with so many tests of a size. */
function entry(id: string, tests: number, alpha: number): ClaimResult {
  const test: SimulationEvidence = {
    kind: "simulation",
    about: "a mean",
    outcome: "holds",
    sampler: "none",
    estimate: 0,
    expected: 0,
    interval: [0, 0],
    margin: 1,
    alpha,
    power: 1,
    samples: 1,
    seed: 1,
  };
  return {
    id,
    model: "any",
    statement: "",
    scope: "",
    verdict: "supported",
    asStated: "open",
    evidence: new Array<SimulationEvidence>(tests).fill(test),
    replay: "",
    seconds: 0,
  };
}

it("every claim has a budget, and the built-in models together stay below one false alarm in a million", () => {
  expect(Object.keys(alphaBudget).sort()).toEqual(claims.map(({ id }) => id).sort());
  expect(plannedSpending()).toBeLessThan(runBudget);
});

it("many tests share a claim's budget, few have the usual size", () => {
  expect(sizeOfTests("one-step", 30)).toBe(testSize);
  expect(1000 * sizeOfTests("one-step", 1000)).toBeCloseTo(alphaBudget["one-step"]!, 15);
});

it("a claim that makes more tests than it may is named", () => {
  const budget = alphaBudget["closure"]!;
  const fits = Math.round(budget / testSize);
  expect(overspent([entry("closure", fits, testSize)])).toEqual([]);
  const over = entry("closure", fits + 1, testSize);
  expect(overspent([over, entry("one-step", 1, testSize)])).toEqual([over]);
  expect(overspent([entry("unknown", 1, testSize)])).toHaveLength(1);
});
