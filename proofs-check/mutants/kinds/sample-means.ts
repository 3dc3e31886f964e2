import type { DerivativePowers } from "../../../theory/activations/activation.ts";
import type { Mutant } from "../mutant.ts";
import { fromMeans, joined } from "../wrong-means.ts";

const halved = (powers: DerivativePowers): DerivativePowers =>
  new Map([...powers].map(([order, exponent]) => [order, exponent / 2]));
const isSquare = (powers: DerivativePowers): boolean =>
  [...powers.values()].every((exponent) => exponent % 2 === 0);

/** Errors in the mean over one sample, wherever it is taken. */
export const sampleMeans: readonly Mutant[] = [
  {
    id: "views-independent",
    words: "E[X(y)] E[Y(y')] for E[X(y) Y(y')]: the two views taken as independent",
    terms: fromMeans(
      ({ hidden, left, right }, mean) => mean({ hidden, left }).multiply(mean({ left: right })),
      "g",
      "f",
      "lambda",
    ),
  },
  {
    id: "views-independent-lambda",
    words: "the two views taken as independent in lambda",
    terms: fromMeans(
      ({ hidden, left, right }, mean) => mean({ hidden, left }).multiply(mean({ left: right })),
      "lambda",
    ),
  },
  {
    id: "views-equal",
    words: "y for y'",
    terms: fromMeans(
      ({ hidden, left, right }, mean) => mean({ hidden, left: joined(left, right) }),
      "g",
      "f",
      "lambda",
    ),
  },
  {
    id: "slope-for-value",
    words: "phi' for phi at y'",
    terms: fromMeans(
      ({ hidden, left, right }, mean) =>
        mean({ hidden, left, right: new Map([...right].map(([k, power]) => [k === 0 ? 1 : k, power])) }),
      "g",
      "f",
      "lambda",
    ),
  },
  {
    id: "hidden-apart",
    words: "E[c^k] E[X] for E[c^k X]: hidden variables and outputs taken as independent",
    terms: fromMeans(
      ({ hidden, left, right }, mean) => mean({ hidden }).multiply(mean({ left, right })),
      "g",
    ),
  },
  {
    id: "square-of-mean",
    words: "E[X]^2 for E[X^2] in lambda",
    terms: fromMeans(
      ({ hidden, left, right }, mean) =>
        isSquare(left) && isSquare(right)
          ? mean({ hidden, left: halved(left), right: halved(right) }).power(2)
          : mean({ hidden, left, right }),
      "lambda",
    ),
  },
];
