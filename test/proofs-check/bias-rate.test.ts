import { expect, it } from "vitest";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { biasRate } from "../../proofs-check/claims/bias-rate.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { parseModel } from "../../theory/model.ts";

// With phi = y in small batches the bias is large beside the scatter of coupled runs.
const linear = { ...builtinModels[2]!.input, activation: "identity", learningRate: "1/10", batch: 3 };
const flow = compileFlow(parseModel(linear, "linear"));

it("the bias falls like 1/N, at N up to 1000", () => {
  const found = biasRate(flow, { Q: [0.3], s: 1 }, 1, { firstLook: 150, wanted: 15 });
  expect(found?.about).toContain("N = 50, 150, 500");
  const [low, high] = found!.interval;
  expect(low).toBeLessThan(-1);
  expect(high).toBeGreaterThan(-1);
  expect(high - low).toBeLessThan(0.7);
});

it("is left alone where it is not resolved", () => {
  // Nothing is learned or lost from Q = 0: by symmetry there is no bias.
  expect(biasRate(flow, { Q: [0], s: 1 }, 1, { firstLook: 50, wanted: 8 })).toBeUndefined();
});
