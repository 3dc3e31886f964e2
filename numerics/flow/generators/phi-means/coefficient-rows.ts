import { interpolateInNorm } from "../../../quadrature/norm-panel.ts";
import type { SignalSeries } from "../../../quadrature/signal-series.ts";
import type { ModePlan } from "./mode-plan.ts";
import type { NormTable } from "./norm-tables.ts";

/**
 * The series' coefficients at s as rows over the modes, one after the other in the order of `series`.
 * @param size the number of integrands.
 */
export function coefficientRows(
  size: number,
  series: ModePlan["series"],
): { at(table: NormTable<SignalSeries>, norm: number): Float64Array } {
  const known = new WeakMap<SignalSeries, Float64Array>();
  let inNorm = new Float64Array(1);
  let combined = new Float64Array(0);
  /** Row by row, the values of a mode at all nodes in s side by side. */
  const transposed = ({ coefficients, modes }: SignalSeries, nodes: number): Float64Array => {
    const rows = new Float64Array(series.length * nodes * modes);
    let to = 0;
    for (const { integrand, part } of series) {
      for (let k = 0; k < modes; k++) {
        for (let j = 0; j < nodes; j++) {
          rows[to++] = coefficients[((k * nodes + j) * size + integrand) * 2 + part]!;
        }
      }
    }
    return rows;
  };
  return {
    at({ panel, functions }, norm) {
      const nodes = panel.nodes.length;
      let rows = known.get(functions);
      if (rows === undefined) known.set(functions, (rows = transposed(functions, nodes)));
      if (nodes === 1) return rows;
      if (inNorm.length !== nodes) inNorm = new Float64Array(nodes);
      panel.weights(norm, inNorm);
      const { modes } = functions;
      if (combined.length < series.length * modes) combined = new Float64Array(series.length * modes);
      interpolateInNorm(inNorm, rows, combined, series.length * modes);
      return combined;
    },
  };
}
