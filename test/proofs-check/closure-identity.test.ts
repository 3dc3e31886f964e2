import { describe, expect, it } from "vitest";
import { closureIdentity } from "../../proofs-check/claims/closure.ts";
import { type Model, parseModel } from "../../theory/model.ts";
import { plain } from "../theory/support/plain-model.ts";

const withPenalty = (kind: string): Model => parseModel({ ...plain, regularizer: { kind } });

describe.each(["sphere", "free"] as const)("the identity of closure (%s)", (constraint) => {
  it.each([
    ["none", "identity", "holds", /no average but Q and s/],
    ["l2", "identity", "holds", /no average but Q and s/],
    ["w^2", "identity", "holds", /no average but Q and s/],
    ["l1", "identity", "holds", /two measures/],
    ["w^4/4", "identity", "holds", /two measures/],
    // Linear, in a way that is not seen.
    ["w^2*(cosh(w)^2 - sinh(w)^2)", "property", "undecided", /neither closure nor its failure/],
  ])("of %s", (kind, evidence, outcome, about) => {
    const found = closureIdentity(withPenalty(kind), constraint);
    expect(found).toMatchObject({ kind: evidence, outcome, about: expect.stringMatching(about) });
  });

  it.each([
    ["l2", "l1"],
    ["l1", "l2"],
  ])("fails for an %s that pulls like %s", (name, other) => {
    const model = withPenalty(other);
    const misnamed = { ...model, regularizer: { ...model.regularizer, kind: name } };
    expect(closureIdentity(misnamed, constraint)).toMatchObject({ kind: "identity", outcome: "fails" });
  });
});
