import { type Derivation, derive } from "../../../theory/derive.ts";
import type { Terms } from "../../../theory/drift-diffusion.ts";
import type { Model } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { termSymbol } from "../../../theory/reduction.ts";
import { symbol } from "../../../theory/symbols.ts";

/** A derivation with a deliberate error, for checks that have to notice it. */
export interface Mutant {
  readonly name: string;
  derivation(model: Model): Derivation;
}

const g = Polynomial.generator;
const half = Rational.of(1, 2);

/** The model's derivation with other terms, put into the same moment equations. */
function withTerms(model: Model, change: (terms: Terms) => Terms): Derivation {
  const derivation = derive(model);
  const terms = change(derivation.terms);
  const replacement = new Map<string, Polynomial>([
    [termSymbol.f, terms.f],
    [termSymbol.lambda, terms.lambda],
    ...terms.g.map((term, l) => [termSymbol.g(l), term] as const),
  ]);
  const norm = derivation.constraint === "sphere" ? Polynomial.one : undefined;
  const ode = derivation.reduction.equations.map((equation) =>
    equation
      .substitute((name) => replacement.get(name))
      .substitute((name) => (name === symbol.norm ? norm : undefined)),
  );
  return { ...derivation, terms, ode };
}

function everywhere(replacement: ReadonlyMap<string, Polynomial>): (terms: Terms) => Terms {
  const put = (term: Polynomial): Polynomial => term.substitute((name) => replacement.get(name));
  return (terms) => ({ g: terms.g.map(put), f: put(terms.f), lambda: put(terms.lambda) });
}

// `c` with the sign of rho turned: the compound itself is a generator, in which rho does not show.
const reflected = g(symbol.background).subtract(g(symbol.correlation).multiply(g(symbol.augmentation)));

export const mutants: readonly Mutant[] = [
  {
    name: "lambda with B for B - 1",
    derivation: (model) =>
      withTerms(model, (terms) => ({
        ...terms,
        lambda: everywhere(new Map([[symbol.batchLessOne, g(symbol.batch)]]))(terms).lambda,
      })),
  },
  {
    name: "a factor 2 dropped from g",
    derivation: (model) =>
      withTerms(model, (terms) => ({ ...terms, g: terms.g.map((term) => term.scale(half)) })),
  },
  {
    name: "a factor 2 dropped from f",
    derivation: (model) => withTerms(model, (terms) => ({ ...terms, f: terms.f.scale(half) })),
  },
  {
    name: "the sign of rho turned",
    derivation: (model) => withTerms(model, everywhere(new Map([[symbol.noiseCovariance, reflected]]))),
  },
  {
    name: "v and c exchanged",
    derivation: (model) =>
      withTerms(
        model,
        everywhere(
          new Map([
            [symbol.noiseVariance, g(symbol.noiseCovariance)],
            [symbol.noiseCovariance, g(symbol.noiseVariance)],
          ]),
        ),
      ),
  },
  {
    name: "tau for tau^2 before lambda",
    derivation(model) {
      const derivation = derive(model);
      const tau = g(symbol.learningRate);
      const linear = (rhs: Polynomial): Polynomial =>
        Polynomial.sum(
          rhs
            .collect((name) => name === symbol.learningRate)
            .map(({ powers, coefficient }) =>
              coefficient.multiply(
                powers.get(symbol.learningRate) === 2
                  ? tau
                  : Polynomial.product([...powers].map(([name, k]) => g(name, k))),
              ),
            ),
        );
      return { ...derivation, ode: derivation.ode.map(linear) };
    },
  },
];
