import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { models } from "../../proofs-check/arbitraries/models.ts";
import { parseModel } from "../../theory/model.ts";
import { hostileJson, mutatedJson } from "./hostile.ts";
import { harmless } from "./watched.ts";

const seed = 20_261;
/** Every optional field is there to be mutated. */
const written = models().chain((model) =>
  fc.record({
    ...Object.fromEntries(Object.entries(model).map(([key, value]) => [key, fc.constant(value)])),
    loss: fc.constantFrom<unknown>("covariance", { a: "-z*zp", b: "(z*zp)^2" }),
    regularizer: fc.constantFrom<unknown>(
      { kind: "none" },
      { kind: "elastic", strength: 1, ratio: "1/2" },
      { kind: "huber", strength: "0.1", width: 1 },
      { kind: "w^4/4 + abs(w)" },
    ),
    entries: fc.constantFrom<unknown>({ law: "gaussian" }, { law: "sparse", probability: "1/4" }),
    theory: fc.constant({ lambda: "eta*E[c1*tanh(S+n)] + m2_1*Q1^2", f: "s*nu/2" }),
  }),
);

describe("the model parser", () => {
  it("reads or refuses any JSON", async () => {
    await fc.assert(
      fc.asyncProperty(hostileJson(), async (value) => {
        await harmless(() => parseModel(value));
      }),
      { seed, numRuns: 1500 },
    );
  });

  it("reads or refuses models with something wrong in them", async () => {
    let refused = 0;
    const text = mutatedJson(written);
    await fc.assert(
      fc.asyncProperty(text, async (json) => {
        if (!(await harmless(() => parseModel(JSON.parse(json))))) refused++;
      }),
      { seed, numRuns: 1000 },
    );
    // Some mutants are models still; most are not.
    expect(refused).toBeGreaterThan(400);
    expect(refused).toBeLessThan(1000);
  });
});
