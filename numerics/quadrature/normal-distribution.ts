/** The density of a standard normal variable. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** Beyond this the distribution is 0 or 1 to 1e-17. */
const reach = 8.5;
const perUnit = 16;
/** Of the Taylor polynomials, which are used half a step away from their points at most. */
const degree = 9;

/** P(e < z) for a standard normal variable e, to 1e-16: by Taylor polynomials about equidistant points. */
export function normalDistribution(z: number): number {
  if (!(Math.abs(z) < reach)) return z > 0 ? 1 : z < 0 ? 0 : Number.NaN;
  const c = (coefficients ??= taylorCoefficients());
  const node = Math.round(z * perUnit);
  const x = z - node / perUnit;
  const at = (node + reach * perUnit) * (degree + 1);
  let value = c[at + degree]!;
  for (let k = degree - 1; k >= 0; k--) value = value * x + c[at + k]!;
  return value;
}

let coefficients: Float64Array | undefined;

function taylorCoefficients(): Float64Array {
  const nodes = 2 * reach * perUnit + 1;
  const all = new Float64Array(nodes * (degree + 1));
  for (let i = 0, at = 0; i < nodes; i++) {
    const z = i / perUnit - reach;
    all[at++] = seriesAt(z);
    // The derivatives of the density are Hermite polynomials times it.
    let [before, hermite, factor] = [0, 1, normalDensity(z)];
    for (let k = 1; k <= degree; k++) {
      all[at++] = factor * hermite;
      [before, hermite] = [hermite, z * hermite - (k - 1) * before];
      factor /= -(k + 1);
    }
  }
  return all;
}

/** 1/2 + density(z) (z + z^3/3 + z^5/(3 5) + ...), whose terms all have the sign of z. */
function seriesAt(z: number): number {
  let [term, sum] = [z, z];
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + normalDensity(z) * sum;
}
