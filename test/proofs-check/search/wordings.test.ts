import { describe, expect, it } from "vitest";
import { withNoise } from "../../../proofs-check/claims/noise.ts";
import type { Wording } from "../../../proofs-check/search/wording.ts";
import { selectClaims } from "../../../proofs-check/verify.ts";
import { derive } from "../../../theory/derive.ts";
import { type Model, type ModelInput, parseModel, varyModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import { withValues } from "../../../theory/values.ts";
import { evaluate } from "../../theory/support/evaluate.ts";

const wordingOf = (id: string): Wording => selectClaims(id)[0]!.wording!;

const linear = parseModel({
  features: [{ law: "rademacher", variance: 2 }],
  background: { variance: "1/4" },
  augmentation: { variance: "1/4", correlation: "-1" },
  activation: "identity",
  batch: 2,
  learningRate: "1/10",
});

describe("the wording of learnability", () => {
  const wording = wordingOf("learnability");
  const lopsided = { law: "atoms", values: ["-2", "2"], weights: ["1/4", "3/4"] };
  const of = (...features: ModelInput[]): Model =>
    varyModel(linear, {
      features,
      activation: "relu",
      augmentation: { variance: "1/2", correlation: "-1/4" },
    });

  it("is contradicted by a mean, by as much as that moves Q = 0", () => {
    const model = of({ law: "rademacher", variance: 1 }, lopsided);
    // dQ_l/dt = 2 tau E c_l Cov(phi'(n), phi(n')), where phi' is a step and E [n > 0] n'_+ = (sd + c/sd) / sqrt(8 pi).
    const [mean, v, c] = [1, 1 / 4 + 1 / 2, 1 / 4 - 1 / 8];
    const drift = (2 * 0.1 * mean * (c / Math.sqrt(v))) / Math.sqrt(8 * Math.PI);
    expect(wording.margin(model)).toBeCloseTo(drift, 9);
    const { "means of the hidden laws": means, "dQ/dt at Q = 0": rates } = wording.values(model);
    expect(means).toBe("0, 1");
    const numbers = `${rates}`.split(", ").map(Number);
    expect(numbers[0]).toBeCloseTo(0, 12);
    expect(numbers[1]).toBeCloseTo(drift, 9);
  });

  it("holds without one", () => {
    const skewed = { law: "atoms", values: ["-1", "2"], weights: ["2/3", "1/3"] };
    expect(wording.margin(of(skewed))).toBeCloseTo(0, 12);
  });
});

describe.each([
  ["noise-similarity", "|Q| (eta = 1/4, rho = 0)", { eta: Rational.of(1, 4), rho: Rational.zero }, false],
  ["noise-benefit", "|Q| (eta = 0)", { eta: Rational.zero, rho: Rational.zero }, true],
] as const)("the wording of %s", (id, name, other, contradicted) => {
  const wording = wordingOf(id);

  it("compares the overlaps at which the derived equations rest", () => {
    const values = wording.values(linear);
    const [own, others] = [values["|Q| (eta = 1/4, rho = -1)"], values[name]] as [number, number];
    const rate = (model: Model, Q: number): number => {
      const ode = withValues(model, derive(model).ode[0]!);
      return evaluate(ode, () => Rational.parse(`${Q}`)).toNumber();
    };
    // Stable, and so neither end of a flat stretch: the rate changes its sign there.
    for (const [model, Q] of [
      [linear, own],
      [withNoise(linear, other), others],
    ] as const) {
      expect(Q).toBeGreaterThan(0.5);
      expect(rate(model, Q - 1e-9)).toBeGreaterThan(0);
      expect(rate(model, Q + 1e-9)).toBeLessThan(0);
    }
    expect(wording.margin(linear)).toBe((others - own) / others);
    expect(own < others).toBe(contradicted);
  });

  it("says nothing about other noise, and is not contradicted where nothing is learned", () => {
    for (const augmentation of [
      { variance: "1/4", correlation: 0 },
      { variance: 0, correlation: "-1" },
    ])
      expect(wording.margin(varyModel(linear, { augmentation }))).toBeUndefined();
    const faint = varyModel(linear, { features: [{ law: "rademacher", variance: "1/1000" }] });
    expect(wording.margin(faint)).toBe(0);
  });
});
