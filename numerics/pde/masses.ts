import type { Grid } from "./grid.ts";

/** P on a grid: the masses of the cells in w for each node of u, each row summing to one. */
export type Masses = readonly Float64Array[];

/** A normal law. The density at the centres, normalized: its moments are exact far beyond the order of the method. */
export function gaussianRow({ centers }: Grid, mean: number, deviation: number): Float64Array {
  const masses = centers.map((w) => Math.exp(-0.5 * ((w - mean) / deviation) ** 2));
  const sum = masses.reduce((total, mass) => total + mass, 0);
  return masses.map((mass) => mass / sum);
}

/** The masses of the cells whatever u is. */
export function marginal(masses: Masses, weights: Float64Array): Float64Array {
  const sum = new Float64Array(masses[0]!.length);
  masses.forEach((row, k) => {
    for (let i = 0; i < sum.length; i++) sum[i]! += weights[k]! * row[i]!;
  });
  return sum;
}

/** Half the L1 distance of two measures on one grid. */
export function totalVariation(a: Masses, b: Masses, weights: Float64Array): number {
  return a.reduce((sum, row, k) => {
    let distance = 0;
    for (let i = 0; i < row.length; i++) distance += Math.abs(row[i]! - b[k]![i]!);
    return sum + (weights[k]! * distance) / 2;
  }, 0);
}
