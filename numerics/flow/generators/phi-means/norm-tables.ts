import { ConvergenceError } from "../../../../theory/errors.ts";
import type { GridMeans } from "../../../quadrature/integrand.ts";
import { type NormPanel, normPanel, panelIndex, spherePanel } from "../../../quadrature/norm-panel.ts";
import {
  type GridSampler,
  relativeDeviation,
  type SignalFunctions,
} from "../../../quadrature/signal-functions.ts";

/** Functions of z = S / sqrt(s) at all nodes of a panel of s: that of integrand f at node j is number j size + f. */
export interface NormTable<Functions extends SignalFunctions> {
  readonly panel: NormPanel;
  readonly functions: Functions;
  /** The largest error seen, relative as the functions say. */
  readonly error: number;
}

/** Tables of a worse error are not used. */
const tolerance = 2e-12;

/** Panels beyond s = 2^-20 and 2^20 are not worth a table. */
const furthest = 80;

const sphereIndex = Number.POSITIVE_INFINITY;

/** How the functions of z become cheap. @throws ConvergenceError where it does not succeed. */
export type Tabulate<Functions> = (sample: GridSampler, count: number) => Functions;

/**
 * The tables of all s, each made when a state first needs it; undefined where there is none that is exact enough.
 * @param sphere whether s = 1 alone deserves a table of its own.
 */
export function normTables<Functions extends SignalFunctions>(
  means: GridMeans,
  size: number,
  sphere: boolean,
  tabulate: Tabulate<Functions>,
): { at(norm: number): NormTable<Functions> | undefined; error(): number } {
  const known = new Map<number, NormTable<Functions> | undefined>();
  let error = 0;
  const make = (panel: NormPanel): NormTable<Functions> | undefined => {
    try {
      const nodes = panel.nodes.length;
      const functions = tabulate(panelSampler(means, size, panel), nodes * size);
      const table = { panel, functions, error: functions.error + panelError(means, size, panel, functions) };
      if (!(table.error <= tolerance)) return undefined;
      error = Math.max(error, table.error);
      return table;
    } catch (failure) {
      if (failure instanceof ConvergenceError) return undefined;
      throw failure;
    }
  };
  return {
    at(norm) {
      const single = sphere && norm === 1;
      const index = single ? sphereIndex : panelIndex(norm);
      if (!single && !(Math.abs(index) <= furthest)) return undefined;
      let table = known.get(index);
      if (table === undefined && !known.has(index)) {
        known.set(index, (table = make(single ? spherePanel : normPanel(index))));
      }
      return table;
    },
    error: () => error,
  };
}

/** The means at all nodes of the panel side by side. */
function panelSampler(means: GridMeans, size: number, { nodes }: NormPanel): GridSampler {
  return (start, step, count) => {
    const values = new Float64Array(count * nodes.length * size);
    for (const [j, norm] of nodes.entries()) {
      const root = Math.sqrt(norm);
      const own = means(norm, start * root, step * root, count);
      for (let i = 0; i < count; i++) {
        values.set(own.subarray(i * size, (i + 1) * size), (i * nodes.length + j) * size);
      }
    }
    return values;
  };
}

/** The error of interpolation in s where it is largest. */
function panelError(means: GridMeans, size: number, panel: NormPanel, functions: SignalFunctions): number {
  const weights = new Float64Array(panel.nodes.length);
  const values = new Float64Array(panel.nodes.length * size);
  const errors = panel.checks.map((norm) => {
    const root = Math.sqrt(norm);
    panel.weights(norm, weights);
    const evaluate = (z: number, out: Float64Array): void => {
      functions.evaluate(z, values, values.length);
      for (let f = 0; f < size; f++) {
        out[f] = 0;
        for (let j = 0; j < weights.length; j++) out[f]! += weights[j]! * values[j * size + f]!;
      }
    };
    const exact: GridSampler = (start, step, count) => means(norm, start * root, step * root, count);
    return relativeDeviation(functions, evaluate, exact, size);
  });
  return Math.max(0, ...errors);
}
