import { type Model, varyModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import { checkEnclosure } from "../../certificates/check-enclosure.ts";
import type { EnclosureCertificate } from "../../certificates/enclosure-certificate.ts";
import { type MonotoneOutcome, proveVarianceMonotone } from "../../enclosures/prove-variance-monotone.ts";
import type { Evidence } from "../../ledger.ts";
import { withNoise } from "../noise.ts";
import type { KnownRegion } from "./known-regions.ts";

export interface OwnRegion {
  /** Whether the finding is proved for the model's own phi, laws and noises somewhere. */
  readonly proved: boolean;
  readonly regions: readonly KnownRegion[];
  readonly evidence: readonly Evidence[];
}

/**
 * Where the finding is proved for the model's own phi: by the polynomials' region where it is among them, and otherwise by
 * enclosures of d lambda / d rho at the model's own noises, for its own batch, small ones and large ones.
 * @param polynomials the activations whose region is proved.
 */
export function ownRegion(model: Model, polynomials: readonly string[]): OwnRegion {
  if (polynomials.includes(model.activation.text)) {
    const symmetric = model.features.every((law) => law.symmetric);
    return { proved: symmetric, regions: [], evidence: [] };
  }
  const decided: Decided[] = [];
  for (const batch of [2, model.batch.toNumber(), 1000]) {
    if (decided.some(({ certificate }) => certificate && covers(certificate, batch))) continue;
    const found = proveVarianceMonotone(varyModel(model, { batch }));
    if (found.outcome === "undecided") continue;
    // Found on doubles: nothing is said to be proved that the checker does not confirm.
    const { certificate } = found;
    const confirmed = certificate && checkEnclosure(JSON.stringify(certificate)).exitCode === 0;
    decided.push({ found, batch, certificate: confirmed ? certificate : undefined });
  }
  const regions = decided.flatMap(regionOf);
  return {
    proved: regions.some(({ statement }) => statement === "holds"),
    regions,
    evidence: [
      ...regions.flatMap(({ evidence }) => evidence),
      ...decided.flatMap((one) => counterexampleOf(one, model)),
    ],
  };
}

function regionOf({ certificate }: Decided): KnownRegion[] {
  if (!certificate) return [];
  return [
    {
      where: extent(certificate),
      statement: certificate.direction === "increasing" ? "holds" : "fails",
      known: "proved",
      evidence: [{ kind: "proof", about: certificate.statement, outcome: "holds", certificate }],
    },
  ];
}

/** The state at which lambda is larger, with enclosures of both values. */
function counterexampleOf({ found, batch }: Decided, model: Model): Evidence[] {
  const at = found.outcome === "proved" ? found.outside : found.at;
  if (!at) return [];
  const { Q, rho, lambda, uncorrelated } = at;
  return [
    {
      kind: "counterexample",
      about: `for the model's own phi in batches of ${batch} the variance is larger at rho = ${rho} than at rho = 0; both values are enclosed`,
      outcome: "holds",
      model: withNoise(varyModel(model, { batch }), { eta: model.augmentation, rho: Rational.parse(rho) })
        .source,
      values: {
        Q: Q.join(", "),
        s: 1,
        [`lambda(rho = ${rho})`]: `[${lambda.join(", ")}]`,
        "lambda(rho = 0)": `[${uncorrelated.join(", ")}]`,
      },
    },
  ];
}

interface Decided {
  readonly batch: number;
  readonly found: Exclude<MonotoneOutcome, { outcome: "undecided" }>;
  readonly certificate: EnclosureCertificate | undefined;
}

function covers({ batch: [from, to] }: EnclosureCertificate, batch: number): boolean {
  return from <= batch && (to === null || batch <= to);
}

/** Where a certificate holds, in few words. */
function extent({
  activation,
  background,
  augmentation,
  batch: [first, last],
  correlation,
}: EnclosureCertificate): string {
  const batches = last === null ? `B >= ${first}` : `B = ${first} to ${last}`;
  return `phi = ${activation}, nu = ${background}, eta = ${augmentation}: ${batches}, rho from ${correlation.join(" to ")}, all |Q| <= 1`;
}
