import { substituteDeep } from "../../../theory/function-generators.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { parseMoment, symbol } from "../../../theory/symbols.ts";
import type { Mutant } from "../mutant.ts";
import { everywhere, generator, onTerms, putMoments } from "../operations.ts";

const moment = (order: number, feature: number): Polynomial => generator(symbol.moment(order, feature));

/** Errors in the moments of the hidden variables, where these occur in closed forms. */
export const hiddenMoments: readonly Mutant[] = [
  {
    id: "m4-gaussian",
    words: "3 m2^2 for m4: Gaussian closure",
    terms: everywhere(putMoments((k, l) => (k === 4 ? moment(2, l).power(2).scale(3) : undefined))),
  },
  {
    id: "m4-rademacher",
    words: "m2^2 for m4",
    terms: everywhere(putMoments((k, l) => (k === 4 ? moment(2, l).power(2) : undefined))),
  },
  {
    id: "m6-gaussian",
    words: "15 m2^3 for m6",
    terms: everywhere(putMoments((k, l) => (k === 6 ? moment(2, l).power(3).scale(15) : undefined))),
  },
  {
    id: "m2-one",
    words: "hidden variables of unit second moment",
    terms: everywhere(putMoments((k) => (k === 2 ? Polynomial.one : undefined))),
  },
  {
    id: "m2-centred",
    words: "the variance m2 - m1^2 for m2",
    terms: everywhere(
      putMoments((k, l) => (k === 2 ? moment(2, l).subtract(moment(1, l).power(2)) : undefined)),
    ),
  },
  {
    id: "m1-dropped",
    words: "the mean m1 dropped",
    terms: everywhere(putMoments((k) => (k === 1 ? Polynomial.zero : undefined))),
  },
  {
    id: "m3-dropped",
    words: "the third moment dropped",
    terms: everywhere(putMoments((k) => (k === 3 ? Polynomial.zero : undefined))),
  },
  {
    id: "odd-moments-sign",
    words: "the sign of the odd moments turned",
    terms: everywhere(putMoments((k, l) => (k % 2 === 1 ? moment(k, l).negate() : undefined))),
  },
  {
    id: "features-alike",
    words: "the moments of the first feature for those of the others",
    terms: everywhere(putMoments((k) => moment(k, 0))),
  },
  {
    id: "moments-as-powers",
    words: "m2^2 for m4 and m1 m2 for m3 in lambda alone: the square of a mean for the mean of a square",
    terms: onTerms(
      (lambda) =>
        substituteDeep(lambda, (name) => {
          const { order, feature } = parseMoment(name) ?? { order: 0, feature: 0 };
          if (order !== 3 && order !== 4) return undefined;
          return moment(2, feature).multiply(moment(order - 2, feature));
        }),
      "lambda",
    ),
  },
];
