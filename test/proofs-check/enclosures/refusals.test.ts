import { expect, it } from "vitest";
import { MonotoneProver } from "../../../proofs-check/enclosures/monotone-prover.ts";
import { varianceAt } from "../../../proofs-check/enclosures/variance-at.ts";
import { ViewMeans } from "../../../proofs-check/enclosures/view-means.ts";
import { UnsupportedError } from "../../../theory/errors.ts";
import { type Model, type ModelInput, parseModel, varyModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import { plain } from "../../theory/support/plain-model.ts";

const model = (changes: ModelInput): Model =>
  varyModel(parseModel({ ...plain, augmentation: { variance: 1, correlation: "-1/4" } }), changes);
const prover = (from: string, changes: ModelInput = {}) =>
  new MonotoneProver(model(changes), Rational.parse(from), 1);
const stateOf = (features: readonly ModelInput[]) =>
  varianceAt(model({ features }))(
    features.map(() => Rational.of(1, 3)),
    Rational.zero,
  );
const many = { law: "empirical", values: Array.from({ length: 80 }, (_, i) => i - 39.5) };

it.each<[string, () => unknown]>([
  ["augmentation.variance: below", () => prover("-1", { augmentation: { variance: "1/2000" } })],
  ["augmentation.correlation: ", () => prover("0")],
  ["background.variance: ", () => prover("-1", { background: { variance: 0 } })],
  ["features[0]: the enclosures", () => prover("-1", { features: [{ law: "laplace", variance: 1 }] })],
  ["augmentation.variance: nu + eta above 16", () => new ViewMeans([], Rational.parse("161/10"))],
  ["features[0]: a state", () => stateOf([{ law: "gaussian", variance: 1 }])],
  ["features: too many values", () => stateOf([many, many])],
])("what the enclosures cannot hold is refused by name: %s", (message, attempt) => {
  expect(attempt).toThrow(UnsupportedError);
  expect(attempt).toThrow(message);
});
