import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../../../numerics/random/random.ts";
import { OutputGradient } from "../../../numerics/samplers/output-gradient.ts";
import { rademacherOrSparse } from "../../../proofs-check/arbitraries/hidden-laws.ts";
import { models } from "../../../proofs-check/arbitraries/models.ts";
import { claims } from "../../../proofs-check/claims/index.ts";
import { varianceWording } from "../../../proofs-check/claims/noise-variance/wording.ts";
import { searchCounterexample } from "../../../proofs-check/search/search.ts";
import type { Wording } from "../../../proofs-check/search/wording.ts";
import { parseModel, varyModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";

/** A wording whose counterexamples are known: those with eta above 5/2 nu. */
const weakNoise: Wording = {
  sentence: "eta is at most 5/2 nu",
  margin: ({ augmentation, background }) =>
    (augmentation.toNumber() - 2.5 * background.toNumber()) /
    (augmentation.toNumber() + background.toNumber()),
  values: ({ augmentation, background }) => ({ "eta/nu": `${augmentation.divide(background)}` }),
};

describe("the search for counterexamples", () => {
  it("finds one, as simple as the wording lets it be", () => {
    const found = searchCounterexample(weakNoise, { seed: 1, tries: 20 })!;
    const model = parseModel(found.input);
    expect(found.margin).toBeGreaterThan(0);
    expect(weakNoise.margin(model)).toBe(found.margin);
    expect(found.input).toMatchObject({
      features: [{ law: "rademacher", variance: 1 }],
      activation: "identity",
      batch: 2,
      learningRate: 1,
    });
    // One number after the other: the smallest nu with a simple eta, then the smallest eta with that nu.
    expect([model.augmentation, model.background].map(String)).toEqual(["2", "1/2"]);
    expect(found.values).toEqual({ "eta/nu": "4" });
  });

  it("improves a model number by number where no draw is good enough", () => {
    const steep: Wording = { ...weakNoise, margin: ({ batch }) => 0.001 * (batch.toNumber() - 40) };
    expect(
      parseModel(searchCounterexample(steep, { seed: 1, tries: 100 })!.input).batch.toNumber(),
    ).toBeGreaterThan(40);
  });

  it("finds nothing where there is nothing, and takes models that cannot be evaluated for no counterexample", () => {
    expect(searchCounterexample({ ...weakNoise, margin: () => 0 }, { seed: 1, tries: 10 })).toBeUndefined();
    expect(
      searchCounterexample({ ...weakNoise, margin: () => undefined }, { seed: 1, tries: 10 }),
    ).toBeUndefined();
    expect(
      searchCounterexample({ ...weakNoise, margin: () => Number.NaN }, { seed: 1, tries: 10 }),
    ).toBeUndefined();
  });

  it("keeps the structure of a model that it is given", () => {
    const base = {
      ...parseModel(searchCounterexample(weakNoise, { seed: 1, tries: 5 })!.input).source,
      activation: "sin",
    };
    const harder: Wording = {
      ...weakNoise,
      margin: (model) => (model.activation.name === "sin" ? weakNoise.margin(model) : -1),
    };
    const found = searchCounterexample(harder, {
      seed: 2,
      tries: 10,
      base: { ...base, augmentation: { variance: 0 } },
    });
    expect(found!.input["activation"]).toBe("sin");
  });

  it("gives the same for the same seed", () => {
    const run = (seed: number): string =>
      JSON.stringify(searchCounterexample(weakNoise, { seed, tries: 30 }));
    expect(run(4)).toBe(run(4));
  });
});

describe("the wordings of the claims", () => {
  it("are contradicted by what the search finds for noise-variance, in simulation too", () => {
    const { input } = searchCounterexample(varianceWording, { seed: 1, tries: 100 })!;
    const model = parseModel(input);
    const Q = Float64Array.from(`${varianceWording.values(model)["Q"]}`.split(", ").map(Number));
    const meanVariance = (correlation: number | string): number => {
      const gradient = new OutputGradient(
        varyModel(model, { augmentation: { variance: `${model.augmentation}`, correlation } }),
      );
      const random = Random.stream(3, 0);
      let sum = 0;
      for (let k = 0; k < 200_000; k++) {
        gradient.draw(Q, 1, random);
        sum += gradient.variance;
      }
      return sum / 200_000;
    };
    expect(meanVariance(`${model.correlation}`)).toBeGreaterThan(1.02 * meanVariance(0));
  });

  it("are not contradicted inside the region that is proved for noise-variance", () => {
    const polynomials = fc.constantFrom("identity", "quadratic", "cubic", "y + y^3", "y + y^2");
    const inside = models({
      activation: polynomials,
      regularizer: { kind: "none" },
      laws: rademacherOrSparse(),
      loss: "covariance",
      constraint: "sphere",
    })
      .map((input) => parseModel(input))
      .filter(
        ({ augmentation, background, correlation }) =>
          correlation.sign < 0 &&
          augmentation.multiply(correlation).add(background.multiply(Rational.of(2))).sign >= 0,
      );
    fc.assert(
      fc.property(inside, (model) => {
        expect(varianceWording.margin(model)!).toBeLessThanOrEqual(1e-9);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it("say something about every claim that a model can contradict", () => {
    const searchable = claims.flatMap(({ id, wording }) => (wording ? [id] : []));
    expect(searchable).toEqual(["learnability", "noise-variance", "noise-similarity", "noise-benefit"]);
  });
});
