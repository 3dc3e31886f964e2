import { outputOrder } from "../../theory/activations/activation.ts";
import { derive } from "../../theory/derive.ts";
import { UnsupportedError } from "../../theory/errors.ts";
import { type Atom, parseAtom } from "../../theory/expectation/atom.ts";
import { type Coefficients, coefficientsOf } from "../../theory/expressions/sturm.ts";
import type { Model } from "../../theory/model.ts";
import { type NamedTerm, Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { symbol } from "../../theory/symbols.ts";
import { slopeOf } from "./tanh-polynomial.ts";

/** coefficient v^noise c^cross (B - 1)^-partner times one or two means, each the index of a pair of functions. */
export interface VarianceTerm {
  readonly coefficient: Rational;
  readonly noise: number;
  readonly cross: number;
  readonly partner: 0 | 1;
  readonly means: readonly number[];
}

/** lambda and d lambda / d c of a model with phi = tanh. */
export interface VarianceSlope {
  /** Polynomials in t = tanh(y). */
  readonly functions: readonly Coefficients[];
  /** E f(y) g(y') as the indices of f and g. */
  readonly pairs: readonly (readonly [number, number])[];
  /** B lambda. */
  readonly variance: readonly VarianceTerm[];
  /** B d lambda / d c. */
  readonly slope: readonly VarianceTerm[];
}

/**
 * Takes the derived lambda apart and differentiates it by c: the noises' joint law obeys the heat equation
 * dE[f(y) g(y')]/dc = s E[f'(y) g'(y')].
 * @throws UnsupportedError for an activation, law or loss that this does not hold.
 */
export function varianceSlope(model: Model): VarianceSlope {
  const { ring } = model.activation;
  if (model.activation.name !== "tanh" || !ring)
    throw new UnsupportedError(`activation: enclosures are known for tanh, not for ${model.activation.name}`);
  if (model.loss.name !== "covariance")
    throw new UnsupportedError(`loss: enclosures are known for covariance, not for ${model.loss.name}`);
  if (!model.features.every(({ symmetric }) => symmetric))
    throw new UnsupportedError("features: the enclosures need hidden laws that are symmetric about 0");

  const functions = new Registry<Coefficients>();
  const pairs = new Registry<readonly [number, number]>();
  const pairOf = (left: Coefficients, right: Coefficients): number => {
    const ends = [left, right].map((f) => functions.place(f, f.join())).sort((a, b) => a - b);
    return pairs.place([ends[0]!, ends[1]!], ends.join());
  };
  const sideOf = (powers: Atom["left"]): Coefficients => {
    const factors = [...powers].map(([order, exponent]) => ring.derivative(order).power(exponent));
    return coefficientsOf(Polynomial.product(factors), ring.elements[0]!.name);
  };
  const termOf = ({ coefficient, powers }: NamedTerm): VarianceTerm => {
    const rest = new Map(powers);
    const take = (name: string): number => {
      const exponent = rest.get(name) ?? 0;
      rest.delete(name);
      return exponent;
    };
    const [noise, cross] = [take(symbol.noiseVariance), take(symbol.noiseCovariance)];
    const [batch, partner] = [-take(symbol.batch), -take(symbol.batchLessOne)];
    const means = [...rest].flatMap(([name, exponent]) => {
      const atom = parseAtom(name);
      const plain =
        atom &&
        exponent > 0 &&
        atom.hidden.length === 0 &&
        !atom.left.has(outputOrder) &&
        !atom.right.has(outputOrder);
      if (!plain) throw unsupportedLoss(model);
      const sides = [sideOf(atom.left), sideOf(atom.right)] as const;
      return new Array<number>(exponent).fill(pairOf(...sides));
    });
    const simple = batch === 1 && (partner === 0 || partner === 1) && means.length >= 1 && means.length <= 2;
    if (!simple || noise < 0 || cross < 0) throw unsupportedLoss(model);
    return { coefficient, noise, cross, partner: partner as 0 | 1, means };
  };
  const vanishes = (mean: number): boolean =>
    pairs.items[mean]!.some((f) => functions.items[f]!.every(({ isZero }) => isZero));
  const byCovariance = (term: VarianceTerm): VarianceTerm[] => {
    const explicit =
      term.cross === 0
        ? []
        : [
            {
              ...term,
              coefficient: term.coefficient.multiply(Rational.of(term.cross)),
              cross: term.cross - 1,
            },
          ];
    const implicit = term.means.map((mean, i) => {
      const [left, right] = pairs.items[mean]!.map((f) => slopeOf(functions.items[f]!));
      return { ...term, means: term.means.with(i, pairOf(left!, right!)) };
    });
    return [...explicit, ...implicit].filter(({ means }) => !means.some(vanishes));
  };

  const lambda = derive(model).derivedTerms.lambda;
  const variance = lambda.namedTerms().map(termOf);
  const slope = variance.flatMap(byCovariance);
  return {
    functions: functions.items,
    pairs: pairs.items,
    variance,
    slope,
  };
}

function unsupportedLoss(model: Model): UnsupportedError {
  return new UnsupportedError(
    `loss: the enclosures need a lambda in products of at most two means of phi, which ${model.loss.name} does not give`,
  );
}

/** Numbers things by their keys, in order of appearance. */
class Registry<T> {
  readonly items: T[] = [];
  private readonly places = new Map<string, number>();

  place(item: T, key: string): number {
    const known = this.places.get(key) ?? this.items.push(item) - 1;
    this.places.set(key, known);
    return known;
  }
}
