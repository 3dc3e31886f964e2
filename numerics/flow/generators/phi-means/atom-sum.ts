import type { Activation } from "../../../../theory/activations/activation.ts";
import type { Atom } from "../../../../theory/expectation/atom.ts";
import type { HiddenNodes } from "../../../quadrature/hidden-nodes.ts";
import type { SignalFunctions } from "../../../quadrature/signal-functions.ts";
import { integrandSigns } from "./integrand-signs.ts";
import type { MeanEvaluator, MeanPlan } from "./mean-plan.ts";
import type { NormTable } from "./norm-tables.ts";

/**
 * The means as sums over the few values that c takes, of tabulated functions. Where phi is even or odd so is every
 * function: the values c and -c share one evaluation, and as only tables of positive signals are read the means have
 * the exact symmetry, which bifurcations at Q = 0 stand on.
 * @param fallback for states whose signals lie beyond the table, or without a table.
 */
export function atomSum(
  plan: MeanPlan,
  activation: Activation,
  nodes: HiddenNodes,
  tableAt: (norm: number) => NormTable<SignalFunctions> | undefined,
  fallback: MeanEvaluator,
): MeanEvaluator {
  const size = plan.integrands.length;
  const features = nodes.values.length;
  const [atoms, count] = [plan.atoms.length, nodes.weights.length];
  const signs = integrandSigns(plan.integrands, activation);
  const own = plan.atoms.map((atom) => hiddenWeights(atom, nodes));
  const { kept, mirror } = mirrored(nodes, signs !== undefined);
  const points = Float64Array.from(kept.flatMap((k) => nodes.values.map((values) => values[k]!)));
  // A row a kept node, a column an atom.
  const weights = Float64Array.from(
    kept.flatMap((k) =>
      own.map((weight, a) => {
        const other = mirror[k]!;
        return weight[k]! + (other < 0 ? 0 : signs![plan.place[a]!]! * weight[other]!);
      }),
    ),
  );
  const isOdd = plan.atoms.map((_, a) => signs?.[plan.place[a]!] === -1);
  const origin = plan.atoms.flatMap(({ atOrigin }, a) => (atOrigin ? [a] : []));
  let buffer = new Float64Array(size);
  let inNorm = new Float64Array(1);
  const values = new Float64Array(size);
  const { place } = plan;

  const functionsAt = (z: number, { functions }: NormTable<SignalFunctions>): Float64Array => {
    const panelNodes = inNorm.length;
    if (panelNodes === 1) {
      functions.evaluate(z, values, size);
      return values;
    }
    functions.evaluate(z, buffer, panelNodes * size);
    for (let f = 0; f < size; f++) {
      let value = 0;
      for (let j = 0, at = f; j < panelNodes; j++, at += size) value += inNorm[j]! * buffer[at]!;
      values[f] = value;
    }
    return values;
  };

  return (overlaps, norm, out) => {
    const table = tableAt(norm);
    if (table === undefined) return fallback(overlaps, norm, out);
    const panelNodes = table.panel.nodes.length;
    if (inNorm.length !== panelNodes) {
      inNorm = new Float64Array(panelNodes);
      buffer = new Float64Array(panelNodes * size);
    }
    table.panel.weights(norm, inNorm);
    const root = Math.sqrt(norm);
    const { radius } = table.functions;
    for (let a = 0; a < atoms; a++) out[a] = 0;
    for (let k = 0, at = 0, row = 0; k < kept.length; k++, row += atoms) {
      let signal = 0;
      for (let l = 0; l < features; l++) signal += overlaps[l]! * points[at++]!;
      const z = signal / root;
      if (!(Math.abs(z) <= radius)) return fallback(overlaps, norm, out);
      const f = functionsAt(signs === undefined ? z : Math.abs(z), table);
      const side = Math.sign(z);
      for (let a = 0; a < atoms; a++) {
        const weight = isOdd[a] ? side * weights[row + a]! : weights[row + a]!;
        out[a]! += weight * f[place[a]!]!;
      }
    }
    if (origin.length === 0) return;
    const f = functionsAt(0, table);
    for (let i = 0; i < origin.length; i++) out[origin[i]!] = f[place[origin[i]!]!]!;
  };

  function mirrored(
    { values: columns, weights: all }: HiddenNodes,
    fold: boolean,
  ): { kept: number[]; mirror: Int32Array } {
    const mirror = new Int32Array(count).fill(-1);
    if (!fold) return { kept: Array.from(all, (_, k) => k), mirror };
    // Adding zero turns -0 into 0.
    const key = (k: number, sign: number): string => columns.map((column) => sign * column[k]! + 0).join();
    const index = new Map<string, number>();
    const kept: number[] = [];
    for (let k = 0; k < count; k++) {
      const partner = index.get(key(k, -1));
      if (partner !== undefined && mirror[partner]! < 0) mirror[partner] = k;
      else {
        kept.push(k);
        index.set(key(k, 1), k);
      }
    }
    return { kept, mirror };
  }
}

/** weight times c^hidden at every node. */
export function hiddenWeights(atom: Atom, nodes: HiddenNodes): Float64Array {
  return nodes.weights.map((weight, k) =>
    atom.hidden.reduce((product, exponent, l) => product * nodes.values[l]![k]! ** exponent, weight),
  );
}
