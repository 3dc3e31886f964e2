import type { Model } from "../../../../theory/model.ts";
import { hiddenNodes } from "../../../quadrature/hidden-nodes.ts";
import type { ConditionalMeans } from "../../../quadrature/integrand.ts";
import { hiddenWeights } from "./atom-sum.ts";
import type { MeanEvaluator, MeanPlan } from "./mean-plan.ts";

/**
 * The means by quadrature over the hidden variables, with the noises integrated anew at every node.
 * @throws UnsupportedError when called, if the joint law has too many nodes.
 */
export function fullQuadrature(model: Model, plan: MeanPlan, means: ConditionalMeans): MeanEvaluator {
  const size = plan.integrands.length;
  let made: { nodes: ReturnType<typeof hiddenNodes>; weights: Float64Array[] } | undefined;
  const rule = () => {
    if (!made) {
      const nodes = hiddenNodes(model.features, (signal, out) => means(signal, 1, out), size);
      made = { nodes, weights: plan.atoms.map((atom) => hiddenWeights(atom, nodes)) };
    }
    return made;
  };
  const values = new Float64Array(size);
  return (overlaps, norm, out) => {
    const { nodes, weights } = rule();
    out.fill(0);
    let last = Number.NaN;
    for (let k = 0; k < nodes.weights.length; k++) {
      let signal = 0;
      for (let l = 0; l < nodes.values.length; l++) signal += overlaps[l]! * nodes.values[l]![k]!;
      // Nodes in a row often share their signal, at Q = 0 all of them.
      if (signal !== last) {
        means(signal, norm, values);
        last = signal;
      }
      for (let a = 0; a < weights.length; a++) out[a]! += weights[a]![k]! * values[plan.place[a]!]!;
    }
    for (const [a, { atOrigin }] of plan.atoms.entries()) {
      if (!atOrigin) continue;
      if (last !== 0) {
        means(0, norm, values);
        last = 0;
      }
      out[a] = values[plan.place[a]!]!;
    }
  };
}
