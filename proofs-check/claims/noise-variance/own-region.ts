import { type Model, varyModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import { type MonotoneOutcome, proveVarianceMonotone } from "../../enclosures/prove-variance-monotone.ts";
import type { Evidence } from "../../ledger.ts";

export interface OwnRegion {
  /** Whether the finding is proved for the model's own phi, laws and noises somewhere. */
  readonly proved: boolean;
  readonly scope: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** The ends of rho that are tried, the strongest first. */
const correlations = [Rational.of(-1), Rational.of(-1, 2), Rational.of(-1, 4), Rational.of(-1, 8)];

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
    if (decided.some(({ certificate }) => covers(certificate, batch))) continue;
    const found = decide(varyModel(model, { batch }));
    if (found) decided.push(found);
  }
  const inside = decided.filter(({ outcome }) => outcome === "proved");
  return {
    proved: inside.length > 0,
    scope: inside.map(({ certificate }) => extent(certificate)),
    evidence: decided.map(({ certificate }) => ({
      kind: "proof",
      about: certificate.statement,
      outcome: "holds",
      certificate,
    })),
  };
}

type Decided = Exclude<MonotoneOutcome, { outcome: "undecided" }>;

/** The sign of d lambda / d rho on the longest range of rho where it is known. */
function decide(model: Model): Decided | undefined {
  for (const rhoFrom of correlations) {
    const attempt = proveVarianceMonotone(model, { rhoFrom });
    if (attempt.outcome !== "undecided") return attempt;
  }
  return undefined;
}

function covers({ batch: [from, to] }: Decided["certificate"], batch: number): boolean {
  return from <= batch && (to === null || batch <= to);
}

/** Where a certificate holds, in few words. */
function extent({
  activation,
  background,
  augmentation,
  batch: [first, last],
  correlation,
}: Decided["certificate"]): string {
  const batches = last === null ? `B >= ${first}` : `B = ${first} to ${last}`;
  return `phi = ${activation}, nu = ${background}, eta = ${augmentation}: ${batches}, rho from ${correlation.join(" to ")}, all |Q| <= 1`;
}
