/** What the quadrature over the noises needs to know of a smooth phi. */
export type SmoothIntegrands = readonly [
  /** Products of phi and its derivatives at y. */
  products: (y: number) => readonly number[],
  /** The product at y and that at y' whose mean each function of the signal is. */
  pairs: readonly (readonly [number, number])[],
  /** The step in y that resolves them on a Gaussian of deviation 2: for the noise of a view alone, for the shared one. */
  spacing: readonly [own: number, shared: number],
];

/**
 * E[f(y) g(y')] given the signal S: y = S + n, y' = S + n' with Gaussian noises of variance s v and covariance s c.
 * They are split, n = a x + b e and n' = +-a x + b e' with a^2 = s |c| and b^2 = s (v - |c|), and both integrals
 * use the trapezoidal rule, which converges geometrically on a Gaussian. All nodes lie on one lattice.
 */
export function noiseMeans(
  [products, pairs, spacing]: SmoothIntegrands,
  s: number,
  v: number,
  c: number,
): (signal: number) => number[] {
  const a = Math.sqrt(s * Math.abs(c));
  const b = Math.sqrt(s * Math.max(0, v - Math.abs(c)));
  const steps = [trapezoidStep(a, spacing[1]), trapezoidStep(b, spacing[0])] as const;
  const unit = Math.min(...steps.filter((step) => step > 0));
  const shared = trapezoids(a, steps[0], unit);
  const own = trapezoids(b, steps[1], unit);
  return (signal) => {
    const lattice = new Map<number, readonly number[]>();
    const at = (k: number): readonly number[] => {
      const known = lattice.get(k) ?? products(k === 0 ? signal : signal + k * unit);
      lattice.set(k, known);
      return known;
    };
    const smoothed = shared.map(({ node }) => {
      const sums = at(node).map(() => 0);
      for (const inner of own) {
        const values = at(node + inner.node);
        for (let m = 0; m < sums.length; m++) sums[m]! += inner.weight * values[m]!;
      }
      return sums;
    });
    const mirrored = c >= 0 ? smoothed : [...smoothed].reverse();
    return pairs.map(([f, g]) =>
      shared.reduce((sum, { weight }, i) => sum + weight * smoothed[i]![f]! * mirrored[i]![g]!, 0),
    );
  };
}

/** The rule for a Gaussian: nodes as multiples of `unit`, symmetric about 0, out to 9.6 deviations. */
export function trapezoids(
  deviation: number,
  step: number,
  unit: number,
): { node: number; weight: number }[] {
  if (deviation === 0) return [{ node: 0, weight: 1 }];
  const stride = Math.max(1, Math.floor(step / unit + 1e-9));
  const half = Math.ceil((9.6 * deviation) / (stride * unit));
  return Array.from({ length: 2 * half + 1 }, (_, k) => {
    const node = (k - half) * stride;
    const x = (node * unit) / deviation;
    return { node, weight: ((stride * unit) / deviation / Math.sqrt(2 * Math.PI)) * Math.exp((-x * x) / 2) };
  });
}

/** The step for a Gaussian: its frequencies, which reach 8.1 over its deviation, add to those of the functions. */
export function trapezoidStep(deviation: number, spacing: number): number {
  const more = Math.max(0, (8.1 / (2 * Math.PI)) * (1 / deviation - 1 / 2));
  return Math.min(0.62 * deviation, 1 / (1 / spacing + more));
}
