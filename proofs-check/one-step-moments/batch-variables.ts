import type { Model } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import type { ExactState } from "./exact-state.ts";
import { type SampleVariable, sampleMean } from "./sample-mean.ts";

/** The variables of a batch's samples as generators of the ring. */
export interface BatchVariables {
  /** y_i or y'_i. */
  output(sample: number, view: 0 | 1): Polynomial;
  hidden(sample: number, feature: number): Polynomial;
  /** u_l.(noise of the view)/sqrt N. */
  noise(sample: number, view: 0 | 1, feature: number): Polynomial;
  /** The name of an output's generator, to differentiate by. */
  outputName(sample: number, view: 0 | 1): string;
  /** The mean over a batch of independent samples. */
  mean(expression: Polynomial): Rational;
}

interface Owner {
  readonly sample: number;
  readonly variable: SampleVariable;
}

export function batchVariables(model: Model, state: ExactState): BatchVariables {
  const owners = new Map<string, Owner>();
  const named = (name: string, sample: number, variable: SampleVariable): string => {
    const full = `${name}@${sample}`;
    if (!owners.has(full)) owners.set(full, { sample, variable });
    return full;
  };
  const outputName = (sample: number, view: 0 | 1): string =>
    named(`y${view}`, sample, { kind: "output", noise: { direction: "weight", view } });
  const ofSample = sampleMean(model, state);
  const memo = new Map<string, Rational>();

  /** The mean of the factors that one sample owns. */
  const meanOf = (powers: readonly (readonly [string, number])[]): Rational => {
    const key = powers.map(([name, power]) => `${name.slice(0, name.indexOf("@"))}^${power}`).join();
    let value = memo.get(key);
    if (value === undefined) {
      value = ofSample(powers.map(([name, power]) => [owners.get(name)!.variable, power]));
      memo.set(key, value);
    }
    return value;
  };

  return {
    outputName,
    output: (sample, view) => Polynomial.generator(outputName(sample, view)),
    hidden: (sample, feature) =>
      Polynomial.generator(named(`c${feature}`, sample, { kind: "hidden", feature })),
    noise: (sample, view, feature) =>
      Polynomial.generator(
        named(`n${view}_${feature}`, sample, { kind: "noise", noise: { direction: feature, view } }),
      ),
    mean(expression) {
      let sum = Rational.zero;
      for (const { coefficient, powers } of expression.namedTerms()) {
        const bySample = new Map<number, [string, number][]>();
        for (const [name, power] of powers) {
          const { sample } = owners.get(name)!;
          const own = bySample.get(sample);
          if (own) own.push([name, power]);
          else bySample.set(sample, [[name, power]]);
        }
        let product = coefficient;
        for (const own of bySample.values()) product = product.multiply(meanOf(own.sort(byName)));
        sum = sum.add(product);
      }
      return sum;
    },
  };
}

function byName([a]: [string, number], [b]: [string, number]): number {
  return a < b ? -1 : 1;
}
