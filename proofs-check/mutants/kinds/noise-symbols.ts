import { Polynomial } from "../../../theory/polynomial.ts";
import { symbol } from "../../../theory/symbols.ts";
import type { Mutant } from "../mutant.ts";
import { everywhere, generator, put } from "../operations.ts";

const nu = generator(symbol.background);
const eta = generator(symbol.augmentation);
const rho = generator(symbol.correlation);
const v = generator(symbol.noiseVariance);
const c = generator(symbol.noiseCovariance);
const shared = rho.multiply(eta);

/** The noises' variance and covariance in the place of v = nu + eta and c = nu + rho eta. */
function noises(variance: Polynomial, covariance: Polynomial): NonNullable<Mutant["terms"]> {
  return everywhere(put({ [symbol.noiseVariance]: variance, [symbol.noiseCovariance]: covariance }));
}

/** Errors in what the noises of the views are. */
export const noiseSymbols: readonly Mutant[] = [
  { id: "v-c-swapped", words: "v and c swapped in g, f, lambda", terms: noises(c, v) },
  { id: "rho-sign", words: "-rho for rho in g, f, lambda", terms: noises(v, nu.subtract(shared)) },
  { id: "rho-squared", words: "rho^2 for rho", terms: noises(v, nu.add(rho.multiply(shared))) },
  { id: "noises-independent", words: "the views' augmentations independent: c = nu", terms: noises(v, nu) },
  { id: "noises-equal", words: "the views' augmentations equal: c = v", terms: noises(v, v) },
  { id: "background-not-shared", words: "nu left out of c", terms: noises(v, shared) },
  { id: "nu-dropped", words: "nu dropped: v = eta, c = rho eta", terms: noises(eta, shared) },
  { id: "nu-twice", words: "2 nu for nu", terms: noises(v.add(nu), c.add(nu)) },
  { id: "eta-dropped", words: "eta dropped from v", terms: noises(nu, c) },
  { id: "eta-twice", words: "2 eta for eta", terms: noises(v.add(eta), c.add(shared)) },
  { id: "rho-not-times-eta", words: "c = nu + rho", terms: noises(v, nu.add(rho)) },
  {
    id: "norm-one",
    words: "s left out of the variance of w.noise",
    terms: everywhere(put({ [symbol.norm]: Polynomial.one })),
  },
  {
    id: "norm-squared",
    words: "s^2 for s in the variance of w.noise",
    terms: everywhere(put({ [symbol.norm]: generator(symbol.norm, 2) })),
  },
];
