import "driftproof/vitest";
import { describe, expect, it } from "vitest";
import { model } from "./model.ts";

// A claim takes seconds, or on a loaded machine more, which is longer than vitest waits unless told.
describe("my own model", { timeout: 120_000 }, () => {
  it("has less gradient noise with opposed augmentations than with independent ones", async () => {
    await expect(model).toSatisfyClaim("noise-variance");
  });

  it("learns a feature where the derived threshold says so", async () => {
    await expect(model).toSatisfyClaim("learnability");
  });

  it("does not leave Q = 0 as fast as a theory without the noise of the gradient says", async () => {
    await expect({ ...model, theory: { lambda: "0" } }).not.toSatisfyClaim("stability");
  });
});
