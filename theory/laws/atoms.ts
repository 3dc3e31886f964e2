import { z } from "zod";
import { ModelError } from "../errors.ts";
import { Rational, rationalSquareRoot } from "../rational.ts";
import { type ExactNumber, exactNumber, nonNegative } from "./fields.ts";
import type { HiddenLaw, LawKind } from "./law.ts";

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
  const total = weights.reduce((sum, weight) => sum.add(weight), Rational.zero);
  if (!total.equals(Rational.one)) {
    throw new ModelError(
      `${path}.weights`,
      `must add up to exactly 1, found ${total} (write thirds as "1/3")`,
    );
  }
  const raw = given.values.map((value, i) => Rational.parse(value, `${path}.values[${i}]`));
  const rawMoment = (values: readonly Rational[], order: number): Rational =>
    values.reduce((sum, value, i) => sum.add(weights[i]!.multiply(value.power(order))), Rational.zero);
  const rawVariance = rawMoment(raw, 2).subtract(rawMoment(raw, 1).power(2));
  let values = raw;
  if (given.variance !== undefined) {
    const variance = nonNegative(given.variance, `${path}.variance`);
    if (rawVariance.isZero)
      throw new ModelError(`${path}.values`, "have no spread that could be scaled to the variance");
    const scale = rationalSquareRoot(variance.divide(rawVariance));
    values = raw.map((value) => value.multiply(scale));
  }
  const mass = new Map<string, Rational>();
  for (const [i, value] of values.entries()) {
    mass.set(`${value}`, (mass.get(`${value}`) ?? Rational.zero).add(weights[i]!));
  }
  const symmetric = values.every((value) =>
    mass.get(`${value}`)!.equals(mass.get(`${value.negate()}`) ?? Rational.zero),
  );
  const numbers = values.map((value) => value.toNumber());
  const cumulative: number[] = [];
  let running = Rational.zero;
  for (const weight of weights) cumulative.push((running = running.add(weight)).toNumber());
  return {
    kind,
    label: `${kind} (${values.length} values)`,
    mean: rawMoment(values, 1),
    variance: given.variance === undefined ? rawVariance : Rational.parse(given.variance),
    symmetric,
    moment: (order) => rawMoment(values, order),
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
