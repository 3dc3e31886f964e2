import type { ClaimResult } from "./ledger.ts";
import { falseAlarm, testSize } from "./statistics.ts";

/** A run over the built-in models counts so many times what one model spends. */
const modelsInARun = 3;

/** The bound on the chance that a run on true statements reports anything as false. */
export const runBudget = 1e-6;

/**
 * What each claim may spend on one model, thorough or not: the chance that any of its tests decides wrongly. Most have
 * a fixed number of tests of `testSize`; one whose tests grow with the features shares its part among them.
 */
export const alphaBudget: Readonly<Record<string, number>> = {
  "one-step": 140 * testSize,
  "limit-pde": 40 * testSize,
  "limit-ode": 40 * testSize,
  fluctuations: 20 * testSize,
  closure: 10 * testSize,
  stability: 15 * testSize,
  learnability: 10 * testSize,
  selection: 20 * testSize,
  "noise-variance": 12 * testSize,
  "noise-similarity": 12 * testSize,
  "noise-benefit": 12 * testSize,
};

/** The size of each of a claim's tests: `testSize`, or less where there are more of them than its budget pays. */
export function sizeOfTests(claim: string, tests: number): number {
  return Math.min(testSize, alphaBudget[claim]! / Math.max(tests, 1));
}

/** What all claims may spend in a run over the built-in models. */
export function plannedSpending(): number {
  return modelsInARun * Object.values(alphaBudget).reduce((sum, budget) => sum + budget, 0);
}

/** The claims of a run that spent more than their budget on a model: none, if their authors kept the table. */
export function overspent(results: readonly ClaimResult[]): ClaimResult[] {
  // The tolerance is for the rounding of a sum.
  return results.filter(({ id, evidence }) => falseAlarm(evidence) > (alphaBudget[id] ?? 0) * (1 + 1e-9));
}
