import { ConvergenceError } from "../../../../theory/errors.ts";
import type { HiddenLaw } from "../../../../theory/laws/law.ts";
import {
  type CharacteristicMoments,
  characteristicMoments,
} from "../../../quadrature/characteristic-moments.ts";
import type { SignalSeries } from "../../../quadrature/signal-series.ts";
import type { MeanEvaluator, MeanPlan } from "./mean-plan.ts";
import type { NormTable } from "./norm-tables.ts";

/** |Q| / sqrt(s) up to which the laws' tables reach: at most 1, and a little more in a search for fixed points. */
const slack = 1.03;

/**
 * The means through Fourier series in z = S / sqrt(s),
 *
 *     E[c^h f(S)] = sum over k of a_k Re m_k + b_k Im m_k,   m_k = product over l of E[c_l^(h_l) exp(i k w Q_l c_l / sqrt(s))],
 *
 * so that many features or a density cost as much as one atom a mode.
 * @param fallback for states out of reach, or without a series.
 */
export function modeSum(
  plan: MeanPlan,
  laws: readonly HiddenLaw[],
  seriesAt: (norm: number) => NormTable<SignalSeries> | undefined,
  fallback: MeanEvaluator,
): { evaluate: MeanEvaluator; error(): number } {
  const [size, features, atoms] = [plan.integrands.length, laws.length, plan.atoms.length];
  const highest = laws.map((_, l) => Math.max(0, ...plan.atoms.map(({ hidden }) => hidden[l] ?? 0)));
  const { groups, groupOf } = hiddenGroups(plan, features);
  // Of symmetric laws a moment is real or imaginary, by the parity of its exponent.
  const symmetric = laws.every((law) => law.symmetric);
  const odd = groups.map((hidden) => hidden.reduce((sum, exponent) => sum + (exponent & 1), 0));
  const groupParts = Int32Array.from(odd, (n) => n & 1);
  const groupSigns = Float64Array.from(odd, (n) => (n & 2 ? -1 : 1));
  const places = Int32Array.from(plan.place, (f) => 2 * f);
  const origin = plan.atoms.flatMap(({ atOrigin }, a) => (atOrigin ? [a] : []));
  const moments = laws.map((_, l) => new Float64Array(2 * (highest[l]! + 1)));
  const product = new Float64Array(2 * groups.length);
  let tables: readonly CharacteristicMoments[] | undefined = [];
  let inNorm = new Float64Array(1);
  let combined = new Float64Array(0);

  /** Tables that reach to x; undefined once some law has none. */
  const tablesTo = (x: number): readonly CharacteristicMoments[] | undefined => {
    if (tables !== undefined && !(tables[0] !== undefined && tables[0].reach >= x)) {
      const reach = 2 ** Math.ceil(2 * Math.log2(x)) / 2 ** Math.ceil(Math.log2(x));
      try {
        tables = laws.map((law, l) => characteristicMoments(law, highest[l]!, Math.max(x, reach)));
      } catch (failure) {
        if (!(failure instanceof ConvergenceError)) throw failure;
        tables = undefined;
      }
    }
    return tables;
  };

  /** The series' coefficients at s. */
  const coefficientsAt = ({ panel, functions }: NormTable<SignalSeries>, norm: number): Float64Array => {
    const nodes = panel.nodes.length;
    if (nodes === 1) return functions.coefficients;
    if (inNorm.length !== nodes) inNorm = new Float64Array(nodes);
    panel.weights(norm, inNorm);
    const [row, all] = [2 * size, functions.coefficients];
    if (combined.length < functions.modes * row) combined = new Float64Array(functions.modes * row);
    for (let k = 0, from = 0; k < functions.modes; k++) {
      const to = k * row;
      for (let i = 0; i < row; i++) combined[to + i] = 0;
      for (let j = 0; j < nodes; j++) {
        const weight = inNorm[j]!;
        for (let i = 0; i < row; i++) combined[to + i]! += weight * all[from++]!;
      }
    }
    return combined;
  };

  const evaluate: MeanEvaluator = (overlaps, norm, out) => {
    const series = seriesAt(norm);
    if (series === undefined) return fallback(overlaps, norm, out);
    const { frequency, modes } = series.functions;
    const laws = tablesTo(slack * frequency * (modes - 1));
    let square = 0;
    for (let l = 0; l < features; l++) square += overlaps[l]! * overlaps[l]!;
    if (laws === undefined || !(square <= slack * slack * norm)) return fallback(overlaps, norm, out);
    const coefficients = coefficientsAt(series, norm);
    const unit = frequency / Math.sqrt(norm);
    for (let a = 0; a < atoms; a++) out[a] = 0;
    for (let k = 0; k < modes; k++) {
      for (let l = 0; l < features; l++) laws[l]!.evaluate(k * unit * overlaps[l]!, moments[l]!);
      for (let g = 0; g < groups.length; g++) {
        const hidden = groups[g]!;
        if (symmetric) {
          let value = groupSigns[g]!;
          for (let l = 0; l < features; l++) value *= moments[l]![2 * hidden[l]! + (hidden[l]! & 1)]!;
          product[2 * g + groupParts[g]!] = value;
          continue;
        }
        let re = 1;
        let im = 0;
        for (let l = 0; l < features; l++) {
          const x = moments[l]![2 * hidden[l]!]!;
          const y = moments[l]![2 * hidden[l]! + 1]!;
          const next = re * x - im * y;
          im = re * y + im * x;
          re = next;
        }
        product[2 * g] = re;
        product[2 * g + 1] = im;
      }
      const row = 2 * size * k;
      for (let a = 0; a < atoms; a++) {
        const at = row + places[a]!;
        const g = groupOf[a]!;
        out[a]! += coefficients[at]! * product[g]! + coefficients[at + 1]! * product[g + 1]!;
      }
    }
    for (let i = 0; i < origin.length; i++) {
      const a = origin[i]!;
      let sum = 0;
      for (let k = 0; k < modes; k++) sum += coefficients[2 * size * k + places[a]!]!;
      out[a] = sum;
    }
  };
  return { evaluate, error: () => Math.max(0, ...(tables ?? []).map(({ error }) => error)) };
}

/** The distinct exponents of the hidden variables, one a feature, and twice the number of each atom's. */
function hiddenGroups(plan: MeanPlan, features: number): { groups: Int32Array[]; groupOf: Int32Array } {
  const index = new Map<string, number>();
  const groups: Int32Array[] = [];
  const groupOf = plan.atoms.map(({ hidden }) => {
    const key = hidden.join();
    let at = index.get(key);
    if (at === undefined) {
      at = groups.push(Int32Array.from({ length: features }, (_, l) => hidden[l] ?? 0)) - 1;
      index.set(key, at);
    }
    return 2 * at;
  });
  return { groups, groupOf: Int32Array.from(groupOf) };
}
