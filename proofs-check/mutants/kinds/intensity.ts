import type { Derivation } from "../../../theory/derive.ts";
import { onConstraint } from "../../../theory/on-constraint.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { overlapIndex, symbol } from "../../../theory/symbols.ts";
import type { Mutant } from "../mutant.ts";
import {
  generator,
  half,
  onIntensity,
  put,
  putMoments,
  scaleWhere,
  tau,
  times,
  without,
} from "../operations.ts";

const nu = generator(symbol.background);
const shared = generator(symbol.correlation).multiply(generator(symbol.augmentation));
const batch = generator(symbol.batch);

/** A change of the entries (Q_l, Q_m) of D by something to add, from lambda at the constraint. */
function addToOverlaps(
  summand: (lambda: Polynomial, along: Polynomial, same: boolean) => Polynomial,
): NonNullable<Mutant["intensity"]> {
  return (intensity, { constraint, variables, terms }) => {
    const norm = constraint === "free" ? generator(symbol.norm) : Polynomial.one;
    const lambda = onConstraint(terms.lambda, constraint).multiply(tau.power(2));
    return intensity.map((row, i) =>
      row.map((entry, j) => {
        if (overlapIndex(variables[i]!) < 0 || overlapIndex(variables[j]!) < 0) return entry;
        const along = generator(variables[i]!).multiply(generator(variables[j]!)).multiply(norm.inverse());
        return entry.add(summand(lambda, along, i === j));
      }),
    );
  };
}

const offDiagonal =
  (factor: number): NonNullable<Mutant["intensity"]> =>
  (intensity) =>
    intensity.map((row, i) => row.map((entry, j) => (i === j ? entry : entry.scale(factor))));

/** Errors in D, the covariance of one step's increments. */
export const intensity: readonly Mutant[] = [
  {
    id: "D-unseen-missing",
    words: "D without the noise that no output sees, tau^2 lambda (1 - QQ'/s)",
    intensity: addToOverlaps((lambda, along, same) =>
      lambda.multiply(same ? along.subtract(Polynomial.one) : along),
    ),
  },
  {
    id: "D-unseen-unprojected",
    words: "tau^2 lambda for tau^2 lambda (1 - QQ'/s) in D",
    intensity: addToOverlaps((lambda, along) => lambda.multiply(along)),
  },
  {
    id: "D-only-unseen",
    words: "D = tau^2 lambda (1 - QQ'/s) alone, for the overlaps",
    intensity: (matrix, derivation) => {
      const zero = matrix.map((row, i) =>
        row.map((entry, j) =>
          isOverlap(derivation, i) && isOverlap(derivation, j) ? Polynomial.zero : entry,
        ),
      );
      return addToOverlaps((lambda, along, same) =>
        lambda.multiply(same ? Polynomial.one.subtract(along) : along.negate()),
      )(zero, derivation);
    },
  },
  { id: "D-tau", words: "D divided by tau", intensity: onIntensity(times(tau.inverse())) },
  { id: "D-half", words: "D halved", intensity: onIntensity(times(half)) },
  { id: "D-batch", words: "D divided by B", intensity: onIntensity(times(batch.inverse())) },
  { id: "D-diagonal", words: "D without its off-diagonal entries", intensity: offDiagonal(0) },
  {
    id: "D-off-diagonal-sign",
    words: "the sign of D's off-diagonal entries turned",
    intensity: offDiagonal(-1),
  },
  {
    id: "D-norm-fluctuation",
    words: "the fluctuations of V dropped: nothing beyond tau^2 in D",
    intensity: onIntensity(
      scaleWhere((powers) => (powers.get(symbol.learningRate) ?? 0) > 2, Polynomial.zero),
    ),
  },
  {
    id: "D-uncentred",
    words: "second moments for covariances: the mean increments not subtracted",
    intensity: (matrix, { ode }) =>
      matrix.map((row, i) => row.map((entry, j) => entry.add(ode[i]!.multiply(ode[j]!)))),
  },
  {
    id: "D-partners-B",
    words: "B for B - 1 in D",
    intensity: onIntensity(put({ [symbol.batchLessOne]: batch })),
  },
  {
    id: "D-partners-dropped",
    words: "the partners' fluctuation dropped: no 1/(B - 1) in D",
    intensity: onIntensity(without(symbol.batchLessOne)),
  },
  {
    id: "D-rho-sign",
    words: "-rho for rho in D",
    intensity: onIntensity(put({ [symbol.noiseCovariance]: nu.subtract(shared) })),
  },
  {
    id: "D-norm-one",
    words: "s = 1 in the free D",
    intensity: onIntensity(put({ [symbol.norm]: Polynomial.one })),
  },
  {
    id: "D-m4-gaussian",
    words: "3 m2^2 for m4 in D",
    intensity: onIntensity(
      putMoments((k, l) => (k === 4 ? generator(symbol.moment(2, l)).power(2).scale(3) : undefined)),
    ),
  },
  {
    id: "D-m1-dropped",
    words: "the mean m1 dropped from D",
    intensity: onIntensity(putMoments((k) => (k === 1 ? Polynomial.zero : undefined))),
  },
];

function isOverlap({ variables }: Derivation, i: number): boolean {
  return overlapIndex(variables[i]!) >= 0;
}
