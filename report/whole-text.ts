import type { FixedPointSet } from "../numerics/fixed-points.ts";
import type { Model } from "../theory/model.ts";

/** How a list is known to be complete. */
const proofs: Readonly<Record<Exclude<FixedPointSet["method"], "newton">, string>> = {
  sturm: "by exact isolation of a polynomial's roots",
  resultants:
    "by exact isolation of the roots of two resultants and Krawczyk's operator on the pairs of them",
  krawczyk: "by Krawczyk's operator on boxes that cover the disk",
};

/** Why none of a model's fixed points is missing, or where they were looked for, a sentence each. */
export function wholeText({ method, searched }: FixedPointSet, model: Model): string[] {
  if (method !== "newton") return [`These are all, ${proofs[method]}.`];
  const { s, starts, ranAway } = searched!;
  const norms = model.constraint === "free" ? `, and followed from s = ${s.join(" to ")}` : "";
  const sentences = [
    "That none is missing is not proved.",
    `Newton's method was begun at ${starts} states${norms}.`,
  ];
  if (ranAway > 0) {
    sentences.push(
      `${ranAway} of them led to larger s, where there may be more, curves of them, or rates that only tend to zero.`,
    );
  }
  if (model.constraint === "free" && model.strength.isZero) {
    sentences.push("With kappa = 0 no penalty holds the norm back: it may grow for ever.");
  }
  return sentences;
}
