import { expect, it } from "vitest";
import { landscapeOf } from "../../numerics/basins/attractors.ts";
import { endsAtFirst } from "../../numerics/basins/ends-at-first.ts";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { Random } from "../../numerics/random/random.ts";
import { probabilityEvidence } from "../../proofs-check/claims/selection/probability.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { type Model, type ModelInput, parseModel } from "../../theory/model.ts";

function modelOf(features: readonly ModelInput[]): Model {
  const noises = { augmentation: { variance: 0.3, correlation: -0.5 } };
  return parseModel({ ...builtinModels[1]!.input, ...noises, features }, "two features");
}

const light = { law: "rademacher", variance: 1.2 };

it("runs are followed past a saddle that they leave slowly", () => {
  // A heavier second law leaves its state a saddle, of rate 0.04: one run in twenty passes there, and stays beyond t = 100.
  const flow = compileFlow(modelOf([light, { law: "sparse", probability: "1/3", variance: 1.1 }]));
  const landscape = landscapeOf(flow);
  expect(landscape.attractors.every(({ feature }) => feature === 1)).toBe(true);
  const ends = [15, 48].map((r) => endsAtFirst(flow, landscape, 300, Random.stream(1, r)));
  expect(ends).not.toContain(false);
});

it("a prediction for other laws is refuted", () => {
  const weak = { law: "rademacher", variance: 0.8 };
  const flow = compileFlow(modelOf([light, weak]));
  const wrong = { ...flow, model: modelOf([weak, light]) };
  const found = probabilityEvidence(wrong, landscapeOf(flow), 1, false, () => undefined);
  expect(found).toMatchObject({ evidence: { outcome: "fails" } });
});
