import { compareTheory, type Derivation, type TheoryComparison } from "../theory/derive.ts";
import { formatExact } from "./format.ts";

/** What a reader of this derivation must know before using it: where the findings and the suite's word end. */
export function remarks(derivation: Derivation): string[] {
  return [...meanRemarks(derivation), ...theoryRemarks(derivation)];
}

function meanRemarks({ model, expectation }: Derivation): string[] {
  const means = model.features.flatMap(({ mean }, l) =>
    mean.isZero ? [] : [`E c${l + 1} = ${formatExact(mean)}`],
  );
  if (means.length === 0) return [];
  const denied = expectation.hypotheses.some(
    ({ zeroMean }, l) => zeroMean && !model.features[l]!.mean.isZero,
  );
  if (denied) {
    return [
      `The hidden laws have a nonzero mean (${means.join(", ")}), but these formulas were derived as if it were zero, as was asked: they are not this model's.`,
    ];
  }
  return [
    `The hidden laws have a nonzero mean (${means.join(", ")}). The equations hold all the same, with the moments m1_l in them, but the guarantee of the findings does not apply: they are about hidden variables of mean zero. With a mean the growth rates at Q = 0 depend on it too and not on the second moments alone, and for an activation neither odd nor even Q = 0 need not be a fixed point.`,
  ];
}

const words: Readonly<Record<TheoryComparison["outcome"], string>> = {
  equal: "equals the derived term",
  "equal here": "equals the derived term with this model's numbers, not for others",
  differs: "DIFFERS from the derived term",
  unproved:
    "is not the derived term as written; whether the two have the same values, driftproof verify decides",
};

function theoryRemarks(derivation: Derivation): string[] {
  const comparisons = compareTheory(derivation);
  if (comparisons.length === 0) return [];
  const own = comparisons.map(({ term, outcome }) => `${term} ${words[outcome]}`).join("; ");
  return [
    `The model file has a theory of its own, and every formula here is made of its terms in place of the derived ones: ${own}.`,
  ];
}
