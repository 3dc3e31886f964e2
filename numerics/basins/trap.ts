import { CholeskyDecomposition, Matrix, solve } from "ml-matrix";
import { ConvergenceError } from "../../theory/errors.ts";
import { jacobianAt } from "../fixed-points/eigenvalues.ts";
import type { Flow } from "../flow/flow.ts";

/** An ellipsoid (x - centre)' shape (x - centre) <= 1 that the flow never leaves and in which all of it ends at the centre. */
export interface Trap {
  /** The fixed point, as a state of the flow. */
  readonly centre: readonly number[];
  /** Symmetric and positive definite, row by row. */
  readonly shape: readonly number[];
}

/**
 * V = (x - c)' P (x - c) with J'P + PJ = -1 falls at the rate |x - c|^2 close to the centre c. An ellipsoid counts as
 * a trap when it still falls at this fraction of that everywhere in it: zero would do, and the rest is what the rate
 * may change between the places at which it is looked at.
 */
const margin = 0.25;
const shells = 6;

/**
 * The largest trap of this shape, to a factor of 0.8, around a stable fixed point. Only states of the model count,
 * |Q|^2 <= s: they form a convex set that the flow does not leave either.
 * @throws ConvergenceError when none is found, as where the point is not stable.
 */
export function trapAround(flow: Flow, centre: readonly number[]): Trap {
  const { size } = flow;
  const P = lyapunovMatrix(flow, centre);
  const cholesky = new CholeskyDecomposition(P);
  if (cholesky.isPositiveDefinite()) {
    // |L'u| = 1 on the surface u'Pu = 1.
    const upper = cholesky.lowerTriangularMatrix.transpose();
    const surface = unitVectors(size).map((e) => solve(upper, Matrix.columnVector(e)).to1DArray());
    const largest = 1 / Math.max(...surface.map((u) => Math.hypot(...u)));
    for (let scale = largest; scale > 1e-5 * largest; scale *= 0.8) {
      if (fallsEverywhere(flow, centre, P, surface, scale)) {
        return { centre, shape: P.to1DArray().map((entry) => entry / scale ** 2) };
      }
    }
  }
  throw new ConvergenceError(
    `no neighbourhood of the fixed point (${centre.map((x) => x.toPrecision(6)).join(", ")}) is certain to be in its basin`,
  );
}

/** Whether a state is in the trap. */
export function inTrap({ centre, shape }: Trap, state: Float64Array): boolean {
  const size = centre.length;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    let row = 0;
    for (let j = 0; j < size; j++) row += shape[i * size + j]! * (state[j]! - centre[j]!);
    sum += (state[i]! - centre[i]!) * row;
  }
  return sum <= 1;
}

/** Solves J'P + PJ = -1 as linear equations in the entries of P. */
function lyapunovMatrix(flow: Flow, centre: readonly number[]): Matrix {
  const { size } = flow;
  const J = jacobianAt(flow, Float64Array.from(centre)).to1DArray();
  const system = Matrix.zeros(size * size, size * size);
  const right = Matrix.zeros(size * size, 1);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const row = i * size + j;
      for (let k = 0; k < size; k++) {
        system.set(row, k * size + j, system.get(row, k * size + j) + J[k * size + i]!);
        system.set(row, i * size + k, system.get(row, i * size + k) + J[k * size + j]!);
      }
      if (i === j) right.set(row, 0, -1);
    }
  }
  const flat = solve(system, right).to1DArray();
  // Symmetric but for rounding, which the decomposition would not forgive.
  return Matrix.zeros(size, size).apply(function symmetrize(this: Matrix, i, j) {
    this.set(i, j, (flat[i * size + j]! + flat[j * size + i]!) / 2);
  });
}

function fallsEverywhere(
  flow: Flow,
  centre: readonly number[],
  P: Matrix,
  surface: readonly (readonly number[])[],
  scale: number,
): boolean {
  const { size, features } = flow;
  const state = new Float64Array(size);
  const velocity = new Float64Array(size);
  for (let shell = shells; shell > 0; shell--) {
    for (const direction of surface) {
      const u = direction.map((x) => (x * scale * shell) / shells);
      for (let i = 0; i < size; i++) state[i] = centre[i]! + u[i]!;
      const norm = size > features ? state[features]! : 1;
      if (state.subarray(0, features).reduce((sum, q) => sum + q * q, 0) > norm) continue;
      flow.rhs(state, velocity);
      const gradient = P.mmul(Matrix.columnVector(u)).to1DArray();
      const rate = 2 * gradient.reduce((sum, slope, i) => sum + slope * velocity[i]!, 0);
      if (!(rate <= -margin * u.reduce((sum, x) => sum + x * x, 0))) return false;
    }
  }
  return true;
}

/** Evenly spread directions in one, two or three dimensions; on the sphere a spiral by the golden angle. */
function unitVectors(size: number): number[][] {
  if (size === 1) return [[1], [-1]];
  const count = size === 2 ? 48 : 300;
  return Array.from({ length: count }, (_, k) => {
    if (size === 2) return [Math.cos((2 * Math.PI * k) / count), Math.sin((2 * Math.PI * k) / count)];
    const z = (2 * k + 1) / count - 1;
    const angle = Math.PI * (3 - Math.sqrt(5)) * k;
    const radius = Math.sqrt(1 - z * z);
    return [radius * Math.cos(angle), radius * Math.sin(angle), z];
  });
}
