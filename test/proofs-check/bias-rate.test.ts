import { expect, it } from "vitest";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { biasRate } from "../../proofs-check/claims/bias-rate.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { parseModel } from "../../theory/model.ts";

const flow = compileFlow(parseModel(builtinModels[2]!.input, builtinModels[2]!.name));

it("the bias falls like 1/N, at N up to 1000", () => {
  const found = biasRate(flow, { Q: [0.5], s: 1 }, 1, { firstLook: 1000, wanted: 8 });
  expect(found?.about).toContain("N = 50, 150, 500");
  const [low, high] = found!.interval;
  expect(low).toBeLessThan(-1);
  expect(high).toBeGreaterThan(-1);
  // Wide at this effort, but not so wide that it knows nothing of the exponent.
  expect(high - low).toBeLessThan(1.3);
});

it("is left alone where it is not resolved", () => {
  // Nothing is learned or lost from Q = 0: by symmetry there is no bias.
  expect(biasRate(flow, { Q: [0], s: 1 }, 1, { firstLook: 50, wanted: 8 })).toBeUndefined();
});
