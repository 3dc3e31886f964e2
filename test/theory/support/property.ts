/** fast-check's options: the seed is fixed, so that every run of the suite tries the same cases. */
export function runs(numRuns: number): { seed: number; numRuns: number } {
  return { seed: 20_241_118, numRuns };
}
