/**
 * Functions of the signal, interpolated on [-radius, radius] from equidistant nodes by polynomials of degree 11. The
 * distance of the nodes is halved until the middles of all intervals agree to 1e-12 of scale; where 1024 intervals
 * are not enough, and beyond the radius, the functions themselves are used.
 */
export function interpolated(
  functions: (signal: number) => readonly number[],
  radius: number,
): (signal: number) => readonly number[] {
  if (radius === 0) return functions;
  for (let half = 16, nodes = sampled(functions, radius / 16, 16); half <= 512; half *= 2) {
    const step = radius / half;
    const finer = sampled(functions, step / 2, 2 * half, nodes);
    const scale = finer
      .get(0)!
      .map((_, f) => Math.max(...[...finer.values()].map((values) => Math.abs(values[f]!))));
    const middles = Array.from({ length: 2 * half }, (_, i) => i - half);
    const accurate = middles.every((i) =>
      interpolate(nodes, half, i + 0.5).every(
        (x, f) => Math.abs(x - finer.get(2 * i + 1)![f]!) <= 1e-12 * scale[f]!,
      ),
    );
    if (accurate) {
      return (signal) =>
        Math.abs(signal) <= radius ? interpolate(finer, 2 * half, (2 * signal) / step) : functions(signal);
    }
    nodes = finer;
  }
  return functions;
}

/** Values at the nodes k step with |k| <= half + 5; every second one is known from the nodes before. */
export function sampled(
  functions: (signal: number) => readonly number[],
  step: number,
  half: number,
  coarser: ReadonlyMap<number, readonly number[]> = new Map(),
): Map<number, readonly number[]> {
  const nodes = new Map<number, readonly number[]>();
  for (let k = -half - 5; k <= half + 5; k++) {
    nodes.set(k, (k % 2 === 0 ? coarser.get(k / 2) : undefined) ?? functions(k * step));
  }
  return nodes;
}

/** The values at a position in units of the step, from the twelve nodes about it, by the barycentric formula. */
export function interpolate(
  nodes: ReadonlyMap<number, readonly number[]>,
  half: number,
  position: number,
): readonly number[] {
  if (Number.isInteger(position)) return nodes.get(position)!;
  const first = Math.min(half - 1, Math.floor(position)) - 5;
  // Binomials of 11 with alternating signs.
  const shares = [1, -11, 55, -165, 330, -462, 462, -330, 165, -55, 11, -1].map(
    (w, j) => w / (position - first - j),
  );
  const total = shares.reduce((sum, share) => sum + share, 0);
  const near = shares.map((_, j) => nodes.get(first + j)!);
  return nodes.get(0)!.map((_, f) => shares.reduce((sum, share, j) => sum + share * near[j]![f]!, 0) / total);
}

/** A bound on the signal |Q1 c1 + Q2 c2 + ...|. */
export function reach(laws: readonly { readonly values: readonly number[] }[], Q: readonly number[]): number {
  return laws.reduce((sum, { values }, l) => sum + Math.abs(Q[l]!) * Math.max(...values.map(Math.abs)), 0);
}
