/** A row's cells as states of a Markov chain: rates of jumps between neighbours. */
export interface JumpRates {
  /** From cell i to i + 1. */
  readonly up: Float64Array;
  /** From cell i + 1 to i. */
  readonly down: Float64Array;
}

/** x / (e^x - 1) */
function bernoulli(x: number): number {
  return x === 0 ? 1 : x / Math.expm1(x);
}

/**
 * Writes the rates of the Scharfetter-Gummel flux across the faces between cells of width h, from the drift on each face (its
 * mean from centre to centre) and the diffusion. The flux is the exact one of a constant drift, so no rate is negative
 * and the stationary density of a potential is exact at the centres, also across a jump of the drift.
 *
 * Source: D. Scharfetter and H. Gummel, IEEE Transactions on Electron Devices 16 (1969) 64, equation 42.
 */
export function writeJumpRates(
  drift: Float64Array,
  diffusion: number,
  h: number,
  { up, down }: JumpRates,
): void {
  const scale = diffusion / h ** 2;
  for (let i = 0; i < drift.length; i++) {
    const gamma = drift[i]!;
    const peclet = (gamma * h) / diffusion;
    if (Math.abs(peclet) < 500) {
      // B(-x) = B(x) + x
      down[i] = scale * bernoulli(peclet);
      up[i] = down[i]! + gamma / h;
      if (peclet < 0) {
        up[i] = scale * bernoulli(-peclet);
        down[i] = up[i]! - gamma / h;
      }
    } else {
      up[i] = Math.max(gamma, 0) / h;
      down[i] = Math.max(-gamma, 0) / h;
    }
  }
}
