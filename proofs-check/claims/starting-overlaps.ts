/** A start of length 0.5 off every axis and diagonal, so that no coincidence of symmetry helps. */
export function startingOverlaps(features: number): number[] {
  const raw = Array.from({ length: features }, (_, l) => 1 / (l + 1.3));
  const scale = 0.5 / Math.hypot(...raw);
  return raw.map((x) => x * scale);
}
