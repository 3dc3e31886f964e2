import type { Random } from "../../../numerics/random/random.ts";
import type { Sample } from "./two-sample.ts";

/**
 * Whether none of so many random relabellings of the pooled rows has as large an energy distance
 * 2 E|X - Y| - E|X - X'| - E|Y - Y'| as the two samples: for equal laws with probability 1 / (permutations + 1), exactly,
 * at every sample size. The first that has ends the search.
 *
 * Source: G. Szekely and M. Rizzo, "Testing for equal distributions in high dimension", InterStat (2004). Both
 * samples have one size; components are brought to unit spread first.
 */
export function energyDiffers(
  first: Sample,
  second: Sample,
  size: number,
  permutations: number,
  random: Random,
): boolean {
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
  for (let p = 0; p < permutations; p++) {
    for (let i = total - 1; i > 0; i--) {
      const j = Math.floor(random.uniform() * (i + 1));
      const kept = labels[i]!;
      labels[i] = labels[j]!;
      labels[j] = kept;
    }
    if (energy() >= observed) return false;
  }
  return true;
}

function standardized(rows: Sample, size: number): number[][] {
  const columns = Array.from({ length: size }, (_, c) => {
    const mean = rows.reduce((sum, row) => sum + row[c]!, 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + (row[c]! - mean) ** 2, 0) / rows.length;
    return { mean, spread: Math.sqrt(variance) || 1 };
  });
  return rows.map((row) => columns.map(({ mean, spread }, c) => (row[c]! - mean) / spread));
}
