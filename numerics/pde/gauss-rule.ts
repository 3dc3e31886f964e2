import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { HiddenLaw } from "../../theory/laws/law.ts";
import { Rational } from "../../theory/rational.ts";
import type { Rule } from "../quadrature/gauss-legendre.ts";

/**
 * The n-point Gauss rule of a law, or the law itself where it has no more atoms than that. Its orthogonal polynomials
 * come from the exact moments by Chebyshev's algorithm, which in floating point would lose a digit a node; nodes and
 * weights by Golub and Welsch (1969).
 */
export function gaussRule(law: HiddenLaw, n: number): Rule {
  const { measure } = law;
  if (measure.kind === "atoms" && measure.values.length <= n) {
    return { nodes: Float64Array.from(measure.values), weights: Float64Array.from(measure.weights) };
  }
  const { diagonal, offDiagonal } = recurrence(law, n);
  const jacobi = Matrix.diag(diagonal);
  offDiagonal.forEach((beta, k) => {
    jacobi.set(k, k + 1, Math.sqrt(beta));
    jacobi.set(k + 1, k, Math.sqrt(beta));
  });
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(jacobi, {
    assumeSymmetric: true,
  });
  return {
    nodes: Float64Array.from(realEigenvalues),
    weights: Float64Array.from(realEigenvalues, (_, k) => eigenvectorMatrix.get(0, k) ** 2),
  };
}

/** alpha_k and beta_k of p_(k+1) = (x - alpha_k) p_k - beta_k p_(k-1), the law's monic orthogonal polynomials. */
function recurrence(law: HiddenLaw, n: number): { diagonal: number[]; offDiagonal: number[] } {
  let before: Rational[] = Array.from({ length: 2 * n }, () => Rational.zero);
  // row[j] is E p_k x^j.
  let row = Array.from({ length: 2 * n }, (_, j) => law.moment(j));
  let alpha = row[1]!.divide(row[0]!);
  let beta = Rational.zero;
  const diagonal = [alpha.toNumber()];
  const offDiagonal: number[] = [];
  for (let k = 1; k < n; k++) {
    const next = row.map((moment, j) =>
      j < k || j >= 2 * n - k
        ? Rational.zero
        : row[j + 1]!.subtract(alpha.multiply(moment)).subtract(beta.multiply(before[j]!)),
    );
    const ratio = row[k]!.divide(row[k - 1]!);
    alpha = next[k + 1]!.divide(next[k]!).subtract(ratio);
    beta = next[k]!.divide(row[k - 1]!);
    diagonal.push(alpha.toNumber());
    offDiagonal.push(beta.toNumber());
    [before, row] = [row, next];
  }
  return { diagonal, offDiagonal };
}
