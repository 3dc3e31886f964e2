import type { StepMoments } from "./step-moments.ts";

/** How many equalities two lists of moments stand for, and the names of those that do not hold. */
export interface Comparison {
  readonly count: number;
  readonly differing: readonly string[];
}

/** Compares a theory's moments of one step with enumerated ones, as rationals: `lambda`, `dQ1/dt`, `D Q1 s`. */
export function compareMoments(theory: StepMoments, enumerated: StepMoments, features: number): Comparison {
  const name = (i: number): string => (i < features ? `Q${i + 1}` : "s");
  const equalities: [string, boolean][] = [["lambda", theory.lambda.equals(enumerated.lambda)]];
  enumerated.mean.forEach((value, i) => {
    equalities.push([`d${name(i)}/dt`, theory.mean[i]!.equals(value)]);
    for (let j = i; j < enumerated.mean.length; j++) {
      const [own, other] = [theory.covariance[i]![j]!, enumerated.covariance[i]![j]!];
      equalities.push([`D ${name(i)} ${name(j)}`, own.equals(other)]);
    }
  });
  return {
    count: equalities.length,
    differing: equalities.filter(([, holds]) => !holds).map(([which]) => which),
  };
}
