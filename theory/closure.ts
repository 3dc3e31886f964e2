import { findWitness, type Witness } from "./closure-witness.ts";
import type { Model } from "./model.ts";
import { Polynomial } from "./polynomial.ts";
import type { Reduction } from "./reduction.ts";
import { isLinear, penaltySlope } from "./regularizers/penalty-slope.ts";
import { equals, listed, type Sentence } from "./render/sentence.ts";
import { symbol } from "./symbols.ts";

/**
 * Whether the moment equations are equations in the order parameters alone. Either answer is proved: `closes` by the
 * reduction, which wrote every average with the order parameters; `does not close` by two measures with the same
 * order parameters and different rates. Where neither proof is found it is `undecided`.
 */
export type Closure =
  | { readonly verdict: "closes"; readonly reason: Sentence }
  | { readonly verdict: "does not close"; readonly reason: Sentence; readonly witness: Witness }
  | { readonly verdict: "undecided"; readonly reason: Sentence };

const g = Polynomial.generator;
const [slopeName, weight] = [g("R'(w)"), g("w")];

/** Decides on closure from the moment equations of a model's penalty. */
export function closureOf(
  model: Pick<Model, "regularizer" | "strength" | "constraint">,
  reduction: Reduction,
): Closure {
  if (reduction.missing.length === 0) return { verdict: "closes", reason: closingReason(model) };
  const missing = listed(reduction.missing.map((name) => g(name)));
  const witness = findWitness(model.regularizer, reduction, model.constraint);
  if (!witness) {
    return {
      verdict: "undecided",
      reason: [
        "nothing shows that ",
        slopeName,
        " is linear, and no two measures were found that have the same order parameters and different averages ",
        ...missing,
      ],
    };
  }
  const functions = reduction.missing.length === 1 ? "is no function" : "are no functions";
  const open: Sentence = [...missing, ` ${functions} of the order parameters`];
  return { verdict: "does not close", reason: [...open, ...affineRemark(model)], witness };
}

function closingReason(model: Pick<Model, "regularizer" | "strength" | "constraint">): Sentence {
  const slope = penaltySlope(model);
  if (slope.isZero) {
    const why = model.regularizer.slope.isZero ? "there is no penalty" : "the penalty has strength 0";
    return [`${why}, and the loss acts through the order parameters alone`];
  }
  const linear: Sentence = [slopeName, equals, slope, " is linear"];
  if (model.constraint === "sphere") {
    return [
      ...linear,
      ", so the penalty only shortens the weights; the sphere undoes that, and the penalty drops out",
    ];
  }
  const averaged = (average: string, value: string): Sentence => {
    const kappa = g(symbol.strength);
    const factor = slope.multiply(weight.inverse());
    return [kappa.multiply(g(average)), equals, kappa.multiply(factor).multiply(g(value))];
  };
  return [
    ...linear,
    ", and its averages are ",
    ...averaged("<u_l*R'(w)>", "Q_l"),
    " and ",
    ...averaged("<w*R'(w)>", symbol.norm),
  ];
}

/** d<w>/dt has no other averages than the rest, and <u_l> never changes. */
function affineRemark(model: Pick<Model, "regularizer" | "strength">): Sentence {
  const slope = penaltySlope(model);
  const constant = slope.substitute((name) => (name === "w" ? Polynomial.zero : undefined));
  if (constant.asConstant() === undefined || !isLinear(slope.subtract(constant))) return [];
  return [
    "; they close with ",
    g("<w>"),
    " and the constants ",
    g("<u_l>"),
    " added to these, since ",
    slopeName,
    equals,
    slope,
    " is affine",
  ];
}
