import type { Field } from "./field.ts";

/** A field at a slider's place, from 0 to 1. */
export interface Frame {
  readonly position: number;
  readonly field: Field;
}

/** How many places along a slider are evaluated when it is taken hold of. */
const knots = 13;

/** The places that are evaluated, nearest to where the slider is first. */
export function knotsFrom(position: number): number[] {
  const even = Array.from({ length: knots }, (_, i) => i / (knots - 1));
  return even.sort((a, b) => Math.abs(a - position) - Math.abs(b - position));
}

/**
 * The field at any place along a slider, by Lagrange's polynomial through the four nearest frames; the nearest one
 * where there are fewer than two. It is drawn while the slider moves; a resting view is evaluated itself.
 * @throws RangeError without frames.
 */
export function between(frames: readonly Frame[], position: number): Field {
  const near = [...frames]
    .sort((a, b) => Math.abs(a.position - position) - Math.abs(b.position - position))
    .slice(0, 4);
  const first = near[0];
  if (first === undefined) throw new RangeError("no frame is known");
  const inside =
    near.some(({ position: p }) => p <= position) && near.some(({ position: p }) => p >= position);
  // Beyond the frames that have arrived a polynomial would run away.
  const used = inside ? near : near.slice(0, 1);
  const samples = new Float64Array(first.field.samples.length);
  for (const { position: own, field } of used) {
    let weight = 1;
    for (const other of used) {
      if (other.position !== own) weight *= (position - other.position) / (own - other.position);
    }
    if (weight === 0) continue;
    for (let k = 0; k < samples.length; k++) samples[k]! += weight * field.samples[k]!;
  }
  return { features: first.field.features, samples };
}
