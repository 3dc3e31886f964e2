import { UnsupportedError } from "../../theory/errors.ts";
import type { HiddenLaw } from "../../theory/laws/law.ts";
import { compositeGaussLegendre, type Rule } from "./gauss-legendre.ts";

/** Points of the joint law of the hidden variables: `values[l][k]` is c_l at node k. */
export interface HiddenNodes {
  readonly values: readonly Float64Array[];
  readonly weights: Float64Array;
  /** The largest Euclidean norm of a node, which bounds |Q.c| for |Q| <= 1. */
  readonly radius: number;
}

/** A joint law beyond this many nodes needs another method than a product rule. */
export const maximalNodes = 2_000_000;

/** Nodes of weight below this change no expectation in its first 15 digits. */
const negligible = 1e-19;

/** Functions of the signal whose means over the hidden variables are wanted; `out` receives one value each. */
export type SignalFunctions = (signal: number, out: Float64Array) => void;

/** Gauss-Legendre nodes a panel, tried from few to many. */
const panelSizes = [6, 8, 10, 12, 16, 20, 28];

/**
 * Exact for laws on atoms. A density is smooth on each of its panels: it gets the fewest nodes at which the
 * functions' means, with the whole signal along this variable, agree with 40 nodes a panel to 1e-13 of scale.
 */
export function lawNodes(law: HiddenLaw, functions: SignalFunctions, count: number): Rule {
  const { measure } = law;
  if (measure.kind === "atoms") {
    return { nodes: Float64Array.from(measure.values), weights: Float64Array.from(measure.weights) };
  }
  const rule = (perPanel: number): Rule => {
    const { nodes, weights } = compositeGaussLegendre(measure.panels, perPanel);
    return { nodes, weights: weights.map((weight, k) => weight * measure.density(nodes[k]!)) };
  };
  const values = new Float64Array(count);
  const means = ({ nodes, weights }: Rule, offset: number): { mean: Float64Array; scale: Float64Array } => {
    const mean = new Float64Array(count);
    const scale = new Float64Array(count);
    for (let k = 0; k < nodes.length; k++) {
      functions(nodes[k]! + offset, values);
      for (let f = 0; f < count; f++) {
        mean[f]! += weights[k]! * values[f]!;
        scale[f]! += weights[k]! * Math.abs(values[f]!);
      }
    }
    return { mean, scale };
  };
  const offsets = [0, 0.6];
  const references = offsets.map((offset) => means(rule(40), offset));
  const sufficient = panelSizes.find((perPanel) =>
    offsets.every((offset, i) => {
      const { mean } = means(rule(perPanel), offset);
      const reference = references[i]!;
      return mean.every((value, f) => Math.abs(value - reference.mean[f]!) <= 1e-13 * reference.scale[f]!);
    }),
  );
  return rule(sufficient ?? 40);
}

/**
 * The product rule for independent hidden variables, fine enough for the means of these functions of Q.c with
 * |Q_l| <= 1.
 * @throws UnsupportedError when it would have too many nodes.
 */
export function hiddenNodes(
  laws: readonly HiddenLaw[],
  functions: SignalFunctions,
  count: number,
): HiddenNodes {
  let points: number[][] = [[]];
  let weights = [1];
  for (const law of laws) {
    const rule = lawNodes(law, functions, count);
    if (points.length * rule.nodes.length > maximalNodes) {
      throw new UnsupportedError(
        `features: the joint law of ${laws.length} hidden variables needs over ${maximalNodes} quadrature nodes`,
      );
    }
    const nextPoints: number[][] = [];
    const nextWeights: number[] = [];
    for (const [i, point] of points.entries()) {
      for (let k = 0; k < rule.nodes.length; k++) {
        const weight = weights[i]! * rule.weights[k]!;
        if (weight < negligible) continue;
        nextPoints.push([...point, rule.nodes[k]!]);
        nextWeights.push(weight);
      }
    }
    points = nextPoints;
    weights = nextWeights;
  }
  return {
    values: laws.map((_, l) => Float64Array.from(points, (point) => point[l]!)),
    weights: Float64Array.from(weights),
    radius: points.reduce((radius, point) => Math.max(radius, Math.hypot(...point)), 0),
  };
}
