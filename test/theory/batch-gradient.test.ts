import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { derive } from "../../theory/derive.ts";
import { parseModel } from "../../theory/model.ts";
import { batchAverages, type Point } from "./support/brute-force.ts";
import { evaluate } from "./support/evaluate.ts";
import { featuresOf, points, valuesAt } from "./support/points.ts";
import { runs } from "./support/property.ts";

interface Case {
  readonly activation: string;
  readonly loss: string | { readonly a: string; readonly b: string };
  readonly batch: number;
  readonly features: number;
  readonly count: number;
}

/** The derived terms at a point against the averages over whole batches, as text so that a failure shows both. */
function compare(
  { activation, loss, batch }: Case,
  point: Point,
): { derived: string[]; enumerated: string[] } {
  const model = parseModel({
    features: featuresOf(point),
    background: { variance: 1 },
    augmentation: { variance: 1, correlation: 0 },
    activation,
    loss,
    batch,
    learningRate: 1,
  });
  const { terms } = derive(model);
  const at = valuesAt(point, batch);
  const [g, f, lambda] = [
    terms.g.map((term) => evaluate(term, at)),
    evaluate(terms.f, at),
    evaluate(terms.lambda, at),
  ];
  // The step is minus the gradient: along c it gains g, and along w it loses s f - Q.g.
  const alongWeight = point.overlaps.reduce(
    (sum, overlap, l) => sum.subtract(overlap.multiply(g[l]!)),
    point.norm.multiply(f),
  );
  const batchMeans = batchAverages(model, batch, point);
  return {
    derived: [...g.map((term) => term.negate()), alongWeight, lambda].map(String),
    enumerated: [...batchMeans.alongFeatures, batchMeans.alongWeight, batchMeans.variance].map(String),
  };
}

describe("g, f and lambda are the averages of the batch gradient as it is defined", () => {
  const cases: readonly Case[] = [
    { activation: "identity", loss: "covariance", batch: 2, features: 3, count: 6 },
    { activation: "quadratic", loss: "covariance", batch: 2, features: 2, count: 6 },
    { activation: "y + y^3/10", loss: "covariance", batch: 2, features: 2, count: 4 },
    { activation: "y - y^2/3", loss: "covariance", batch: 2, features: 1, count: 6 },
    { activation: "identity", loss: "spectral", batch: 2, features: 2, count: 6 },
    { activation: "quadratic", loss: "spectral", batch: 2, features: 1, count: 3 },
    { activation: "y - y^2/3", loss: "spectral", batch: 2, features: 1, count: 2 },
    { activation: "y + y^3/10", loss: "alignment", batch: 2, features: 1, count: 4 },
    // Not symmetric in the two branches.
    { activation: "identity", loss: { a: "-z*zp + z^2/4", b: "z^2*zp" }, batch: 2, features: 2, count: 4 },
    { activation: "y - y^2/3", loss: { a: "zp^2/2 - z", b: "z*zp - zp/3" }, batch: 3, features: 1, count: 2 },
    { activation: "identity", loss: "covariance", batch: 5, features: 1, count: 3 },
    { activation: "quadratic", loss: "covariance", batch: 3, features: 2, count: 4 },
    { activation: "y - y^2/3", loss: "covariance", batch: 3, features: 1, count: 2 },
    { activation: "identity", loss: "spectral", batch: 3, features: 1, count: 3 },
  ];
  it.each(cases)("$activation, $loss, B = $batch, d = $features", (given) => {
    fc.assert(
      fc.property(points(given.features, true), (point) => {
        const { derived, enumerated } = compare(given, point);
        expect(derived).toEqual(enumerated);
      }),
      runs(given.count),
    );
  });
});
