import type { HiddenLaw } from "../theory/laws/law.ts";
import type { Model } from "../theory/model.ts";
import type { Regularizer } from "../theory/regularizers/regularizer.ts";
import { formatExact } from "./format.ts";

/** One line of a model's table of parameters. */
export interface ParameterRow {
  /** In LaTeX. */
  readonly symbol: string;
  readonly meaning: string;
  /** Exact, as plain text. */
  readonly value: string;
  /** The value in LaTeX where that is how people read it. */
  readonly latex?: string;
}

/** Everything that a model file fixes, exact. */
export function parameterRows(model: Model): ParameterRow[] {
  const { activation, regularizer } = model;
  const row = (symbol: string, meaning: string, value: string): ParameterRow => ({ symbol, meaning, value });
  const penalty =
    regularizer.kind === "none"
      ? [row("R", "penalty on the weights", "none")]
      : [
          {
            ...row("R(w)", penaltyMeaning(regularizer), regularizer.text),
            latex: regularizer.latex,
          },
          row("\\kappa", "strength of the penalty", formatExact(model.strength)),
        ];
  return [
    ...model.features.map((law, l) =>
      row(`c_{${l + 1}}`, `hidden variable of feature ${l + 1}`, describeLaw(law)),
    ),
    row("\\nu", "variance per coordinate of the sample's own noise", formatExact(model.background)),
    row("\\eta", "variance per coordinate of each view's noise", formatExact(model.augmentation)),
    row("\\rho", "correlation of the two views' noises", formatExact(model.correlation)),
    {
      ...row(
        "\\varphi(y)",
        `nonlinearity (${activation.parity === "neither" ? "no parity" : activation.parity})`,
        activation.text,
      ),
      latex: activation.latex,
    },
    row("L", "loss", model.loss.name),
    row("B", "samples a step", formatExact(model.batch)),
    row("\\tau", "step size", formatExact(model.learningRate)),
    ...penalty,
    ...(model.entries.kind === "gaussian"
      ? []
      : [row("u_{jl}", "entry of the features", describeLaw(model.entries))]),
    row(
      "\\lvert w\\rvert^2",
      "constraint on the weights",
      model.constraint === "sphere" ? "sphere: rescaled to N after each step" : "free",
    ),
  ];
}

/** A user's expression is its own name and says itself. */
function penaltyMeaning({ kind, text }: Regularizer): string {
  return `penalty on each weight${kind.trim() === text ? "" : ` (${kind})`}`;
}

/** `rademacher, m2 = 1.2, m4 = 1.44` */
export function describeLaw(law: HiddenLaw): string {
  const moments = [2, 4].map((order) => `m${order} = ${shortMoment(law, order)}`).join(", ");
  const mean = law.mean.isZero ? "" : `mean ${formatExact(law.mean)}, `;
  return `${law.label}, ${mean}${moments}${law.symmetric ? "" : ", not symmetric"}`;
}

/** Moments with a long exact form (irrational scales) are given to six digits, marked as such. */
function shortMoment(law: HiddenLaw, order: number): string {
  const exact = formatExact(law.moment(order));
  return exact.length <= 14 ? exact : `${Number(law.moment(order).toNumber().toPrecision(6))}…`;
}
