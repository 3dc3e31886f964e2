import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Nodes and weights of a quadrature rule. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const memo = new Map<number, Rule>();

/** The n-point Gauss-Legendre rule on [-1, 1], by Golub and Welsch (1969). */
export function gaussLegendre(n: number): Rule {
  const known = memo.get(n);
  if (known) return known;
  const jacobi = Matrix.zeros(n, n);
  for (let k = 1; k < n; k++) {
    const offDiagonal = k / Math.sqrt(4 * k * k - 1);
    jacobi.set(k - 1, k, offDiagonal);
    jacobi.set(k, k - 1, offDiagonal);
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(jacobi, {
    assumeSymmetric: true,
  });
  const rule = {
    nodes: Float64Array.from(realEigenvalues),
    weights: Float64Array.from(realEigenvalues, (_, k) => 2 * eigenvectorMatrix.get(0, k) ** 2),
  };
  memo.set(n, rule);
  return rule;
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
