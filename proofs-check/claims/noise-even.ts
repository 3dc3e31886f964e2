import { derive } from "../../theory/derive.ts";
import { type Model, varyModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { originStability } from "../../theory/stability.ts";
import { parseMoment } from "../../theory/symbols.ts";
import type { Evidence } from "../ledger.ts";
import { orthantProof } from "../orthant-proof.ts";
import { clearedOfBatch, withNoiseLetters } from "./noise-letters.ts";

const { generator } = Polynomial;

/**
 * With phi = y^2 the signal is proportional to c = nu + rho eta: as soon as -rho eta >= nu no feature grows out of Q = 0,
 * whatever tau and the batch. Between nu and 2 nu lambda is smaller nevertheless, so that 3a holds there and 3b does not.
 */
export function evenSignalProof(model: Model): Evidence[] {
  const even = varyModel(model, {
    features: [{ law: "gaussian", variance: 1 }],
    activation: "quadratic",
    loss: "covariance",
    constraint: "sphere",
    regularizer: { kind: "none" },
    theory: undefined,
  });
  const derivation = derive(even, [{ zeroMean: true, symmetric: false, exponentialMoments: true }], false);
  const [growth] = originStability(derivation).eigenvalues!;
  const [x, u, m] = ["x", "u", "m"].map((letter) => generator(letter)) as [
    Polynomial,
    Polynomial,
    Polynomial,
  ];
  const polynomial = withNoiseLetters(clearedOfBatch(growth!.negate()), {
    v: x.add(u),
    c: x.negate(),
  }).substitute((name) => (parseMoment(name) ? m : undefined));
  const about =
    "phi = y^2: for -rho eta >= nu the start Q = 0 is stable, so that nothing grows out of it; the polynomial is minus its growth rate times powers of B and B - 1, with x = -nu - rho eta, u = eta (1 + rho) + 2 nu, b = B - 2, m = m2";
  const undecided: Evidence = { kind: "property", about, outcome: "undecided", cases: 0 };
  return orthantProof({ polynomial, about, inner: new Set(["u", "tau"]), strict: true }) ?? [undecided];
}
