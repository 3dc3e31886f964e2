import type { Activation } from "../../theory/activations/activation.ts";
import { type ActivationValues, activationValues } from "./activation-values.ts";

/** The table covers |y| < radius in cells of width 1/density; both are powers of two, so that indices are exact. */
const radius = 8;
const density = 64;
const cells = 2 * radius * density;
const half = radius * density;
/** Coefficients of a polynomial of degree 5. */
const order = 6;

/** How far the table may lie from the activation, relative to the larger of |phi| and |phi'| in the cell. */
export const tabulationError = 1e-13;

const tables = new WeakMap<Activation, ActivationValues>();

/**
 * phi and phi' from two polynomials of degree 5 for each interval of length 1/64 in |y| < 8, some times faster than
 * tanh itself. A cell is made when an output first falls into it, and compared with the activation then: if it
 * differs by more than `tabulationError`, its outputs go to the activation, as do those beyond the table.
 * Polynomials and functions with kinks, which are cheap, are not tabulated.
 */
export function tabulatedValues(activation: Activation): ActivationValues {
  if (activation.polynomial || activation.kinks.length > 0) return activationValues(activation);
  let table = tables.get(activation);
  if (!table) tables.set(activation, (table = tabulate(activationValues(activation))));
  return table;
}

function tabulate(exact: ActivationValues): ActivationValues {
  // Of each cell phi's coefficients, constant first, then those of phi'; NaN where the activation must be asked.
  const coefficients = new Float64Array(cells * 2 * order).fill(Number.NaN);
  const made = new Uint8Array(cells);
  const make = cellMaker(exact, coefficients);
  const [y, phi, slope] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)];
  const evaluateExactly = (at: number, i: number, values: Float64Array, slopes: Float64Array): void => {
    y[0] = at;
    exact.evaluate(y, phi, slope);
    values[i] = phi[0]!;
    slopes[i] = slope[0]!;
  };
  return {
    evaluate(at, values, slopes) {
      for (let i = 0; i < at.length; i++) {
        const position = at[i]! * density;
        const left = Math.floor(position);
        if (!(position >= -half && position < half)) {
          evaluateExactly(at[i]!, i, values, slopes);
          continue;
        }
        const cell = left + half;
        const start = cell * 2 * order;
        const t = position - left - 0.5;
        let value = polynomialAt(coefficients, start, t);
        // The first output in a cell must get what the later ones get, or a run would depend on those before it.
        if (Number.isNaN(value) && made[cell] === 0) {
          made[cell] = 1;
          make(cell);
          value = polynomialAt(coefficients, start, t);
        }
        if (Number.isNaN(value)) evaluateExactly(at[i]!, i, values, slopes);
        else {
          values[i] = value;
          slopes[i] = polynomialAt(coefficients, start + order, t);
        }
      }
    },
  };
}

/** The polynomial of degree 5 whose coefficients, constant first, begin at index c. */
function polynomialAt(coefficients: Float64Array, c: number, t: number): number {
  let value = coefficients[c + 5]!;
  value = value * t + coefficients[c + 4]!;
  value = value * t + coefficients[c + 3]!;
  value = value * t + coefficients[c + 2]!;
  value = value * t + coefficients[c + 1]!;
  return value * t + coefficients[c]!;
}

/** Writes a cell's polynomials, in t from -1/2 to 1/2, where they suffice. */
function cellMaker(exact: ActivationValues, coefficients: Float64Array): (cell: number) => void {
  const nodes = Array.from({ length: order }, (_, k) => Math.cos((Math.PI * (k + 0.5)) / order) / 2);
  // Where the Chebyshev polynomial of degree 6 is extremal the interpolation errs most.
  const probes = Array.from({ length: order + 1 }, (_, k) => Math.cos((Math.PI * k) / order) / 2);
  const centre = order + order / 2;
  const points = [...nodes, ...probes];
  const inverse = inverseVandermonde(nodes);
  const [at, values, slopes] = [points, points, points].map((list) => new Float64Array(list.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return (cell) => {
    const left = cell - half;
    for (let i = 0; i < at.length; i++) at[i] = (left + 0.5 + points[i]!) / density;
    exact.evaluate(at, values, slopes);
    const start = cell * 2 * order;
    interpolate(inverse, values, values[centre]!, coefficients, start);
    interpolate(inverse, slopes, slopes[centre]!, coefficients, start + order);
    let [scale, error] = [0, 0];
    for (let i = 0; i < at.length; i++) {
      scale = Math.max(scale, Math.abs(values[i]!), Math.abs(slopes[i]!));
      error = Math.max(error, Math.abs(polynomialAt(coefficients, start, points[i]!) - values[i]!));
      error = Math.max(error, Math.abs(polynomialAt(coefficients, start + order, points[i]!) - slopes[i]!));
    }
    if (!(error <= tabulationError * scale)) coefficients.fill(Number.NaN, start, start + 2 * order);
  };
}

/** Row n holds the coefficients of t^n in the Lagrange polynomials of the nodes. */
function inverseVandermonde(nodes: readonly number[]): Float64Array[] {
  const rows = nodes.map(() => new Float64Array(nodes.length));
  for (const [j, node] of nodes.entries()) {
    let lagrange = [1];
    for (const other of nodes) {
      if (other === node) continue;
      const next = [...lagrange, 0];
      lagrange = next.map((_, n) => ((lagrange[n - 1] ?? 0) - other * (lagrange[n] ?? 0)) / (node - other));
    }
    for (const [n, coefficient] of lagrange.entries()) rows[n]![j] = coefficient;
  }
  return rows;
}

/** The centre's value is taken off first: what the sums then round is the variation inside the cell. */
function interpolate(
  inverse: readonly Float64Array[],
  values: Float64Array,
  centre: number,
  coefficients: Float64Array,
  start: number,
): void {
  for (let n = 0; n < inverse.length; n++) {
    const row = inverse[n]!;
    let sum = n === 0 ? centre : 0;
    for (let j = 0; j < row.length; j++) sum += row[j]! * (values[j]! - centre);
    coefficients[start + n] = sum;
  }
}
