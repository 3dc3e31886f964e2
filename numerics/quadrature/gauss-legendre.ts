/** Nodes and weights of a quadrature rule. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const memo = new Map<number, Rule>();

/**
 * The n-point Gauss-Legendre rule on [-1, 1]: Newton's method for the zeros of the Legendre polynomial, from cosines
 * that are near enough for every n (Davis and Rabinowitz 1984, section 2.7).
 */
export function gaussLegendre(n: number): Rule {
  const known = memo.get(n);
  if (known) return known;
  const rule = { nodes: new Float64Array(n), weights: new Float64Array(n) };
  for (let k = 0; 2 * k < n; k++) {
    // The middle node of an odd rule is 0; rounding must not decide its sign.
    let x = 2 * k + 1 === n ? 0 : Math.cos((Math.PI * (k + 0.75)) / (n + 0.5));
    let { value, slope } = legendre(n, x);
    for (let previous = Number.POSITIVE_INFINITY; Math.abs(value / slope) < previous; ) {
      previous = Math.abs(value / slope);
      x -= value / slope;
      ({ value, slope } = legendre(n, x));
    }
    rule.nodes[k] = -x;
    rule.nodes[n - 1 - k] = x;
    rule.weights[k] = rule.weights[n - 1 - k] = 2 / ((1 - x * x) * slope * slope);
  }
  memo.set(n, rule);
  return rule;
}

/** The Legendre polynomial of degree n and its derivative, inside (-1, 1), by the three-term recurrence. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let [before, value] = [0, 1];
  for (let k = 1; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return { value, slope: (n * (before - x * value)) / (1 - x * x) };
}

/** The composite n-point rule on consecutive panels with these ends (increasing, at least two). */
export function compositeGaussLegendre(ends: readonly number[], n: number): Rule {
  const base = gaussLegendre(n);
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let p = 0; p + 1 < ends.length; p++) {
    const center = (ends[p]! + ends[p + 1]!) / 2;
    const halfWidth = (ends[p + 1]! - ends[p]!) / 2;
    for (let k = 0; k < n; k++) {
      nodes.push(center + halfWidth * base.nodes[k]!);
      weights.push(halfWidth * base.weights[k]!);
    }
  }
  return { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights) };
}
