import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../numerics/random/random.ts";
import { randomStates } from "../../proofs-check/claims/one-step/random-states.ts";
import { stepEvidence } from "../../proofs-check/claims/one-step/step-evidence.ts";
import { battery } from "../../proofs-check/mutants/battery.ts";
import { mutants } from "../../proofs-check/mutants/index.ts";
import { mutate, stages } from "../../proofs-check/mutants/mutant.ts";
import { type Row, type Score, scoreMutants, toRefute } from "../../proofs-check/mutants/score.ts";
import { trueTheory } from "../../proofs-check/sampled-step/step-theory.ts";
import { testSize } from "../../proofs-check/statistics.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { parseModel, varyModel } from "../../theory/model.ts";

describe("the list", () => {
  it("names each error once and puts it at a stage", () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThan(40);
    for (const mutant of mutants) expect(stages.filter((stage) => mutant[stage]).length, mutant.id).toBe(1);
  });

  it("changes nothing but the errors: with every stage done again as it was the equations are the derived ones", () => {
    for (const { model } of battery) {
      const theory = trueTheory(model);
      const again = mutate(theory, {
        id: "none",
        words: "none",
        terms: (terms) => terms,
        kinetics: (kinetics) => kinetics,
        equations: (equations) => equations,
      });
      for (const constraint of ["free", "sphere"] as const) {
        for (const [i, rhs] of theory.limits[constraint].ode.entries()) {
          expect(again.limits[constraint].ode[i]!.equals(rhs), `${model.name}, ${constraint}, ${i}`).toBe(
            true,
          );
        }
      }
    }
  });
});

describe("single steps, simulated", () => {
  let score: Score;
  let wanted: readonly Row[];
  beforeAll(() => {
    // More states to compare at are for `npm run mutants`: evaluating them costs more than simulating these.
    const cases = battery.map(({ model, simulated }) => ({ model, simulated, compared: simulated }));
    score = scoreMutants(cases, mutants, { blockSize: 1000, blocks: 100 }, 1);
    wanted = toRefute(score);
  });

  it("hold the theory as it is derived", () => {
    expect(score.nullTests.length).toBeGreaterThan(100);
    for (const { at, outcome } of score.nullTests) {
      expect(outcome, `${at.quantity} of ${at.model}, s = ${at.state.s}`).toBe("holds");
    }
  });

  it("refute every mutant that is wrong by over 2 % somewhere", () => {
    expect(wanted.filter(({ refutation }) => !refutation).map(({ mutant }) => mutant.id)).toEqual([]);
  });

  it("have a reason for every mutant that is not, and for no other", () => {
    const named = mutants.filter(({ equivalent }) => equivalent !== undefined);
    const spared = score.rows.filter((row) => !wanted.includes(row));
    expect(spared.map(({ mutant }) => mutant.id)).toEqual(named.map(({ id }) => id));
    for (const { mutant, change } of spared) expect(change.size, mutant.id).toBeLessThan(1e-9);
  });
});

describe("the claim one-step", () => {
  // The model's noises are uncorrelated: for the sign of rho to matter they are correlated.
  const model = varyModel(parseModel(builtinModels[1]!.input, builtinModels[1]!.name), {
    augmentation: { correlation: -1 },
  });
  const states = randomStates(model.features.length, new Random(2), 1);
  const theory = trueTheory(model);

  it.each(["rho-sign", "radial-ito-missing"])("is refuted with %s", (id) => {
    const wrong = mutate(theory, mutants.find((mutant) => mutant.id === id)!);
    const effort = { effect: () => 0.04, looks: [64, 256], alpha: testSize, seed: 5 };
    const failed = stepEvidence(model, wrong, states, effort).filter(({ outcome }) => outcome === "fails");
    expect(failed.map(({ about }) => about)).not.toEqual([]);
  });
});
