import fc from "fast-check";
import { Rational } from "../../theory/rational.ts";
import { nonZeroRationals, positiveRationals } from "./rationals.ts";

/** A hidden law as an entry of a model file's `features`. */
export type LawInput = Readonly<Record<string, unknown>> & { readonly law: string };

/** A law on finitely many values, with numbers that anyone can enumerate exactly. */
export interface AtomsInput extends LawInput {
  readonly law: "atoms";
  readonly values: readonly string[];
  readonly weights: readonly string[];
}

/**
 * Laws of zero mean on two to four values, hardly ever symmetric. The last value is what makes the mean zero.
 * They shrink to -1, 1 with equal weights.
 */
export function zeroMeanAtoms(): fc.Arbitrary<AtomsInput> {
  const parts = fc.array(fc.tuple(nonZeroRationals(4), fc.integer({ min: 1, max: 4 })), {
    minLength: 1,
    maxLength: 3,
  });
  return fc.tuple(parts, fc.integer({ min: 1, max: 4 })).map(([given, lastWeight]) => {
    const total = given.reduce((sum, [, weight]) => sum + weight, lastWeight);
    const pull = given.reduce(
      (sum, [value, weight]) => sum.add(value.multiply(Rational.of(weight))),
      Rational.zero,
    );
    const values = [...given.map(([value]) => value), pull.divide(Rational.of(-lastWeight))];
    const weights = [...given.map(([, weight]) => weight), lastWeight];
    return {
      law: "atoms",
      values: values.map(String),
      weights: weights.map((weight) => `${Rational.of(weight, total)}`),
    };
  });
}

/** Laws of zero mean of every kind that a model file may name, of the given variance if there is one. */
export function zeroMeanLaws(variance?: Rational): fc.Arbitrary<LawInput> {
  const variances = variance ? fc.constant(variance) : positiveRationals(4);
  const scaled = fc
    .tuple(fc.constantFrom("rademacher", "gaussian", "uniform", "laplace"), variances)
    .map(([law, value]) => ({ law, variance: `${value}` }));
  const sparse = fc
    .tuple(variances, fc.integer({ min: 1, max: 5 }))
    .map(([value, inverse]) => ({ law: "sparse", variance: `${value}`, probability: `1/${inverse}` }));
  const atoms = variance
    ? zeroMeanAtoms().map((law) => ({ ...law, variance: `${variance}` }))
    : zeroMeanAtoms();
  return fc.oneof<fc.Arbitrary<LawInput>[]>(scaled, sparse, atoms);
}

/** Symmetric laws on two or three values, which make every flow cheap. */
export function rademacherOrSparse(): fc.Arbitrary<LawInput> {
  const variances = positiveRationals(4).map(String);
  return fc.oneof<fc.Arbitrary<LawInput>[]>(
    variances.map((variance) => ({ law: "rademacher", variance })),
    fc
      .tuple(variances, fc.integer({ min: 2, max: 5 }))
      .map(([variance, inverse]) => ({ law: "sparse", variance, probability: `1/${inverse}` })),
  );
}

/** Laws on two values of unequal weight whose mean is not zero. */
export function lopsidedLaws(): fc.Arbitrary<LawInput> {
  return fc
    .tuple(positiveRationals(4), fc.integer({ min: 2, max: 5 }))
    .map(([value, inverse]) => ({
      law: "atoms",
      values: [`${value.negate()}`, `${value}`],
      weights: [`1/${inverse}`, `${Rational.of(inverse - 1, inverse)}`],
    }))
    .filter(({ weights: [first, second] }) => first !== second);
}
