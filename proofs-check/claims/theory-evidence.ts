import { stateEvaluator } from "../../numerics/flow/state-evaluator.ts";
import { Random } from "../../numerics/random/random.ts";
import { compareTheory, type Derivation } from "../../theory/derive.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { termSymbol } from "../../theory/reduction.ts";
import type { Evidence } from "../ledger.ts";

const states = 24;
/** Quadrature is good to 1e-10; terms that differ by less than this anywhere are equal for every purpose. */
const tolerance = 1e-8;

/**
 * What a model's own theory is worth against the derived terms; empty where it has none. Exact where both are
 * polynomials in the state, and by their values at random states where means or functions stay in them.
 */
export function theoryEvidence(derivation: Derivation, seed: number): Evidence[] {
  const comparisons = compareTheory(derivation);
  if (comparisons.length === 0) return [];
  const named = (list: readonly { readonly term: string }[]): string =>
    list.map(({ term }) => term).join(", ");
  const decided = comparisons.filter(({ outcome }) => outcome !== "unproved");
  const wrong = decided.filter(({ outcome }) => outcome === "differs");
  const unproved = comparisons.filter(({ outcome }) => outcome === "unproved");
  const evidence: Evidence[] = [];
  if (decided.length > 0) {
    evidence.push({
      kind: "identity",
      about: `the model's own ${named(decided)} equal the derived terms`,
      outcome: wrong.length === 0 ? "holds" : "fails",
      count: decided.length,
      ...(wrong.length > 0 && { failure: named(wrong) }),
    });
  }
  if (unproved.length > 0) {
    const failure = difference(
      derivation,
      unproved.map(({ term }) => term),
      seed,
    );
    evidence.push({
      kind: "property",
      about: `the model's own ${named(unproved)} have the values of the derived terms at random states, to ${tolerance} of the largest`,
      outcome: failure === undefined ? "holds" : "fails",
      cases: states,
      seed,
      ...(failure !== undefined && { failure }),
    });
  }
  return evidence;
}

/** The first state and term at which the values differ. */
function difference(derivation: Derivation, names: readonly string[], seed: number): string | undefined {
  const { model, terms, derivedTerms, expectation } = derivation;
  const pick = ({ g, f, lambda }: Derivation["terms"]): Polynomial[] =>
    names.map((name) => {
      if (name === termSymbol.f) return f;
      return name === termSymbol.lambda ? lambda : g[Number(name.slice(1)) - 1]!;
    });
  const evaluate = stateEvaluator(model, [...pick(terms), ...pick(derivedTerms)], false);
  const values = new Float64Array(2 * names.length);
  const random = new Random(seed);
  const samples = Array.from({ length: states }, (_, i) => {
    const norm = i % 2 === 0 ? 1 : 0.5 + random.uniform();
    const direction = Array.from({ length: expectation.features }, () => random.normal());
    const scale = (random.uniform() * Math.sqrt(norm)) / Math.hypot(...direction);
    const Q = direction.map((x) => x * scale);
    evaluate(Q, norm, values);
    return { Q, norm, values: values.slice() };
  });
  for (const [i, name] of names.entries()) {
    const size = Math.max(...samples.map((sample) => Math.abs(sample.values[names.length + i]!)));
    for (const { Q, norm, values: pair } of samples) {
      const [own, derived] = [pair[i]!, pair[names.length + i]!];
      // The negation also takes what is not a number.
      if (!(Math.abs(own - derived) <= tolerance * Math.max(size, 1e-6))) {
        const at = `Q = (${Q.map((q) => q.toFixed(3)).join(", ")}), s = ${norm.toFixed(3)}`;
        return `${name} = ${own.toPrecision(6)} for ${derived.toPrecision(6)} at ${at}`;
      }
    }
  }
  return undefined;
}
