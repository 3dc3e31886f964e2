import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../numerics/random/random.ts";
import { randomStates } from "../../proofs-check/claims/one-step/random-states.ts";
import { stepEvidence } from "../../proofs-check/claims/one-step/step-evidence.ts";
import { battery } from "../../proofs-check/mutants/battery.ts";
import { mutants } from "../../proofs-check/mutants/index.ts";
import { slightErrors } from "../../proofs-check/mutants/kinds/slight-errors.ts";
import { mutate, stages } from "../../proofs-check/mutants/mutant.ts";
import { type NullTest, scoreMutants } from "../../proofs-check/mutants/score.ts";
import { quantitiesAt } from "../../proofs-check/sampled-step/quantities.ts";
import { trueTheory } from "../../proofs-check/sampled-step/step-theory.ts";
import { testSize } from "../../proofs-check/statistics.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { parseModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";

/** Three of the battery's four models suffice to refute every mutant; `npm run mutants` takes all. */
const enough = battery.slice(1);

describe("the list", () => {
  it("names each error once and puts it at a stage", () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThan(40);
    for (const mutant of mutants) expect(stages.filter((stage) => mutant[stage]).length, mutant.id).toBe(1);
  });

  it("changes nothing but the errors: with every stage done again as it was the equations are the derived ones", () => {
    for (const { model } of battery.slice(0, 3)) {
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

it("the slight errors make one group of quantities 2 % too large, and what follows from it", () => {
  const theory = trueTheory(battery[0]!.model);
  const quantities = quantitiesAt(2, 1);
  const enlarged = slightErrors.map((mutant) => {
    const wrong = mutate(theory, mutant);
    const whole = quantities.filter(({ of }) => of(wrong).equals(of(theory).scale(Rational.of(102, 100))));
    return [mutant.id, [...new Set(whole.map(({ group }) => group))]];
  });
  expect(enlarged).toEqual([
    ["g-slightly", ["g"]],
    ["f-slightly", ["f"]],
    ["lambda-slightly", ["lambda"]],
    ["free-slightly", ["dQ/dt (free)", "ds/dt (free)"]],
    ["sphere-slightly", ["dQ/dt (sphere)"]],
    ["D-slightly", ["D (free)", "D (sphere)"]],
  ]);
});

describe("single steps, simulated", () => {
  const nullTests: NullTest[] = [];
  /** The mutants that no model has refuted, with the largest change that each makes. */
  const left = new Map(mutants.map((mutant) => [mutant, 0]));
  beforeAll(() => {
    for (const [i, { model, simulated }] of enough.entries()) {
      // More states to compare at are for `npm run mutants`: evaluating them costs more than simulating these.
      const one = [{ model, simulated, compared: simulated }];
      const score = scoreMutants(one, [...left.keys()], { blockSize: 1000, blocks: 100 }, 1 + i);
      nullTests.push(...score.nullTests);
      for (const { mutant, change, refutation } of score.rows) {
        if (refutation) left.delete(mutant);
        else left.set(mutant, Math.max(left.get(mutant)!, change.size));
      }
    }
  });

  it("hold the theory as it is derived", () => {
    expect(nullTests.length).toBeGreaterThan(70);
    for (const { at, outcome } of nullTests) {
      expect(outcome, `${at.quantity} of ${at.model}, s = ${at.state.s}`).toBe("holds");
    }
  });

  it("refute every mutant but those that have a reason and change nothing", () => {
    const named = mutants.filter(({ equivalent }) => equivalent !== undefined);
    expect([...left.keys()].map(({ id }) => id)).toEqual(named.map(({ id }) => id));
    for (const [{ id }, change] of left) expect(change, id).toBeLessThan(1e-9);
  });
});

describe("the claim one-step", () => {
  // The built-in model whose noises are correlated: with it the sign of rho matters.
  const model = parseModel(builtinModels[2]!.input, builtinModels[2]!.name);
  const states = randomStates(model.features.length, new Random(2), 1);
  const theory = trueTheory(model);

  it.each(["rho-sign", "radial-ito-missing"])("is refuted with %s", (id) => {
    const wrong = mutate(theory, mutants.find((mutant) => mutant.id === id)!);
    const effort = { effect: () => 0.04, looks: [64, 256], alpha: testSize, seed: 5 };
    const failed = stepEvidence(model, wrong, states, effort).filter(({ outcome }) => outcome === "fails");
    expect(failed.map(({ about }) => about)).not.toEqual([]);
  });
});
