import type { Closure } from "../theory/closure.ts";
import type { FiniteLaw, Witness, WitnessValue } from "../theory/closure-witness.ts";
import { Polynomial } from "../theory/polynomial.ts";
import { Rational } from "../theory/rational.ts";
import { equals, type Sentence } from "../theory/render/sentence.ts";
import { symbol } from "../theory/symbols.ts";

const g = Polynomial.generator;

/** The verdict on closure with its reason, and the two measures that prove it where the equations do not close. */
export function closureSentences(closure: Closure, features: number): Sentence[] {
  const front = {
    closes: "The equations close: ",
    "does not close": "The equations do not close: ",
    undecided: "Whether the equations close is undecided: ",
  }[closure.verdict];
  const verdict: Sentence = [front, ...closure.reason, "."];
  return closure.verdict === "does not close"
    ? [verdict, ...witnessSentences(closure.witness, features)]
    : [verdict];
}

/** w of the two measures, as a formula in sign(u1) and x. */
export function witnessWeight({ along, across }: Witness): Polynomial {
  return g("sign(u1)").scale(along).add(g("x").scale(across));
}

/** Q_1 in both measures. */
export function witnessOverlap({ along }: Witness): Polynomial {
  return g("<abs(u1)>").scale(along);
}

function witnessSentences(witness: Witness, features: number): Sentence[] {
  const [first, second] = witness.laws;
  const assumption =
    features > 1
      ? "If the features are independent and their laws symmetric about 0, "
      : "If the law of the feature is symmetric about 0, ";
  const others: Sentence = features > 1 ? [", all other overlaps 0"] : [];
  return [
    [
      "These two measures have the same ",
      g("Q"),
      " and ",
      g(symbol.norm),
      ": ",
      g("w"),
      equals,
      witnessWeight(witness),
      " with ",
      g("x"),
      " independent of the features, in the one ",
      ...lawWords(first),
      ", in the other ",
      ...lawWords(second),
      ".",
    ],
    [
      assumption,
      "both have ",
      g(symbol.overlap(0)),
      equals,
      witnessOverlap(witness),
      ...others,
      " and ",
      g(symbol.norm),
      equals,
      Polynomial.one,
      "; but ",
      witness.average,
      " is ",
      ...valueWords(witness.values[0], witness.unit),
      " in the one and ",
      ...valueWords(witness.values[1], witness.unit),
      " in the other.",
    ],
  ];
}

function lawWords({ values, probabilities }: FiniteLaw): Sentence {
  const number = (value: Rational): Polynomial => Polynomial.constant(value);
  const [only, second] = values;
  if (second === undefined) return [g("x"), equals, number(only!)];
  return values.flatMap((value, i): Sentence => {
    const own: Sentence = [g("x"), equals, number(value), " with probability ", number(probabilities[i]!)];
    return i === 0 ? own : [" or ", number(value), " with ", number(probabilities[i]!)];
  });
}

/** Exact, or six digits of a double. */
function valueWords(value: WitnessValue, unit: Polynomial): Sentence {
  if (value instanceof Rational) return [unit.scale(value)];
  const digits = `about ${Number(value.toPrecision(6))}`;
  return unit.asConstant() ? [digits] : [`${digits} `, unit];
}
