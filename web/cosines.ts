/** The cosine similarities Q_l / sqrt(s) of a state; on the sphere, where s = 1, its overlaps. Of w = 0, which has no direction, zeros. */
export function cosinesOf(overlaps: ArrayLike<number>, norm: number): number[] {
  return Array.from(overlaps, (Q) => (norm > 0 ? Q / Math.sqrt(norm) : 0));
}

/** The overlaps of cosine similarities. */
export function overlapsOf(cosines: readonly number[], norm: number): number[] {
  return cosines.map((q) => q * Math.sqrt(norm));
}
