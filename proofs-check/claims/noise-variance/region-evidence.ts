import { UnsupportedError } from "../../../theory/errors.ts";
import { type Model, varyModel } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import type { Evidence } from "../../ledger.ts";
import { orthantProof } from "../../orthant-proof.ts";
import type { KnownRegion } from "./known-regions.ts";
import { gapLetters, slopeLetters, type VarianceGap, varianceGap } from "./variance-gap.ts";

const inner: ReadonlySet<string> = new Set(["w", "s", "c"]);

/** The polynomial activations whose region is always shown. */
export const provedActivations = ["identity", "quadratic", "cubic"];

export interface PolynomialRegion {
  /** The activations for which everything was proved. */
  readonly activations: readonly string[];
  readonly regions: readonly KnownRegion[];
  readonly evidence: readonly Evidence[];
}

/**
 * For polynomial phi and the model's loss: lambda(rho) < lambda(0) for 0 < -rho eta < 2 nu, whatever the batch, the state, the
 * number of features and their symmetric laws; lambda grows with rho as far as nu + rho eta >= 0; and at Q = 0 it is even in
 * nu + rho eta, so that there the region is exact. What cannot be proved for one phi is left out, not held against it.
 */
export function provedRegion(model: Model): PolynomialRegion {
  const own = model.activation.text;
  const names = provedActivations.map((name) => varyModel(model, { activation: name, theory: undefined }));
  const known = names.some(({ activation }) => activation.text === own);
  const proved = [...names, ...(known ? [] : [model])].flatMap((candidate) => {
    const evidence = regionOf(candidate);
    return evidence ? [{ activation: candidate.activation.text, evidence }] : [];
  });
  const activations = proved.map(({ activation }) => activation);
  const evidence = proved.flatMap((one) => one.evidence);
  const phi = `phi = ${activations.join(", ")}, ${model.loss.name} loss, all B, nu and symmetric hidden laws`;
  const regions: KnownRegion[] = [
    {
      where: `${phi}: 0 < -rho eta < 2 nu, all Q`,
      statement: "holds",
      known: "proved",
      evidence: evidence.filter(({ kind }) => kind === "proof"),
    },
    { where: `${phi}: -rho eta > 2 nu, Q = 0`, statement: "fails", known: "proved", evidence },
  ];
  return { activations, regions: activations.length > 0 ? regions : [], evidence };
}

function regionOf(model: Model): Evidence[] | undefined {
  const found = polynomialsOf(model);
  if (!found?.evenAtOrigin) return undefined;
  const phi = `phi = ${model.activation.text}, ${model.loss.name} loss`;
  const gap = orthantProof({
    polynomial: found.gap,
    about: `${phi}: lambda(0) > lambda(rho) for 0 < -rho eta < 2 nu; the polynomial is (lambda(0) - lambda(rho)) / (-rho eta) times powers of B and B - 1, with ${gapLetters}`,
    inner,
    strict: true,
  });
  const slope = orthantProof({
    polynomial: found.slope,
    about: `${phi}: lambda grows with rho where nu + rho eta > 0; the polynomial is d lambda / dc times powers of B and B - 1, with ${slopeLetters}`,
    inner,
    strict: true,
  });
  if (!gap || !slope) return undefined;
  return [
    ...gap,
    ...slope,
    ...borderOf(found.gap, phi),
    {
      kind: "identity",
      about: `${phi}: lambda at Q = 0 is even in nu + rho eta, so that there lambda(rho) = lambda(0) at -rho eta = 2 nu and is larger beyond`,
      outcome: "holds",
      count: 1,
    },
  ];
}

function polynomialsOf(model: Model): VarianceGap | undefined {
  try {
    return varianceGap(model);
  } catch (error) {
    if (error instanceof UnsupportedError || error instanceof RangeError) return undefined;
    throw error;
  }
}

const { generator } = Polynomial;

/**
 * Where the gap is linear in w = 2 nu + rho eta and has no other noise in it, its sign at each state is known: for phi = y it is a
 * positive number times E S^2 + s w.
 */
function borderOf(gap: Polynomial, phi: string): Evidence[] {
  const noises = ["r", "w", "e"];
  const parts = gap.collect((name) => noises.includes(name));
  const constant = parts.find(({ powers }) => powers.size === 0)?.coefficient;
  const slope = parts.find(({ powers }) => powers.get("w") === 1 && powers.size === 1)?.coefficient;
  if (parts.length !== 2 || !constant || !slope) return [];
  if (!constant.multiply(generator("s")).equals(slope.multiply(generator("a")))) return [];
  return [
    {
      kind: "identity",
      about: `${phi}: at each state lambda(rho) < lambda(0) exactly for -rho eta < 2 nu + sum_l m2_l Q_l^2 / s`,
      outcome: "holds",
      count: 1,
    },
  ];
}
