import { cavityTerms } from "../../../theory/drift-diffusion.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { symbol } from "../../../theory/symbols.ts";
import type { Mutant } from "../mutant.ts";
import {
  fromLoss,
  generator,
  half,
  onTerms,
  overlap,
  put,
  scaleWith,
  times,
  without,
} from "../operations.ts";

const batch = generator(symbol.batch);
const batchLessOne = generator(symbol.batchLessOne);
const perPartner = generator(symbol.batchLessOne, -1);
const norm = generator(symbol.norm);
const dropPartners = without(symbol.batchLessOne);

/** Errors in the batch's size. */
const ofBatch: readonly Mutant[] = [
  {
    id: "partners-B",
    words: "B for B - 1 in lambda",
    terms: onTerms(put({ [symbol.batchLessOne]: batch }), "lambda"),
  },
  {
    id: "partners-one",
    words: "1/(B - 1) left out of lambda",
    terms: onTerms(put({ [symbol.batchLessOne]: Polynomial.one }), "lambda"),
  },
  {
    id: "partners-dropped",
    words: "the fluctuation of the partners, 1/(B - 1), dropped from lambda",
    terms: onTerms(dropPartners, "lambda"),
  },
  { id: "batch-squared", words: "1/B^2 for 1/B in lambda", terms: onTerms(times(batch.inverse()), "lambda") },
  { id: "batch-dropped", words: "1/B left out of lambda", terms: onTerms(times(batch), "lambda") },
  {
    id: "batch-less-one",
    words: "1/(B - 1) for 1/B in lambda",
    terms: onTerms(times(batch.multiply(perPartner)), "lambda"),
  },
  {
    id: "biased-covariance",
    words: "g and f of pairs that are normalised by B^2, not by B (B - 1)",
    terms: onTerms(times(batchLessOne.multiply(batch.inverse())), "g", "f"),
  },
  {
    id: "drift-batch",
    words: "B for B - 1 in g and f",
    equivalent: "the mean gradient does not depend on B: every pair has the same mean",
    terms: onTerms(put({ [symbol.batchLessOne]: batch }), "g", "f"),
  },
];

/** Factors and signs. */
const ofFactors: readonly Mutant[] = [
  { id: "g-half", words: "a factor 2 dropped from g", terms: onTerms(times(half), "g") },
  { id: "g-sign", words: "the sign of g turned", terms: onTerms(times(-1), "g") },
  { id: "f-half", words: "a factor 2 dropped from f", terms: onTerms(times(half), "f") },
  { id: "f-sign", words: "the sign of f turned", terms: onTerms(times(-1), "f") },
  {
    id: "lambda-half",
    words: "a factor 2 dropped from lambda",
    terms: onTerms(times(half), "lambda"),
  },
  {
    id: "lambda-twice",
    words: "2 lambda for lambda",
    terms: onTerms(times(2), "lambda"),
  },
  {
    id: "f-cross-dropped",
    words: "the parts with c dropped from f",
    terms: onTerms(without(symbol.noiseCovariance), "f"),
  },
  {
    id: "f-cross-half",
    words: "a factor 2 before c dropped from f",
    terms: onTerms(scaleWith(symbol.noiseCovariance, half), "f"),
  },
  {
    id: "lambda-cross-dropped",
    words: "the parts with c dropped from lambda",
    terms: onTerms(without(symbol.noiseCovariance), "lambda"),
  },
  {
    id: "lambda-cross-half",
    words: "a factor 2 before c dropped from lambda",
    terms: onTerms(scaleWith(symbol.noiseCovariance, half), "lambda"),
  },
  { id: "f-norm", words: "s f for f", terms: onTerms(times(norm), "f") },
  { id: "lambda-norm", words: "s lambda for lambda", terms: onTerms(times(norm), "lambda") },
];

/** Errors in which feature feels what, and where the terms are taken. */
const ofState: readonly Mutant[] = [
  {
    id: "features-coupled",
    words: "sum_m g_m for g_l: every feature feels all signals",
    terms: ({ g }) => ({ g: g.map(() => Polynomial.sum(g)) }),
  },
  {
    id: "features-exchanged",
    words: "g_1 and g_d exchanged",
    terms: ({ g }) => ({ g: [...g].reverse() }),
  },
  {
    id: "signal-times-overlap",
    words: "Q_l g_l for g_l",
    terms: ({ g }) => ({ g: g.map((term, l) => term.multiply(overlap(l))) }),
  },
  {
    id: "lambda-at-origin",
    words: "lambda(0) for lambda(Q)",
    terms: ({ lambda }, { expectation }) => ({ lambda: expectation.atOrigin(lambda) }),
  },
  {
    id: "f-at-origin",
    words: "f(0) for f(Q)",
    terms: ({ f }, { expectation }) => ({ f: expectation.atOrigin(f) }),
  },
  {
    id: "overlap-sign",
    words: "-Q_1 for Q_1 wherever the terms are written with it",
    terms: onTerms(put({ [symbol.overlap(0)]: overlap(0).negate() }), "g", "f", "lambda"),
  },
];

/** Errors in the loss's two parts. */
const ofParts: readonly Mutant[] = [
  {
    id: "beta-dropped",
    words: "beta dropped from g and f",
    terms: fromLoss(() => ({ b: Polynomial.zero }), "g", "f"),
  },
  {
    id: "beta-dropped-lambda",
    words: "beta dropped from lambda",
    terms: fromLoss(() => ({ b: Polynomial.zero }), "lambda"),
  },
  {
    id: "beta-sign",
    words: "the sign of beta turned",
    terms: fromLoss(({ b }) => ({ b: b.negate() }), "g", "f"),
  },
  {
    id: "beta-half",
    words: "beta_2 forgotten: half of beta",
    terms: fromLoss(({ b }) => ({ b: b.scale(half) }), "g", "f"),
  },
  {
    id: "alignment-dropped",
    words: "a dropped",
    terms: fromLoss(() => ({ a: Polynomial.zero }), "g", "f", "lambda"),
  },
  {
    id: "partners-uncentred",
    words: "E[b_1^2] for E[(b_1 - beta_1)^2] in lambda: the mean not subtracted",
    terms: ({ lambda }, { model, expectation }) => {
      const ofPairs = cavityTerms({ ...model.loss, a: Polynomial.zero }, expectation).lambda;
      return { lambda: lambda.add(dropPartners(ofPairs).multiply(perPartner)) };
    },
  },
  {
    id: "own-and-pairs-uncorrelated",
    words: "the products of a_1 and beta_1 dropped from lambda",
    terms: (_, { model, expectation }) => {
      const own = cavityTerms({ ...model.loss, b: Polynomial.zero }, expectation).lambda;
      const pairs = cavityTerms({ ...model.loss, a: Polynomial.zero }, expectation).lambda;
      return { lambda: own.add(pairs) };
    },
  },
];

/** Errors in g, f and lambda as they are made from the loss. */
export const lossTerms: readonly Mutant[] = [...ofBatch, ...ofFactors, ...ofState, ...ofParts];
