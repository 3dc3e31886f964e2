import { conditionalMeans } from "../../numerics/quadrature/conditional-means.ts";
import type { Rule } from "../../numerics/quadrature/gauss-legendre.ts";
import { lawNodes, maximalNodes } from "../../numerics/quadrature/hidden-nodes.ts";
import type { Integrand } from "../../numerics/quadrature/integrand.ts";
import { UnsupportedError } from "../../theory/errors.ts";
import type { LawHypothesis } from "../../theory/expectation/expectation.ts";
import type { Model } from "../../theory/model.ts";
import { symbol } from "../../theory/symbols.ts";
import { parameterValue } from "../../theory/values.ts";
import type { Language, ModuleParameter } from "./language.ts";

/**
 * Nodes of the hidden laws for functions of the signal. Densities get those that the integrands need with half of the
 * model's noise, and none of it shared: a module keeps them when it is given other noises.
 * @throws UnsupportedError when the joint law has too many nodes, as `hiddenNodes` does.
 */
export function jointNodes(model: Model, integrands: readonly Integrand[]): { laws: Rule[]; count: number } {
  const half = parameterValue(model, symbol.noiseVariance)!.toNumber() / 2;
  // Only noise smooths a kink: a model without any gets the nodes of one with some.
  const variance = model.activation.kinks.length > 0 ? half || 1 : half;
  const means = conditionalMeans(model.activation, integrands, { variance, covariance: 0 });
  const laws = model.features.map((law) =>
    lawNodes(law, (signal, out) => means(signal, 1, out), integrands.length),
  );
  const count = laws.reduce((product, { nodes }) => product * nodes.length, 1);
  if (count > maximalNodes) {
    throw new UnsupportedError(
      `features: the joint law of ${laws.length} hidden variables needs over ${maximalNodes} quadrature nodes`,
    );
  }
  return { laws, count };
}

/** The laws as a parameter. */
export function hiddenParameter(laws: readonly Rule[], { list, record }: Language): ModuleParameter {
  const numbers = (values: Float64Array): string => list([...values].map(String));
  const items = laws.map(({ nodes, weights }) =>
    record([
      ["values", numbers(nodes)],
      ["weights", numbers(weights)],
    ]),
  );
  return {
    name: "hidden",
    type: "readonly HiddenLaw[]",
    meaning: "law of each hidden variable: its values and their weights",
    usual: `[\n${items.map((item) => `  ${item},`).join("\n")}\n]`,
  };
}

/** How many odd moments of each law the derivation took to be zero, to be checked of other laws. */
export function assumedZeros(hypotheses: readonly LawHypothesis[], { list }: Language): string {
  return list(hypotheses.map(({ symmetric, zeroMean }) => (symmetric ? "3" : zeroMean ? "1" : "0")));
}
