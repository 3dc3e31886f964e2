import { type Model, varyModel } from "../../../theory/model.ts";
import type { EnclosureCertificate } from "../../certificates/enclosure-certificate.ts";
import { type MonotoneOutcome, proveVarianceMonotone } from "../../enclosures/prove-variance-monotone.ts";
import type { Evidence } from "../../ledger.ts";

export interface OwnRegion {
  /** Whether the finding is proved for the model's own phi, laws and noises somewhere. */
  readonly proved: boolean;
  readonly scope: readonly string[];
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
    return { proved: symmetric, scope: [], evidence: [] };
  }
  const decided: Decided[] = [];
  for (const batch of [2, model.batch.toNumber(), 1000]) {
    if (decided.some(({ certificate }) => certificate && covers(certificate, batch))) continue;
    const found = proveVarianceMonotone(varyModel(model, { batch }));
    if (found.outcome !== "undecided") decided.push(found);
  }
  const inside = decided.flatMap((one) => (one.outcome === "proved" ? [one.certificate] : []));
  return {
    proved: inside.length > 0,
    scope: inside.map(extent),
    evidence: decided.flatMap(({ certificate }) =>
      certificate ? [{ kind: "proof", about: certificate.statement, outcome: "holds", certificate }] : [],
    ),
  };
}

type Decided = Exclude<MonotoneOutcome, { outcome: "undecided" }>;

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
