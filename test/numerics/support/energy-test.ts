import type { Random } from "../../../numerics/random/random.ts";
import type { Sample } from "./two-sample.ts";

/**
 * The probability that a random relabelling of the pooled rows has at least the energy distance
 * 2 E|X - Y| - E|X - X'| - E|Y - Y'| of the two samples, the observed labelling counted in: never below
 * 1 / (permutations + 1), and exact at every sample size.
 *
 * Source: G. Szekely and M. Rizzo, "Testing for equal distributions in high dimension", InterStat (2004). Both
 * samples have one size; components are brought to unit spread first.
 */
export function energyTest(
  first: Sample,
  second: Sample,
  size: number,
  permutations: number,
  random: Random,
): number {
  const pooled = [...first, ...second];
  const total = pooled.length;
  const rows = standardized(pooled, size);
  const distances = new Float64Array(total * total);
  for (let i = 0; i < total; i++) {
    for (let j = 0; j < i; j++) {
      let squared = 0;
      for (let c = 0; c < size; c++) squared += (rows[i]![c]! - rows[j]![c]!) ** 2;
      distances[i * total + j] = Math.sqrt(squared);
    }
  }
  // With equal sizes the distance is, up to constants of the pool, minus the mean of label_i label_j |x_i - x_j|.
  const labels = Float64Array.from({ length: total }, (_, i) => (i < first.length ? 1 : -1));
  const energy = (): number => {
    let sum = 0;
    for (let i = 0; i < total; i++) {
      let row = 0;
      for (let j = 0, at = i * total; j < i; j++, at++) row += labels[j]! * distances[at]!;
      sum -= labels[i]! * row;
    }
    return sum;
  };
  const observed = energy();
  let asLarge = 1;
  for (let p = 0; p < permutations; p++) {
    for (let i = total - 1; i > 0; i--) {
      const j = Math.floor(random.uniform() * (i + 1));
      const kept = labels[i]!;
      labels[i] = labels[j]!;
      labels[j] = kept;
    }
    if (energy() >= observed) asLarge++;
  }
  return asLarge / (permutations + 1);
}

function standardized(rows: Sample, size: number): number[][] {
  const columns = Array.from({ length: size }, (_, c) => {
    const mean = rows.reduce((sum, row) => sum + row[c]!, 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + (row[c]! - mean) ** 2, 0) / rows.length;
    return { mean, spread: Math.sqrt(variance) || 1 };
  });
  return rows.map((row) => columns.map(({ mean, spread }, c) => (row[c]! - mean) / spread));
}
