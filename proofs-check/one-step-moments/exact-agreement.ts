import { Random } from "../../numerics/random/random.ts";
import { losses, lossOf } from "../../theory/losses/index.ts";
import type { IdentityEvidence } from "../ledger.ts";
import { compareAt, derivedFormulas } from "./compare-at.ts";
import { type ExactCase, exactPoint } from "./exact-cases.ts";

/** Batches that are enumerated: at two sizes a term in B for one in B - 1, or in 1/B^2 for one in 1/B, shows. */
const batches = [2, 3];

const linear: ExactCase = { activation: "identity", laws: ["sparse", "atoms"] };
const linearAlone: ExactCase = { activation: "identity", laws: ["atoms"] };
const quadratic: ExactCase = { activation: "quadratic", laws: ["atoms"] };
const twoQuadratics: ExactCase = { activation: "quadratic", laws: ["rademacher", "sparse"] };
const mixed: ExactCase = { activation: "y + y^2/5", laws: ["atoms"] };
const cubic: ExactCase = { activation: "cubic", laws: ["rademacher"] };

/**
 * What is enumerated for a loss. D is of four times its degree times that of phi: for a loss of more than two outputs
 * the derivation, which keeps every letter, takes minutes where the enumeration takes a second.
 */
function casesFor(loss: unknown, thorough: boolean): readonly ExactCase[] {
  const { a, b } = lossOf(loss);
  const degrees = [a, b].flatMap((part) => part.namedTerms().map(({ powers }) => sum([...powers.values()])));
  const degree = Math.max(...degrees);
  if (degree > 4) return [linearAlone];
  if (degree > 2) return thorough ? [linear, quadratic] : [linear];
  return thorough ? [linear, quadratic, twoQuadratics, mixed, cubic] : [linear, quadratic, mixed, cubic];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0);

/** One loss: every moment of the enumerated steps against the derived one, at a point of norm 1 and another a case. */
function agreementFor(loss: unknown, seed: number, thorough: boolean): IdentityEvidence {
  const random = new Random(seed);
  let count = 0;
  const failures: string[] = [];
  const cases = casesFor(loss, thorough);
  for (const each of cases) {
    // The formulas hold for all numbers: they are derived once a case.
    const formulas = derivedFormulas(exactPoint(each, loss, batches[0]!, true, random).model);
    for (const batch of batches) {
      for (const unitNorm of thorough || batch === batches[0] ? [true, false] : [true]) {
        const comparison = compareAt(formulas, exactPoint(each, loss, batch, unitNorm, random));
        count += comparison.count;
        failures.push(...comparison.differing.map((name) => `${name} of ${each.activation}, B = ${batch}`));
      }
    }
  }
  const activations = [...new Set(cases.map(({ activation }) => activation))].join(", ");
  return {
    kind: "identity",
    about: `the step of SGD, enumerated exactly at B = ${batches.join(" and ")} (${lossOf(loss).name} loss; ${activations}): means of N Delta(Q, s) and of V and covariances equal the derived right-hand side, lambda and D at random rational numbers, free and on the sphere`,
    outcome: failures.length === 0 ? "holds" : "fails",
    count,
    ...(failures.length > 0 && { failure: failures[0]! }),
  };
}

const memo = new Map<string, IdentityEvidence>();

/**
 * The built-in losses, and a model's own, on steps enumerated exactly. Independent of the model but for its loss, so
 * that several models share the work.
 * @param own the loss as the model's file has it.
 */
export function exactAgreement(own: unknown, seed: number, thorough: boolean): IdentityEvidence[] {
  const names: unknown[] = losses.map(({ name }) => name);
  return [own, ...names.filter((name) => name !== own)].map((loss) => {
    const key = JSON.stringify([loss, seed, thorough]);
    let evidence = memo.get(key);
    if (evidence === undefined) memo.set(key, (evidence = agreementFor(loss, seed, thorough)));
    return evidence;
  });
}
