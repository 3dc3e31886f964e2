import { ConvergenceError } from "../../../../theory/errors.ts";
import type { HiddenLaw } from "../../../../theory/laws/law.ts";
import {
  type CharacteristicMoments,
  characteristicMoments,
  momentParts,
} from "../../../quadrature/characteristic-moments.ts";
import type { SignalSeries } from "../../../quadrature/signal-series.ts";
import { coefficientRows } from "./coefficient-rows.ts";
import type { MeanEvaluator, MeanPlan } from "./mean-plan.ts";
import { modePlan } from "./mode-plan.ts";
import type { NormTable } from "./norm-tables.ts";

/** |Q| / sqrt(s) up to which the laws' tables reach: at most 1, and a little more in a search for fixed points. */
const slack = 1.03;

/**
 * The means through Fourier series in z = S / sqrt(s),
 *
 *     E[c^h f(S)] = sum over k of a_k Re m_k + b_k Im m_k,   m_k = product over l of E[c_l^(h_l) exp(i k w Q_l c_l / sqrt(s))],
 *
 * so that many features or a density cost as much as one atom a mode. Each factor is a row over the modes: moments of a
 * law, their products, a function's coefficients; a mean is the scalar product of two rows. The moments are read at |Q_l|
 * and the imaginary ones take its sign, so that the means have the laws' symmetry exactly.
 * @param fallback for states out of reach, or without a series.
 */
export function modeSum(
  plan: MeanPlan,
  laws: readonly HiddenLaw[],
  seriesAt: (norm: number) => NormTable<SignalSeries> | undefined,
  fallback: MeanEvaluator,
): { evaluate: MeanEvaluator; error(): number } {
  const features = laws.length;
  const parts = laws.map((law, l) =>
    momentParts(law, Math.max(0, ...plan.atoms.map(({ hidden }) => hidden[l] ?? 0))),
  );
  const { products, series, pairs, atOrigin } = modePlan(plan, parts);
  const tables = momentTables(laws, parts);
  const rowsOf = coefficientRows(plan.integrands.length, series);
  let capacity = 0;
  let momentRows: readonly Float64Array[] = [];
  let productRows: readonly Float64Array[] = [];
  let scratch = new Float64Array(0);
  const reserve = (modes: number): void => {
    if (modes <= capacity) return;
    capacity = modes;
    momentRows = parts.map((own) => new Float64Array(own.length * modes));
    productRows = products.map(() => new Float64Array(modes));
    scratch = new Float64Array(modes);
  };

  const evaluate: MeanEvaluator = (overlaps, norm, out) => {
    const table = seriesAt(norm);
    if (table === undefined) return fallback(overlaps, norm, out);
    const { frequency, modes } = table.functions;
    const moments = tables.at(slack * frequency * (modes - 1));
    let square = 0;
    for (let l = 0; l < features; l++) square += overlaps[l]! * overlaps[l]!;
    if (moments === undefined || !(square <= slack * slack * norm)) return fallback(overlaps, norm, out);
    reserve(modes);
    const unit = frequency / Math.sqrt(norm);
    for (let l = 0; l < features; l++) {
      moments[l]!.evaluateGrid(unit * Math.abs(overlaps[l]!), modes, momentRows[l]!);
    }
    for (let p = 0; p < products.length; p++) {
      const row = productRows[p]!;
      for (let i = 0; i < products[p]!.length; i++) {
        const product = products[p]![i]!;
        let sign = product.sign;
        for (let l = 0; l < features; l++) {
          if (parts[l]![product.parts[l]!]!.imaginary) sign *= Math.sign(overlaps[l]!);
        }
        writeProduct(i === 0 ? row : scratch, modes, sign, product.parts, momentRows);
        if (i > 0) for (let k = 0; k < modes; k++) row[k]! += scratch[k]!;
      }
    }
    const rows = rowsOf.at(table, norm);
    for (let a = 0; a < pairs.length; a++) {
      let sum = 0;
      for (let i = 0; i < pairs[a]!.length; i++) {
        const [product, from] = pairs[a]![i]!;
        sum += scalarProduct(productRows[product]!, rows, from * modes, modes);
      }
      out[a] = sum;
    }
    for (const { atom, series: from } of atOrigin) {
      let sum = 0;
      for (let k = 0; k < modes; k++) sum += rows[from * modes + k]!;
      out[atom] = sum;
    }
  };
  return { evaluate, error: tables.error };
}

/** Writes sign times the product of one part of every feature's moments, mode by mode. */
function writeProduct(
  row: Float64Array,
  modes: number,
  sign: number,
  parts: readonly number[],
  moments: readonly Float64Array[],
): void {
  row.fill(sign, 0, modes);
  for (let l = 0; l < parts.length; l++) {
    const own = moments[l]!;
    const from = parts[l]! * modes;
    for (let k = 0; k < modes; k++) row[k]! *= own[from + k]!;
  }
}

function scalarProduct(a: Float64Array, b: Float64Array, from: number, length: number): number {
  // Two sums run side by side.
  let [even, odd] = [0, 0];
  let k = 0;
  for (; k + 1 < length; k += 2) {
    even += a[k]! * b[from + k]!;
    odd += a[k + 1]! * b[from + k + 1]!;
  }
  return k < length ? even + odd + a[k]! * b[from + k]! : even + odd;
}

/** The laws' tables that reach to x, made anew for a farther reach; undefined once some law has none. */
function momentTables(
  laws: readonly HiddenLaw[],
  parts: readonly ReturnType<typeof momentParts>[],
): { at(x: number): readonly CharacteristicMoments[] | undefined; error(): number } {
  let tables: readonly CharacteristicMoments[] | undefined = [];
  return {
    at(x) {
      if (tables !== undefined && !(tables[0] !== undefined && tables[0].reach >= x)) {
        // Half an octave at a time: the ranges of s differ a little in what they need.
        const reach = 2 ** (Math.ceil(2 * Math.log2(x)) / 2);
        try {
          tables = laws.map((law, l) => characteristicMoments(law, parts[l]!, Math.max(x, reach)));
        } catch (failure) {
          if (!(failure instanceof ConvergenceError)) throw failure;
          tables = undefined;
        }
      }
      return tables;
    },
    error: () => Math.max(0, ...(tables ?? []).map(({ error }) => error)),
  };
}
