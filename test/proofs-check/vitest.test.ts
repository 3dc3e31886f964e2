import { describe, expect, it } from "vitest";
import "../../proofs-check/vitest.ts";
import { parseModel } from "../../theory/model.ts";
import { linearModel as model } from "../support/worked-model.ts";

/** lambda does not depend on the model here: the thresholds that follow are wrong, and cannot all be compared. */
const wrong = { ...model, theory: { lambda: "1" } };

describe("toSatisfyClaim", () => {
  it("holds for a claim that is proved, on a model as in a file and on one that is read", async () => {
    await expect(model).toSatisfyClaim("learnability");
    await expect(parseModel(model)).toSatisfyClaim("learnability", { seed: 2 });
    await expect(expect(model).not.toSatisfyClaim("learnability")).rejects.toThrow("learnability is proved:");
  });

  it("fails with the evidence and the replay for a claim that is refuted", async () => {
    await expect(wrong).not.toSatisfyClaim("stability");
    const failure = expect(wrong).toSatisfyClaim("stability");
    await expect(failure).rejects.toThrow(
      /^stability is refuted: .*\n {2}scope: .*\n( {2}\w+: .*\n)+ {2}replay .* driftproof verify MODEL\.json --claim stability --seed 1$/,
    );
  });

  it("fails, negated or not, where nothing is decided", async () => {
    const message = "learnability is inconclusive:";
    await expect(expect(wrong).toSatisfyClaim("learnability")).rejects.toThrow(message);
    await expect(expect(wrong).not.toSatisfyClaim("learnability")).rejects.toThrow(message);
  });

  it("names what is wrong with a model or a claim", async () => {
    await expect(expect({ ...model, batch: 1 }).toSatisfyClaim("stability")).rejects.toThrow(/^batch: /);
    await expect(expect(model).toSatisfyClaim("no-such")).rejects.toThrow(/no-such/);
  });
});
