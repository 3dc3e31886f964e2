import { describe, expect, it } from "vitest";
import { theoryEvidence } from "../../proofs-check/claims/theory-evidence.ts";
import { derive } from "../../theory/derive.ts";
import { type ModelInput, parseModel } from "../../theory/model.ts";
import { toText } from "../../theory/render/text.ts";

const base = {
  features: [{ law: "rademacher", variance: 1 }],
  background: { variance: 1 },
  augmentation: { variance: 0.2, correlation: -0.5 },
  activation: "tanh",
  batch: 3,
  learningRate: 1,
};

const evidenceFor = (theory: ModelInput, changes: ModelInput = {}) =>
  theoryEvidence(derive(parseModel({ ...base, ...changes, theory })), 1);

describe("a model's own theory", () => {
  const f = toText(derive(parseModel(base)).terms.f);

  it("that is the derived one is an identity", () => {
    expect(evidenceFor({ f })).toMatchObject([{ kind: "identity", outcome: "holds", count: 1 }]);
    expect(evidenceFor({})).toEqual([]);
  });

  it("that is right in another writing is judged by its values", () => {
    // tanh' = 1 - tanh^2.
    const other = f.replace("E[phi'(y)*phi'(y')]", "(E[phi'(y)] - E[phi(y)^2*phi'(y')])");
    expect(other).not.toBe(f);
    expect(evidenceFor({ f: other })).toMatchObject([{ kind: "property", outcome: "holds" }]);
    expect(evidenceFor({ f: `1.0001*(${other})` })).toMatchObject([
      { kind: "property", outcome: "fails", failure: expect.stringContaining("f = ") },
    ]);
  });

  it("that is wrong in the ring is refuted there", () => {
    const evidence = evidenceFor({ lambda: "0", g: ["Q1"] }, { activation: "quadratic" });
    expect(evidence).toMatchObject([{ kind: "identity", outcome: "fails", failure: "g1, lambda" }]);
  });
});
