import type { HiddenLaw } from "../../theory/laws/law.ts";
import type { Model } from "../../theory/model.ts";
import type { Random } from "../random/random.ts";
import type { Start } from "./sampler.ts";

/** The weights in N dimensions with the features they are compared to: u_l.u_m = N delta_lm. */
export interface WeightVector {
  readonly w: Float64Array;
  readonly u: readonly Float64Array[];
}

/** a.b in four sums: additions to a single one would wait for each other. */
export function dot(a: Float64Array, b: Float64Array): number {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  const whole = a.length - (a.length % 4);
  for (let j = 0; j < whole; j += 4) {
    sum0 += a[j]! * b[j]!;
    sum1 += a[j + 1]! * b[j + 1]!;
    sum2 += a[j + 2]! * b[j + 2]!;
    sum3 += a[j + 3]! * b[j + 3]!;
  }
  for (let j = whole; j < a.length; j++) sum0 += a[j]! * b[j]!;
  return sum0 + sum1 + (sum2 + sum3);
}

function normalVector(dimension: number, random: Random): Float64Array {
  const vector = new Float64Array(dimension);
  random.fillNormal(vector);
  return vector;
}

/** Independent entries of a law; the orthogonality that they are given later moves each by order N^(-1/2). */
function entryVector(entries: HiddenLaw, dimension: number, random: Random): Float64Array {
  if (entries.kind === "gaussian") return normalVector(dimension, random);
  return Float64Array.from({ length: dimension }, () => entries.sample(random));
}

/** Removes what lies along the given orthogonal vectors of squared length N and scales to that length. */
function orthonormalize(vector: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const dimension = vector.length;
  // Twice is enough (Kahan): the second pass removes the rounding errors of the first.
  for (let pass = 0; pass < 2; pass++) {
    for (const u of basis) {
      const along = dot(u, vector) / dimension;
      for (let j = 0; j < dimension; j++) vector[j]! -= along * u[j]!;
    }
  }
  projectToSphere(vector);
  return vector;
}

/** Random orthogonal features, and weights at the start: exactly at given overlaps, or in a random direction. */
export function startingWeights(
  { features, entries, constraint }: Model,
  dimension: number,
  start: Start,
  random: Random,
): WeightVector {
  const u: Float64Array[] = [];
  for (const _ of features) u.push(orthonormalize(entryVector(entries, dimension, random), u));
  const z = normalVector(dimension, random);
  if (start.kind === "random") {
    scale(z, constraint === "sphere" ? Math.sqrt(dimension / dot(z, z)) : Math.sqrt(start.s));
    return { w: z, u };
  }
  const w = orthonormalize(z, u);
  const aligned = start.Q.reduce((sum, q) => sum + q * q, 0);
  const remainder = Math.sqrt(Math.max(0, start.s - aligned));
  for (let j = 0; j < dimension; j++) {
    let value = remainder * w[j]!;
    for (let l = 0; l < u.length; l++) value += start.Q[l]! * u[l]![j]!;
    w[j] = value;
  }
  return { w, u };
}

/** Q_l = u_l.w / N and s = |w|^2 / N. */
export function measure({ w, u }: WeightVector, out: Float64Array): void {
  for (let l = 0; l < u.length; l++) out[l] = dot(u[l]!, w) / w.length;
  out[u.length] = dot(w, w) / w.length;
}

/** Rescales to |w|^2 = N. */
export function projectToSphere(w: Float64Array): void {
  scale(w, Math.sqrt(w.length / dot(w, w)));
}

export function scale(w: Float64Array, factor: number): void {
  for (let j = 0; j < w.length; j++) w[j]! *= factor;
}
