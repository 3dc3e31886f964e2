import { describe, expect, it } from "vitest";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { Random } from "../../numerics/random/random.ts";
import { type FlowPair, randomPoints, stepEvidence } from "../../proofs-check/claims/one-step.ts";
import type { Evidence } from "../../proofs-check/ledger.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { type Constraint, type Model, parseModel, varyModel } from "../../theory/model.ts";
import { type Mutant, mutants } from "./support/mutants.ts";

// letter-figure3 has uncorrelated noise: for the sign of rho to matter it is given one.
const model = varyModel(parseModel(builtinModels[1]!.input, builtinModels[1]!.name), {
  augmentation: { correlation: -1 },
});
const [point] = randomPoints(model.features.length, new Random(2), 1);

function evidenceFor(mutant?: Mutant): Evidence[] {
  const flow = (constraint: Constraint) => {
    const candidate: Model = varyModel(model, { constraint });
    return compileFlow(candidate, mutant ? { derivation: mutant.derivation(candidate) } : {});
  };
  const pair: FlowPair = { sphere: flow("sphere"), free: flow("free") };
  return stepEvidence(model, pair, [point!], 5);
}

describe("simulation alone", () => {
  it("agrees with the derivation as it is", () => {
    const evidence = evidenceFor();
    expect(evidence.length).toBeGreaterThan(5);
    for (const { about, outcome } of evidence) expect(outcome, about).toBe("holds");
  });

  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    "contradicts a derivation with %s",
    (_, mutant) => {
      const failed = evidenceFor(mutant).filter(({ outcome }) => outcome === "fails");
      expect(failed.map(({ about }) => about)).not.toEqual([]);
    },
  );
});
