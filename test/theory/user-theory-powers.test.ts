import { expect, it } from "vitest";
import { derive } from "../../theory/derive.ts";
import { parseModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";

const withTerm = (lambda: string) =>
  derive(
    parseModel({
      features: [{ law: "rademacher", variance: 1 }],
      background: { variance: 1 },
      augmentation: { variance: "1/2", correlation: 0 },
      activation: "identity",
      loss: "covariance",
      batch: 4,
      learningRate: 1,
      theory: { lambda },
    }),
  ).terms.lambda;

it("a power in a user's theory is the power that was written, or refused", () => {
  expect(withTerm("eta^1000").equals(Polynomial.generator("eta", 1000))).toBe(true);
  expect(() => withTerm("eta^5000")).toThrow(/a power of 5000 is above the limit of 1000/);
});
