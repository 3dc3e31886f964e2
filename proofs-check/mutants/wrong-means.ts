import type { Activation, DerivativePowers } from "../../theory/activations/activation.ts";
import { cavityTerms, type Terms } from "../../theory/drift-diffusion.ts";
import type { Atom } from "../../theory/expectation/atom.ts";
import { Expectation } from "../../theory/expectation/expectation.ts";
import { hiddenName, phiAt } from "../../theory/expectation/views.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import type { Mutant } from "./mutant.ts";
import { onTerms } from "./operations.ts";

/** The parts of a product at the two views of one sample, any of which may be left out. */
export interface SampleProduct {
  readonly hidden?: readonly number[];
  readonly left?: DerivativePowers;
  readonly right?: DerivativePowers;
}

/** The true mean over one sample of a product at its two views. */
export type Mean = (product: SampleProduct) => Polynomial;

/** Some of the terms, with the mean over a sample replaced by something that is made of true means. */
export function fromMeans(
  wrong: (atom: Atom, mean: Mean, activation: Activation) => Polynomial,
  ...which: readonly (keyof Terms)[]
): NonNullable<Mutant["terms"]> {
  return (_, { model, expectation }) => {
    const mean: Mean = (product) => expectation.of(integrandOf(product), "y");
    const unknown = (): undefined => undefined;
    const changed = new Expectation(expectation.activation, expectation.hypotheses, {
      value: (atom) => wrong(atom, mean, expectation.activation),
      derivative: unknown,
      atOrigin: unknown,
    });
    return onTerms((term) => term, ...which)(cavityTerms(model.loss, changed));
  };
}

function integrandOf({ hidden = [], left, right }: SampleProduct): Polynomial {
  return Polynomial.product([
    ...hidden.map((exponent, l) => Polynomial.generator(hiddenName(l), exponent)),
    ...[...(left ?? [])].map(([order, exponent]) => phiAt("y", order).power(exponent)),
    ...[...(right ?? [])].map(([order, exponent]) => phiAt("y'", order).power(exponent)),
  ]);
}

/** The product of two products of derivatives at one view. */
export function joined(a: DerivativePowers, b: DerivativePowers): DerivativePowers {
  const powers = new Map(a);
  for (const [order, exponent] of b) powers.set(order, (powers.get(order) ?? 0) + exponent);
  return powers;
}
