import type { Field } from "./field.ts";
import type { Labels } from "./field-basins.ts";
import type { Mark } from "./field-points.ts";
import type { Path } from "./messages.ts";

/** What a picture shows. */
export interface View {
  /** Velocities of the cosine similarities; of free weights those of the states of one s. */
  readonly field: Field;
  readonly free: boolean;
  /** Mirror images included. */
  readonly marks: readonly Mark[];
  /** Of two features on the sphere. */
  readonly labels: Labels | undefined;
  readonly separatrix: readonly (readonly (readonly [number, number])[])[];
  /** Of free weights: paths of the whole flow, which leave the slice. */
  readonly paths: readonly Path[];
  /** Where numbers are taken and given runs start. */
  readonly start: readonly number[];
}

/** Runs of SGD as far as they are drawn. */
export interface Trails {
  readonly t: readonly number[];
  /** Of each run its overlaps, Q1..Qd of one time after the other. */
  readonly runs: readonly (readonly number[])[];
}

/** The place of the plot in a picture, in pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A picture's margins hold its axes' numbers and names. */
export function frameOf(width: number, features: number): Frame {
  const [left, top, edge, below] = [46, 8, 10, 44];
  const inner = width - left - edge;
  const plot = features === 1 ? Math.round(inner * 0.72) : inner;
  return { width, height: plot + top + below, left, top, right: left + inner, bottom: top + plot };
}
