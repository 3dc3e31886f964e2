import { describe, expect, it } from "vitest";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { growthRates } from "../../numerics/growth-rates.ts";
import { checkCertificate } from "../../proofs-check/certificates/check-certificate.ts";
import { evenSignalProof } from "../../proofs-check/claims/noise-even.ts";
import { linearDriftIdentity, linearExcessProof } from "../../proofs-check/claims/noise-linear.ts";
import { parseModel, varyModel } from "../../theory/model.ts";

const model = parseModel({
  features: [
    { law: "rademacher", variance: 1 },
    { law: "gaussian", variance: "1/2" },
  ],
  background: { variance: 1 },
  augmentation: { variance: 3, correlation: -1 },
  activation: "quadratic",
  batch: 5,
  learningRate: "1/1000",
});

describe("exact statements on noise", () => {
  it("hold, with certificates that check", () => {
    const evidence = [...evenSignalProof(model), linearDriftIdentity(model), ...linearExcessProof(model)];
    expect(evidence.map(({ outcome }) => outcome)).toEqual(evidence.map(() => "holds"));
    const certificates = evidence.flatMap((piece) => (piece.kind === "proof" ? [piece.certificate] : []));
    expect(certificates.map(({ kind }) => kind)).toEqual(["positivity", "positivity", "smt2"]);
    for (const certificate of certificates.filter(({ kind }) => kind === "positivity")) {
      expect(checkCertificate(JSON.stringify(certificate)).exitCode).toBe(0);
    }
  });

  it("on y^2 agree with the flow's own rates on either side of -rho eta = nu", () => {
    const fastest = (correlation: string): number => {
      const noisy = varyModel(model, { augmentation: { variance: 3, correlation } });
      return Math.max(...growthRates(compileFlow(noisy)));
    };
    expect(fastest("-1/3")).toBeLessThan(0);
    expect(fastest("-2/3")).toBeLessThan(0);
    expect(fastest("-1/6")).toBeGreaterThan(0);
  });
});
