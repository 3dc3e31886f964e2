import { witnessOverlap, witnessWeight } from "../../report/closure-words.ts";
import type { Closure } from "../../theory/closure.ts";
import { type Witness, witnessAtoms } from "../../theory/closure-witness.ts";
import { Rational } from "../../theory/rational.ts";
import { toLatex } from "../../theory/render/latex.ts";
import { sentenceText } from "../../theory/render/sentence.ts";
import { toText } from "../../theory/render/text.ts";

/** The verdict on closure, in words, with the two measures that prove it; null where there are none. */
export function closureJson(closure: Closure) {
  const { verdict, reason } = closure;
  const witness = verdict === "does not close" ? witnessJson(closure.witness) : null;
  return { verdict, reason: sentenceText(reason), witness };
}

/** Exact numbers are strings such as "22/25"; a value that is irrational is a number. */
function witnessJson(witness: Witness) {
  const { average, values, unit, laws } = witness;
  return {
    weight: toText(witnessWeight(witness)),
    sameOrderParameters: { Q1: toText(witnessOverlap(witness)), others: "0", s: "1" },
    average: { text: toText(average), latex: toLatex(average) },
    unit: toText(unit),
    exact: values.every((value) => value instanceof Rational),
    measures: laws.map((law, i) => ({
      x: { values: law.values.map(String), probabilities: law.probabilities.map(String) },
      atoms: witnessAtoms(witness, law).map(({ u, w, probability }) => ({
        "sign(u1)": `${u}`,
        w: `${w}`,
        probability: `${probability}`,
      })),
      average: values[i]! instanceof Rational ? `${values[i]}` : values[i]!,
    })),
  };
}
