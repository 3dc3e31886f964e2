import type { Model } from "../../theory/model.ts";
import { formatExact } from "../format.ts";
import { describeLaw } from "../parameters.ts";

/** All numbers of a model in one sentence of plain text, for captions. */
export function modelSentence(model: Model): string {
  const { features, regularizer, entries } = model;
  const laws = features.map((law, l) => `c${features.length > 1 ? l + 1 : ""}: ${describeLaw(law)}`);
  const penalty =
    regularizer.kind === "none" || model.strength.isZero
      ? []
      : [`R(w) = ${regularizer.text} with κ = ${formatExact(model.strength)}`];
  return `${[
    `Model ${model.name}: ${laws.join("; ")}; ν = ${formatExact(model.background)}`,
    `η = ${formatExact(model.augmentation)}`,
    `ρ = ${formatExact(model.correlation)}`,
    `φ(y) = ${model.activation.text}`,
    `${model.loss.name} loss`,
    `B = ${formatExact(model.batch)}`,
    `τ = ${formatExact(model.learningRate)}`,
    ...penalty,
    ...(entries.kind === "gaussian" ? [] : [`entries of U: ${describeLaw(entries)}`]),
    model.constraint === "sphere" ? "|w|² = N" : "|w| free",
  ].join(", ")}.`;
}
