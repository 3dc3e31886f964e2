/** What the gamma sampler draws from. */
export interface NormalAndUniform {
  normal(): number;
  uniform(): number;
}

/**
 * A gamma variate of the given shape and scale 1, exact for every shape > 0 (the density underflows below
 * about 1e-308, where the variate is 0).
 *
 * Source: G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000),
 * with their power of a uniform for shapes below 1. Throws RangeError unless 0 < shape < infinity.
 */
export function gammaVariate(random: NormalAndUniform, shape: number): number {
  if (!(shape > 0 && shape < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`a gamma variate needs a positive finite shape, not ${shape}`);
  }
  if (shape < 1) {
    const power = (1 - random.uniform()) ** (1 / shape);
    return power * gammaVariate(random, shape + 1);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  while (true) {
    const x = random.normal();
    const e = c * x;
    if (e <= -1) continue;
    const v = (1 + e) * (1 + e) * (1 + e);
    const u = 1 - random.uniform();
    if (u < 1 - 0.0331 * x * x * x * x) return d * v;
    // The acceptance exponent x^2/2 + d (1 - v + log v) equals 3 d times this remainder, because
    // d c^2 = 1/9; written so, nothing cancels when d is large and e small.
    if (Math.log(u) < 3 * d * logRemainder(e)) return d * v;
  }
}

/** log(1 + e) - e + e^2/2 - e^3/3 for e > -1, to at least 9 digits, and to all of them for |e| <= 0.05. */
export function logRemainder(e: number): number {
  if (Math.abs(e) > 0.05) return Math.log1p(e) - e + (e * e) / 2 - e ** 3 / 3;
  let sum = 0;
  // 0.05^14 is below the unit roundoff relative to the leading term.
  for (let k = 17; k >= 4; k--) sum = sum * e + (k % 2 === 0 ? -1 : 1) / k;
  return sum * e ** 4;
}
