import { describe, expect, it } from "vitest";
import { learnability } from "../../proofs-check/claims/learnability.ts";
import { type ModelInput, parseModel } from "../../theory/model.ts";
import { plain } from "../theory/support/plain-model.ts";

const findings = (law: ModelInput) =>
  learnability.check(parseModel({ ...plain, activation: "y + y^2/10", batch: 2, features: [law] }), {
    seed: 1,
    thorough: false,
  });

// So faint features that no test here simulates anything.
describe("the claim learnability", () => {
  it("fails as stated for a model whose hidden laws have a mean, and shows what the mean does", () => {
    const law = { law: "atoms", values: [0, "1/1000"], weights: ["1/2", "1/2"] };
    const { asStated, evidence } = findings(law);
    expect(asStated).toBe("fails");
    const own = evidence.filter(({ about }) => about.startsWith("the model's own hidden laws"));
    expect(own).toMatchObject([
      {
        kind: "counterexample",
        model: { features: [law] },
        values: {
          "means of the hidden laws": "1/2000",
          "at Q = 0, with general laws": "Q = 0 is not a fixed point",
        },
      },
    ]);
  });

  it("is open where the sides of the threshold would take ages to tell apart", () => {
    const { asStated, evidence } = findings({ law: "rademacher", variance: "1/1000000" });
    const open = evidence.filter(({ outcome }) => outcome !== "holds");
    const words = /^not decided: to see growth or decay, SGD would have to draw [\d.]+e\+\d+ samples$/;
    expect(open.map(({ about }) => about)).toEqual([
      expect.stringMatching(words),
      expect.stringMatching(words),
    ]);
    expect(asStated).toBe("open");
  });
});
