import { describe, expect, it } from "vitest";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { Random } from "../../../numerics/random/random.ts";
import { checkEnclosure } from "../../../proofs-check/certificates/check-enclosure.ts";
import type { EnclosureCertificate } from "../../../proofs-check/certificates/enclosure-certificate.ts";
import {
  type MonotoneOutcome,
  proveVarianceMonotone,
} from "../../../proofs-check/enclosures/prove-variance-monotone.ts";
import { builtinModels } from "../../../theory/builtin-models.ts";
import { type Model, type ModelInput, parseModel, varyModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";

const [figure2, figure3, figure4] = builtinModels.map(({ input, name }) => parseModel(input, name)) as [
  Model,
  Model,
  Model,
];

function certificateOf(outcome: MonotoneOutcome): EnclosureCertificate {
  if (outcome.outcome === "undecided" || !outcome.certificate) throw new Error(JSON.stringify(outcome));
  return outcome.certificate;
}

/** lambda(rho) - lambda(0) by quadrature. */
function gap(model: Model, Q: readonly number[], rho: number): number {
  const [own, none] = [rho, 0].map((value) => {
    const flow = compileFlow(varyModel(model, { augmentation: { correlation: `${value}` } }), {
      tabulate: false,
    });
    return flow.terms(Q, 1).lambda;
  });
  return own! - none!;
}

describe("proveVarianceMonotone", () => {
  it("proves for batches of two that negative correlation lowers lambda", () => {
    const outcome = proveVarianceMonotone(figure4);
    expect(outcome.outcome).toBe("proved");
    expect(certificateOf(outcome)).toMatchObject({ correlation: ["-1", "0"], direction: "increasing" });
    expect(checkEnclosure(JSON.stringify(certificateOf(outcome)))).toEqual({
      exitCode: 0,
      message: certificateOf(outcome).statement,
    });
  });

  it.each([figure2, figure3])("refutes it for batches of ten, on every state", (model) => {
    const outcome = proveVarianceMonotone(model);
    expect(outcome.outcome).toBe("refuted");
    expect(certificateOf(outcome)).toMatchObject({ correlation: ["-1", "0"], direction: "decreasing" });
    expect(checkEnclosure(JSON.stringify(certificateOf(outcome))).exitCode).toBe(0);
    const random = Random.stream(3, 1);
    for (let run = 0; run < 2; run++) {
      const angle = 2 * Math.PI * random.uniform();
      const radius = random.uniform();
      const Q = model.features.length === 1 ? [radius] : [radius * Math.cos(angle), radius * Math.sin(angle)];
      const batch = run % 2 === 0 ? certificateOf(outcome).batch[0] : 1000;
      expect(gap(varyModel(model, { batch }), Q, -random.uniform())).toBeGreaterThan(0);
    }
  });

  it("finds a state where it fails between the batch sizes where it holds and those where it fails everywhere", () => {
    const holds = certificateOf(proveVarianceMonotone(varyModel(figure2, { batch: 2 })));
    const [last, first] = [holds.batch[1]!, certificateOf(proveVarianceMonotone(figure2)).batch[0]];
    expect(first).toBe(last + 2);
    const between = varyModel(figure2, { batch: last + 1 });
    const outcome = proveVarianceMonotone(between);
    expect(outcome).toMatchObject({ outcome: "refuted", at: { rho: "-1" } });
    if (outcome.outcome !== "refuted") return;
    expect(outcome.certificate).toBeUndefined();
    const difference = gap(
      between,
      outcome.at.Q.map((q) => Rational.parse(q).toNumber()),
      -1,
    );
    expect(difference).toBeGreaterThan(outcome.at.lambda[0] - outcome.at.uncorrelated[1]);
    expect(difference).toBeLessThan(outcome.at.lambda[1] - outcome.at.uncorrelated[0]);
  });

  it("proves a part of the range of rho where the whole is false", () => {
    const strong = varyModel(figure4, { augmentation: { variance: 2 } });
    const certificate = certificateOf(proveVarianceMonotone(strong));
    expect(checkEnclosure(JSON.stringify(certificate)).exitCode).toBe(0);
    const from = Rational.parse(certificate.correlation[0]);
    // Beyond, c = nu + rho eta is so negative that lambda grows with its size.
    expect(from.compare(Rational.of(-1))).toBe(1);
    expect(from.compare(Rational.of(-1, 4))).toBe(-1);
  });

  it("covers all features and symmetric laws within their bounds", () => {
    const mixed = varyModel(figure4, {
      features: [
        { law: "sparse", variance: "1/2", probability: "1/2" },
        { law: "uniform", variance: "1/3" },
      ],
    });
    const certificate = certificateOf(proveVarianceMonotone(mixed));
    expect(certificate.largestSquares[0]).toBe("1");
    expect(Math.abs(Rational.parse(certificate.largestSquares[1]!).toNumber() - 1)).toBeLessThan(1e-5);
    expect(gap(mixed, [0.6, 0.7], -0.8)).toBeLessThan(0);
  });

  it.each<[string, ModelInput]>([
    ["activation", { activation: "sin" }],
    ["loss", { loss: "alignment" }],
    ["features[1]", { features: [figure4.source["features"], { law: "gaussian", variance: 1 }].flat() }],
    ["features", { features: [{ law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] }] }],
    ["augmentation.variance", { augmentation: { variance: 0 } }],
  ])("says what it cannot do: %s", (field, changes) => {
    const outcome = proveVarianceMonotone(varyModel(figure4, changes));
    expect(outcome).toMatchObject({ outcome: "undecided", reason: expect.stringContaining(`${field}: `) });
  });
});
