import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from "ml-matrix";
import { ConvergenceError } from "../../theory/errors.ts";
import type { Flow } from "../flow/flow.ts";

/** What the search needs of a flow. */
export type Field = Pick<Flow, "size" | "features" | "model" | "rhs" | "jacobian" | "tableError">;

/** What `conditionalMeans` states of its quadrature; rounding in the sum of a rate's terms stays below it. */
const quadratureError = 1e-13;

/** The error of a flow's rates and Jacobian relative to their size in the domain, with that of the tables made so far. */
export function evaluationError({ tableError }: Field): number {
  return quadratureError + tableError();
}

/**
 * The flow's Jacobian at a state.
 * @throws ConvergenceError when it has an entry that is not finite: comparisons with it would all be false.
 */
export function jacobianAt({ size, jacobian }: Field, state: Float64Array): Matrix {
  const flat = new Float64Array(size * size);
  jacobian(state, flat);
  if (!flat.every(Number.isFinite)) {
    throw new ConvergenceError(
      `the Jacobian leaves the range of double precision at (${[...state].join(", ")})`,
    );
  }
  return Matrix.from1DArray(size, size, flat);
}

/** The eigenvalues of the flow's Jacobian at a state, largest real part first. */
export function eigenvaluesAt(flow: Field, state: Float64Array): [number, number][] {
  return spectrumOf(new EigenvalueDecomposition(jacobianAt(flow, state)));
}

/** Real and imaginary parts, largest real part first. */
export function spectrumOf({
  realEigenvalues,
  imaginaryEigenvalues,
}: EigenvalueDecomposition): [number, number][] {
  return realEigenvalues
    .map((re, i): [number, number] => [re, imaginaryEigenvalues[i]!])
    .sort((a, b) => b[0] - a[0] || b[1] - a[1]);
}

/** Eigenvalues at a fixed point, with the sign of each real part or 0 where that is not certain. */
export interface SignedSpectrum {
  readonly eigenvalues: [number, number][];
  readonly signs: number[];
}

/**
 * The eigenvalues at a computed fixed point. Two errors blur them: that of the Jacobian's evaluation, and that of the
 * point itself, which near a multiple root is far larger than the residual.
 * @param scale the size of the Jacobian in the domain, of which its terms may cancel to nearly nothing at the point.
 */
export function signedSpectrum(flow: Field, state: Float64Array, scale: number): SignedSpectrum {
  const matrix = jacobianAt(flow, state);
  return signedEigenvalues(matrix, evaluationError(flow) * scale + variation(flow, state, matrix, scale));
}

/**
 * The eigenvalues of a matrix that is known up to a change of a given norm. A change E of the matrix moves an eigenvalue
 * by at most |E| times the condition of the eigenvectors (Bauer and Fike), here to first order in E.
 */
export function signedEigenvalues(matrix: Matrix, change: number): SignedSpectrum {
  const decomposition = new EigenvalueDecomposition(matrix);
  const eigenvalues = spectrumOf(decomposition);
  const { condition, diagonal } = new SingularValueDecomposition(decomposition.eigenvectorMatrix);
  const weight = Number.isFinite(condition) && diagonal.length > 0 ? condition : Number.POSITIVE_INFINITY;
  // Of a matrix without a basis of eigenvectors: the perturbation of a double eigenvalue.
  const blur = Math.min(
    weight * change,
    Math.sqrt(change * Math.max(change, matrix.norm("frobenius"))) * matrix.rows,
  );
  return { eigenvalues, signs: eigenvalues.map(([re]) => (Math.abs(re) <= blur ? 0 : Math.sign(re))) };
}

/** How much the Jacobian changes within the error of the point. */
function variation(flow: Field, state: Float64Array, matrix: Matrix, scale: number): number {
  const { U, V, s } = decomposed(matrix);
  const residual = new Float64Array(flow.size);
  flow.rhs(state, residual);
  let change = 0;
  for (let k = 0; k < flow.size; k++) {
    const component = residual.reduce((sum, r, i) => sum + r * U.get(i, k), 0);
    const rate = Math.abs(component) + evaluationError(flow) * scale;
    const linear = rate / s[k]!;
    const radius = Math.min(linear, Math.sqrt(rate / scale));
    change += [1, -1].reduce((largest, side) => {
      const moved = state.map((x, i) => x + side * radius * V.get(i, k));
      const there = jacobianAt(flow, inside(flow, moved));
      return Math.max(largest, Matrix.sub(there, matrix).norm("frobenius"));
    }, 0);
  }
  return change;
}

function decomposed(matrix: Matrix): { U: Matrix; V: Matrix; s: number[] } {
  const svd = new SingularValueDecomposition(matrix);
  return { U: svd.leftSingularVectors, V: svd.rightSingularVectors, s: svd.diagonal };
}

/** A norm below zero has no meaning. */
function inside({ size, features }: Field, state: Float64Array): Float64Array {
  if (size > features) state[features] = Math.max(0, state[features]!);
  return state;
}

/** A unit vector that the Jacobian at a state takes to nearly nothing, and the rate that it takes it to. */
export function nullVector(matrix: Matrix): { vector: number[]; rate: number } {
  const { V, s } = decomposed(matrix);
  const k = s.indexOf(Math.min(...s));
  return { vector: V.getColumn(k), rate: s[k]! };
}
