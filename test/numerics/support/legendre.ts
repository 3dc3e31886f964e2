/**
 * Gauss-Legendre by Newton's method on the three-term recurrence: another way than the eigenvalue problem of
 * numerics/, so that the two can be held against each other.
 */
export interface PlainRule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

/** P_n and P_n' at x. */
function legendre(n: number, x: number): [number, number] {
  let [previous, current] = [1, x];
  for (let k = 2; k <= n; k++)
    [previous, current] = [current, ((2 * k - 1) * x * current - (k - 1) * previous) / k];
  return [current, (n * (x * current - previous)) / (x * x - 1)];
}

const memo = new Map<number, PlainRule>();

export function legendreRule(n: number): PlainRule {
  const known = memo.get(n);
  if (known) return known;
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let k = 1; k <= n; k++) {
    let x = -Math.cos((Math.PI * (k - 0.25)) / (n + 0.5));
    for (let iteration = 0; iteration < 8; iteration++) {
      const [value, slope] = legendre(n, x);
      x -= value / slope;
    }
    const [, slope] = legendre(n, x);
    nodes.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  const rule = { nodes, weights };
  memo.set(n, rule);
  return rule;
}

/** The n-point rule on each panel between consecutive ends. */
export function panelRule(ends: readonly number[], n: number): PlainRule {
  const rule = legendreRule(n);
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let p = 1; p < ends.length; p++) {
    const [a, b] = [ends[p - 1]!, ends[p]!];
    for (let k = 0; k < n; k++) {
      nodes.push((a + b) / 2 + ((b - a) / 2) * rule.nodes[k]!);
      weights.push(((b - a) / 2) * rule.weights[k]!);
    }
  }
  return { nodes, weights };
}

/** The integral of a function over consecutive panels. */
export function integral(f: (x: number) => number, ends: readonly number[], n = 20): number {
  const { nodes, weights } = panelRule(ends, n);
  return nodes.reduce((sum, x, k) => sum + weights[k]! * f(x), 0);
}

/** Rules for smooth integrands, which an integral over another noise asks for at each of its nodes. */
const smoothRules = new Map<string, PlainRule>();

/**
 * Nodes for a mean over N(0, deviation^2) with `bends`, points where the integrand has a kink, as panel ends.
 * Nine deviations leave out 1e-19.
 */
export function gaussianRule(deviation: number, bends: readonly number[] = [], perPanel = 12): PlainRule {
  if (deviation === 0) return { nodes: [0], weights: [1] };
  const key = `${deviation} ${perPanel}`;
  const known = bends.length === 0 ? smoothRules.get(key) : undefined;
  if (known) return known;
  const reach = 9;
  const panels = 10;
  const regular = Array.from({ length: panels + 1 }, (_, k) => -reach + (2 * reach * k) / panels);
  const inside = bends.map((x) => x / deviation).filter((x) => Math.abs(x) < reach);
  const ends = [...new Set([...regular, ...inside])].sort((a, b) => a - b);
  const { nodes, weights } = panelRule(ends, perPanel);
  const rule = {
    nodes: nodes.map((x) => deviation * x),
    weights: weights.map((weight, k) => (weight * Math.exp(-(nodes[k]! ** 2) / 2)) / Math.sqrt(2 * Math.PI)),
  };
  if (bends.length === 0) smoothRules.set(key, rule);
  return rule;
}
