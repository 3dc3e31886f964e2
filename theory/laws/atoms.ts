import { z } from "zod";
import { ModelError } from "../errors.ts";
import { Rational, rationalSquareRoot } from "../rational.ts";
import { type ExactNumber, exactNumber, nonNegative } from "./fields.ts";
import type { HiddenLaw, LawKind } from "./law.ts";

/** Bits of the largest common denominator; sums over many more than that would take hours. */
const longestDenominator = 4096;

/** Numbers over their common denominator: sums of their powers then need no fractions. */
function overOneDenominator(
  numbers: readonly Rational[],
  path: string,
): { readonly numerators: readonly bigint[]; readonly denominator: bigint } {
  let common = Rational.one;
  for (const { denominator } of numbers) {
    // The common denominator so far over this one, in lowest terms: what is left below is missing in it.
    const missing = Rational.of(common.numerator, denominator).denominator;
    if (missing !== 1n) common = common.multiply(Rational.of(missing));
    if (common.numerator >> BigInt(longestDenominator) !== 0n) {
      throw new ModelError(path, "have no common denominator of bearable length; write them as decimals");
    }
  }
  const denominator = common.numerator;
  return {
    numerators: numbers.map((value) => value.numerator * (denominator / value.denominator)),
    denominator,
  };
}

/**
 * The law on finitely many values. With `variance` the values are scaled to it (the mean with them).
 * @throws ModelError naming the field below `path`.
 */
export function atomicLaw(
  kind: string,
  given: {
    values: readonly ExactNumber[];
    weights: readonly ExactNumber[];
    variance?: ExactNumber | undefined;
  },
  path: string,
): HiddenLaw {
  const weights = given.weights.map((weight, i) => nonNegative(weight, `${path}.weights[${i}]`));
  const { numerators: shares, denominator: whole } = overOneDenominator(weights, `${path}.weights`);
  const total = Rational.of(
    shares.reduce((sum, share) => sum + share, 0n),
    whole,
  );
  if (!total.equals(Rational.one)) {
    throw new ModelError(
      `${path}.weights`,
      `must add up to exactly 1, found ${total} (write thirds as "1/3")`,
    );
  }
  const raw = given.values.map((value, i) => Rational.parse(value, `${path}.values[${i}]`));
  const { numerators: places, denominator: unit } = overOneDenominator(raw, `${path}.values`);
  const rawMoment = (order: number): Rational =>
    Rational.of(
      places.reduce((sum, place, i) => sum + shares[i]! * place ** BigInt(order), 0n),
      whole * unit ** BigInt(order),
    );
  const rawVariance = rawMoment(2).subtract(rawMoment(1).power(2));
  let scale = Rational.one;
  if (given.variance !== undefined) {
    const variance = nonNegative(given.variance, `${path}.variance`);
    if (rawVariance.isZero)
      throw new ModelError(`${path}.values`, "have no spread that could be scaled to the variance");
    scale = rationalSquareRoot(variance.divide(rawVariance));
  }
  const mass = new Map<bigint, bigint>();
  for (const [i, place] of places.entries()) mass.set(place, (mass.get(place) ?? 0n) + shares[i]!);
  const symmetric = scale.isZero || places.every((place) => mass.get(place) === (mass.get(-place) ?? 0n));
  const numbers = raw.map((value) => value.multiply(scale).toNumber());
  const cumulative: number[] = [];
  let running = 0n;
  for (const share of shares) cumulative.push(Rational.of((running += share), whole).toNumber());
  return {
    kind,
    label: `${kind} (${raw.length} values)`,
    mean: rawMoment(1).multiply(scale),
    variance: given.variance === undefined ? rawVariance : Rational.parse(given.variance),
    symmetric,
    moment: (order) => rawMoment(order).multiply(scale.power(order)),
    measure: { kind: "atoms", values: numbers, weights: weights.map((weight) => weight.toNumber()) },
    sample(random) {
      const u = random.uniform();
      let i = 0;
      while (i < numbers.length - 1 && u >= cumulative[i]!) i++;
      return numbers[i]!;
    },
  };
}

/** Given values with given weights, taken as they are or scaled to `variance`. */
export const atoms: LawKind<{ values: ExactNumber[]; weights: ExactNumber[]; variance?: ExactNumber }> = {
  name: "atoms",
  fields: {
    values: z.array(exactNumber).min(1).max(10_000),
    weights: z.array(exactNumber).min(1),
    variance: exactNumber.optional(),
  },
  create(spec, path) {
    if (spec.weights.length !== spec.values.length) {
      throw new ModelError(
        `${path}.weights`,
        `expected one weight a value (${spec.values.length}), found ${spec.weights.length}`,
      );
    }
    return atomicLaw("atoms", spec, path);
  },
};
