import { derive, withTerms } from "../../theory/derive.ts";
import { type Model, varyModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { termSymbol } from "../../theory/reduction.ts";
import { symbol } from "../../theory/symbols.ts";
import type { Evidence } from "../ledger.ts";
import { orthantProof } from "../orthant-proof.ts";
import { excessLetters, varianceExcess } from "./noise-variance/variance-gap.ts";

/** The linear activation on the sphere, with the covariance loss and no penalty. */
function linearOf(model: Model): Model {
  return varyModel(model, {
    activation: "identity",
    loss: "covariance",
    constraint: "sphere",
    regularizer: { kind: "none" },
    theory: undefined,
  });
}

/** With phi = y noise enters dQ/dt through lambda alone, so that stationary overlaps are ordered as lambda is, inversely. */
export function linearDriftIdentity(model: Model): Evidence {
  const linear = linearOf(model);
  const hypotheses = model.features.map(() => ({
    zeroMean: true,
    symmetric: false,
    exponentialMoments: true,
  }));
  const { reduction, terms, constraint, variables } = derive(linear, hypotheses, false);
  const kept = { ...terms, lambda: Polynomial.generator(termSymbol.lambda) };
  const noises = new Set<string>([symbol.noiseVariance, symbol.noiseCovariance]);
  const failures = withTerms(reduction.equations, kept, constraint).flatMap((rate, i) => {
    const found = rate.generators().filter((name) => noises.has(name));
    return found.length > 0 ? [`d${variables[i]}/dt contains ${found.join(", ")}`] : [];
  });
  return {
    kind: "identity",
    about:
      "phi = y on the sphere: apart from lambda the equations contain no noise, so that a stationary overlap is larger exactly where lambda is smaller; by noise-variance, at rho < 0 for -rho eta < 2 nu + sum_l m2_l Q_l^2 at the overlaps Q of rho = 0",
    outcome: failures.length === 0 ? "holds" : "fails",
    count: variables.length,
    ...(failures[0] !== undefined && { failure: failures[0] }),
  };
}

/** With phi = y no noise of correlation rho <= 0 makes lambda smaller than none does, at any state. */
export function linearExcessProof(model: Model): Evidence[] {
  const about = `phi = y: lambda with noise of correlation rho <= 0 is never below lambda without; the polynomial is their difference times powers of B and B - 1, with ${excessLetters}`;
  const polynomial = varianceExcess(linearOf(model));
  const undecided: Evidence = { kind: "property", about, outcome: "undecided", cases: 0 };
  return orthantProof({ polynomial, about, inner: new Set(), strict: false }) ?? [undecided];
}
