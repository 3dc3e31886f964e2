import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { spectrumOf } from "../fixed-points/eigenvalues.ts";
import type { Family } from "./family.ts";
import { localAt, type Place, tangentAt } from "./solve.ts";

/** A fixed point on a branch. */
export interface Node {
  readonly place: Place;
  /** Unit tangent of the branch, in the direction that it is followed. */
  readonly tangent: Float64Array;
  /** The Jacobian's eigenvalues, largest real part first. */
  readonly spectrum: readonly (readonly [number, number])[];
  /** How many of them have a positive real part. */
  readonly index: number;
  /** Whether the branch turns or meets another one here, which makes an eigenvalue zero (or its real part). */
  readonly isBifurcation?: true;
}

export function nodeAt(family: Family, place: Place, along?: ArrayLike<number>): Node {
  const spectrum = spectrumAt(family, place);
  return {
    place,
    tangent: tangentAt(family, place, along),
    spectrum,
    index: spectrum.filter(([re]) => re > 0).length,
  };
}

/** A node at which a bifurcation was located. */
export function bifurcationAt(family: Family, place: Place, along: ArrayLike<number>): Node {
  return { ...nodeAt(family, place, along), isBifurcation: true };
}

/** The Jacobian at a place. */
export function matrixAt(family: Family, place: Place): Matrix {
  const { size } = family;
  const { jacobian } = localAt(family, place);
  return Matrix.from1DArray(size, size, jacobian);
}

export function spectrumAt(family: Family, place: Place): [number, number][] {
  return spectrumOf(new EigenvalueDecomposition(matrixAt(family, place)));
}
