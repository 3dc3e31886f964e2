import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { models, polynomialActivations, type Shape } from "../../proofs-check/arbitraries/index.ts";
import { activations } from "../../theory/activations/index.ts";
import { crossCheck, derive, hypothesesOf, requireAgreement } from "../../theory/derive.ts";
import { cavityDrift, type Drift, gradientTerms } from "../../theory/drift-diffusion.ts";
import { DerivationError } from "../../theory/errors.ts";
import { expectationFor } from "../../theory/expectation/index.ts";
import { losses } from "../../theory/losses/index.ts";
import { type ModelInput, parseModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { runs } from "./support/property.ts";

/** The terms of the drift in both ways, without the derivation of lambda, which costs ten times as much. */
function driftTwice(input: ModelInput): { cavity: Polynomial[]; gradient: Polynomial[] } {
  const model = parseModel(input);
  const expectation = expectationFor(model.activation, hypothesesOf(model), false);
  const list = ({ g, f }: Drift): Polynomial[] => [...g, f];
  return {
    cavity: list(cavityDrift(model.loss, expectation)),
    gradient: list(gradientTerms(model.loss, expectation)),
  };
}

/** The terms on which the cavity rule and the gradient of the population loss disagree. */
function disagreements(input: ModelInput): string[] {
  return crossCheck(derive(parseModel(input)))
    .filter(({ agrees }) => !agrees)
    .map(({ term }) => term);
}

describe("the cavity rule and the gradient of the population loss", () => {
  // 500 cases a loss. What a case costs grows fast with degree and d, most of all for the spectral loss.
  const cases: readonly [loss: string, shape: Shape, degree: number, features: number, count: number][] = [
    ["covariance", "odd", 5, 1, 90],
    ["covariance", "even", 4, 1, 90],
    ["covariance", "mixed", 5, 1, 30],
    ["covariance", "odd", 3, 2, 120],
    ["covariance", "even", 2, 3, 90],
    ["covariance", "mixed", 3, 2, 80],
    ["alignment", "odd", 5, 2, 160],
    ["alignment", "even", 4, 2, 240],
    ["alignment", "mixed", 5, 1, 100],
    ["spectral", "odd", 3, 1, 100],
    ["spectral", "odd", 5, 1, 12],
    ["spectral", "even", 4, 1, 40],
    ["spectral", "even", 2, 2, 200],
    ["spectral", "mixed", 3, 1, 50],
    ["spectral", "mixed", 5, 1, 8],
    ["spectral", "mixed", 2, 2, 90],
  ];
  it.each(cases)("agree for %s, random %s polynomials to degree %i, d <= %i (%i cases)", (...given) => {
    const [loss, shape, degree, features, count] = given;
    fc.assert(
      fc.property(models({ activation: polynomialActivations(shape, degree), loss, features }), (input) => {
        const { cavity, gradient } = driftTwice(input);
        expect(cavity.map((term, i) => term.equals(gradient[i]!))).toEqual(cavity.map(() => true));
      }),
      runs(count),
    );
  });

  it.each(activations.map(({ name }) => name))("agree for %s, every loss and constraint", (activation) => {
    for (const { name: loss } of losses) {
      for (const constraint of ["sphere", "free"] as const) {
        fc.assert(
          fc.property(
            models({ activation: fc.constant(activation), loss, constraint, features: 2 }),
            (input) => {
              expect(disagreements(input)).toEqual([]);
            },
          ),
          runs(2),
        );
      }
    }
  });

  it("are compared by a check that can fail", () => {
    const derivation = derive(
      parseModel({
        features: [{ law: "gaussian", variance: 1 }],
        background: { variance: 1 },
        augmentation: { variance: 1, correlation: 0 },
        activation: "tanh",
        batch: 2,
        learningRate: 1,
      }),
    );
    const wrong = {
      ...derivation,
      terms: { ...derivation.terms, f: derivation.terms.f.add(Polynomial.one) },
    };
    expect(crossCheck(wrong).filter(({ agrees }) => !agrees)).toEqual([{ term: "f", agrees: false }]);
    expect(() => requireAgreement(wrong)).toThrow(DerivationError);
    expect(() => requireAgreement(derivation)).not.toThrow();
  });
});
