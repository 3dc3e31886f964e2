import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { LinearSolver } from "../integrators/linear-solver.ts";
import type { Family } from "./family.ts";

/** A state followed by the parameter. */
export type Place = Float64Array;

/** Rates, Jacobian and parameter derivative at a place. */
export interface Local {
  readonly rates: Float64Array;
  /** Row-major, by the state. */
  readonly jacobian: Float64Array;
  readonly byParameter: Float64Array;
}

export function localAt(family: Family, place: Place): Local {
  const { size } = family;
  const local = {
    rates: new Float64Array(size),
    jacobian: new Float64Array(size * size),
    byParameter: new Float64Array(size),
  };
  family.evaluate(place, place[size]!, local.rates, local.jacobian, local.byParameter);
  return local;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export function length(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

/** Where Newton's method ends: at a step that is shorter, or that promises a next one that is. */
export const placeError = 1e-12;

/** a + scale b. */
export function moved(a: Place, scale: number, b: ArrayLike<number>): Place {
  return a.map((x, i) => x + scale * b[i]!);
}

/**
 * Newton's method for a fixed point on the hyperplane through `start` that `normal` is normal to, in the space of states
 * and parameter; undefined where it does not converge.
 */
export function correct(
  family: Family,
  start: Place,
  normal: ArrayLike<number>,
): { place: Place; iterations: number } | undefined {
  const { size } = family;
  const place = start.slice();
  const solver = new LinearSolver(size + 1);
  const step = new Float64Array(size + 1);
  let last = Number.POSITIVE_INFINITY;
  for (let iterations = 1; iterations <= 12; iterations++) {
    const { rates, jacobian, byParameter } = localAt(family, place);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) solver.matrix[i * (size + 1) + j] = jacobian[i * size + j]!;
      solver.matrix[i * (size + 1) + size] = byParameter[i]!;
      step[i] = -rates[i]!;
    }
    for (let j = 0; j <= size; j++) solver.matrix[size * (size + 1) + j] = normal[j]!;
    step[size] = dot(normal, start) - dot(normal, place);
    if (length(step) === 0) return { place, iterations };
    if (!solver.factor()) return undefined;
    solver.solve(step);
    const size2 = length(step);
    if (!Number.isFinite(size2)) return undefined;
    for (let i = 0; i <= size; i++) place[i] = place[i]! + step[i]!;
    // Near a branch point the steps end at a floor of rounding far above the usual one.
    // A step that is quadratically shorter than the last leaves an error of its own square.
    const isQuadratic = size2 < 1e-6 && size2 < last * 1e-3;
    if (size2 < placeError || isQuadratic || (size2 < 1e-7 && size2 > last / 4)) return { place, iterations };
    last = size2;
  }
  return undefined;
}

/** The unit tangent of the curve of fixed points through a place, the one in the direction of `along` or any. */
export function tangentAt(family: Family, place: Place, along?: ArrayLike<number>): Float64Array {
  const { size } = family;
  const { jacobian, byParameter } = localAt(family, place);
  const rows = Array.from({ length: size }, (_, i) => [
    ...jacobian.subarray(i * size, (i + 1) * size),
    byParameter[i]!,
  ]);
  if (along !== undefined) {
    const solver = new LinearSolver(size + 1);
    solver.matrix.set([...rows.flat(), ...Array.from(along)]);
    const tangent = new Float64Array(size + 1);
    tangent[size] = 1;
    if (solver.factor()) {
      solver.solve(tangent);
      const norm = length(tangent);
      if (Number.isFinite(norm) && norm > 0) return tangent.map((x) => x / norm);
    }
  }
  // One row of zeros makes the decomposition a full one.
  rows.push(new Array<number>(size + 1).fill(0));
  const { rightSingularVectors: V, diagonal } = new SingularValueDecomposition(new Matrix(rows));
  const tangent = Float64Array.from(V.getColumn(diagonal.indexOf(Math.min(...diagonal))));
  return along !== undefined && dot(tangent, along) < 0 ? tangent.map((x) => -x) : tangent;
}
