import { type Curvature, curvatureOf } from "./slope-bounds.ts";
import { supremum } from "./tanh-polynomial.ts";
import type { VarianceSlope, VarianceTerm } from "./variance-slope.ts";
import type { SignalCoefficients, ViewMeans } from "./view-means.ts";

/** Points of a grid: S = i step for i = 0..steps, and a list of covariances c, increasing. */
export interface Grid {
  readonly step: number;
  readonly steps: number;
  readonly covariances: readonly number[];
}

/** What a sum of two parts P + beta R is worth, beta = 1/(B - 1) in [0, 1]. */
export type Parts = readonly [number, number];

/**
 * The kernel K(S, S'; c) = P + R/(B - 1) whose mean over two independent copies S, S' of the signal Q.c is an expression
 * of at most two means a term: a single mean is taken half at S and half at S', a product with one factor at each, in both
 * orders. It is even in S and in S', and what holds for K on [0, R]^2 holds for the expression under every
 * symmetric law of the signal on [-R, R].
 */
export class SlopeGrid {
  /** How far each part is off at a point of the grid. */
  readonly errors: Parts;
  readonly curvature: Curvature;
  /** Values of the means: by covariance, pair, and signal. */
  private readonly values: readonly (readonly Float64Array[])[];
  private readonly terms: readonly { factor: number; term: VarianceTerm }[];

  constructor(
    slope: VarianceSlope,
    terms: readonly VarianceTerm[],
    means: ViewMeans,
    noise: number,
    readonly grid: Grid,
    signals: (place: number) => SignalCoefficients,
  ) {
    const { pairs, functions } = slope;
    const reach = Math.max(...grid.covariances.map(Math.abs));
    const used = [...new Set(terms.flatMap((term) => term.means))];
    const at = Array.from({ length: grid.steps + 1 }, (_, i) => signals(i * grid.step));
    const errors = new Array<number>(pairs.length).fill(0);
    this.values = grid.covariances.map((covariance) => {
      const values = pairs.map(() => new Float64Array(grid.steps + 1));
      for (const pair of used) {
        for (const [i, coefficients] of at.entries()) {
          const { value, error } = means.mean(coefficients, ...pairs[pair]!, covariance);
          values[pair]![i] = value;
          errors[pair] = Math.max(errors[pair]!, error);
        }
      }
      return values;
    });
    const sizes = pairs.map(([f, g]) => supremum(functions[f]!) * supremum(functions[g]!));
    this.terms = terms.map((term) => ({ factor: term.coefficient.toNumber() * noise ** term.noise, term }));
    const parts: [number, number] = [0, 0];
    for (const { factor, term } of this.terms) {
      const [a, b] = term.means as [number, number?];
      const size = Math.abs(factor) * reach ** term.cross;
      const doubt =
        b === undefined
          ? errors[a]!
          : errors[a]! * sizes[b]! + sizes[a]! * errors[b]! + errors[a]! * errors[b]!;
      // What rounding takes away from the term itself is far below 2^-40 of its bound.
      parts[term.partner] += size * (doubt + 2 ** -40 * sizes[a]! * (b === undefined ? 1 : sizes[b]!));
    }
    this.errors = parts;
    this.curvature = curvatureOf(slope, terms, noise, [grid.covariances[0]!, grid.covariances.at(-1)!]);
  }

  /** The two parts of K at S_i, S_j and the covariance of index k. */
  at(i: number, j: number, k: number): Parts {
    const covariance = this.grid.covariances[k]!;
    const values = this.values[k]!;
    const parts: [number, number] = [0, 0];
    for (const { factor, term } of this.terms) {
      const [a, b] = term.means as [number, number?];
      const first = values[a]!;
      const both =
        b === undefined ? first[i]! + first[j]! : first[i]! * values[b]![j]! + first[j]! * values[b]![i]!;
      parts[term.partner] += (factor * covariance ** term.cross * both) / 2;
    }
    return parts;
  }

  /**
   * What K may lose between grid points against the least of the corners of a box: an interpolant linear in each variable
   * stays within the corners' values, and is off by at most an eighth of the squared steps times the second derivatives.
   */
  get loss(): Parts {
    const { step, covariances } = this.grid;
    const width = Math.max(0, ...covariances.slice(1).map((c, k) => c - covariances[k]!));
    const { signal, covariance } = this.curvature;
    const part = (p: 0 | 1): number =>
      (2 * signal[p] * step ** 2 + covariance[p] * width ** 2) / 8 + this.errors[p];
    return [part(0), part(1)];
  }
}
