import fc from "fast-check";
import { positiveRationals, rationals, zeroMeanAtoms } from "../../../proofs-check/arbitraries/index.ts";
import { Rational } from "../../../theory/rational.ts";
import { overlapIndex, parseMoment, symbol } from "../../../theory/symbols.ts";
import type { FiniteLaw, Point } from "./brute-force.ts";

/** Random states with laws on finitely many values; of zero mean unless `biased`. */
export function points(features: number, biased = false): fc.Arbitrary<Point> {
  const law: fc.Arbitrary<FiniteLaw> = fc.tuple(zeroMeanAtoms(), rationals(2)).map(([input, mean]) => ({
    values: input.values.map((value) => Rational.parse(value).add(biased ? mean : Rational.zero)),
    weights: input.weights.map((weight) => Rational.parse(weight)),
  }));
  return fc.record({
    laws: fc.array(law, { minLength: features, maxLength: features }),
    overlaps: fc.array(rationals(4), { minLength: features, maxLength: features }),
    norm: positiveRationals(3),
    variance: positiveRationals(3),
    covariance: rationals(3),
  });
}

/** The features of a model file that are a point's laws. */
export function featuresOf(point: Point): { law: string; values: string[]; weights: string[] }[] {
  return point.laws.map(({ values, weights }) => ({
    law: "atoms",
    values: values.map(String),
    weights: weights.map(String),
  }));
}

/** The numbers of the symbols at a point; the moments are summed here, not taken from the laws' code. */
export function valuesAt(point: Point, batch = 2): (name: string) => Rational | undefined {
  return (name) => {
    const l = overlapIndex(name);
    if (l >= 0) return point.overlaps[l];
    if (name === symbol.norm) return point.norm;
    if (name === symbol.noiseVariance) return point.variance;
    if (name === symbol.noiseCovariance) return point.covariance;
    if (name === symbol.batch) return Rational.of(batch);
    if (name === symbol.batchLessOne) return Rational.of(batch - 1);
    const moment = parseMoment(name);
    if (!moment) return undefined;
    const { values, weights } = point.laws[moment.feature]!;
    return values.reduce(
      (sum, value, i) => sum.add(weights[i]!.multiply(value.power(moment.order))),
      Rational.zero,
    );
  };
}
