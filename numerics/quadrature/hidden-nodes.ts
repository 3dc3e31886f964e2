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
const maximalNodes = 2_000_000;

/** Nodes of weight below this change no expectation in its first 15 digits. */
const negligible = 1e-19;

/** Exact for laws on atoms; 20 Gauss-Legendre nodes a panel for densities, which are smooth on each. */
function lawRule(law: HiddenLaw): Rule {
  const { measure } = law;
  if (measure.kind === "atoms") {
    return { nodes: Float64Array.from(measure.values), weights: Float64Array.from(measure.weights) };
  }
  const { nodes, weights } = compositeGaussLegendre(measure.panels, 20);
  return { nodes, weights: weights.map((weight, k) => weight * measure.density(nodes[k]!)) };
}

/**
 * The product rule for independent hidden variables.
 * @throws UnsupportedError when it would have too many nodes.
 */
export function hiddenNodes(laws: readonly HiddenLaw[]): HiddenNodes {
  let points: number[][] = [[]];
  let weights = [1];
  for (const law of laws) {
    const rule = lawRule(law);
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
