import type { Flow } from "../flow/flow.ts";
import { symmetriesOf } from "../symmetries.ts";

/** What the search for states needs to know of a flow. */
export type Space = Pick<Flow, "size" | "features" | "model">;

/**
 * Starting states at a norm, in the part of the ball |Q|^2 <= s that the sign flips leave: its centre, the axes, and points
 * that fill it evenly.
 */
export function startsOf(flow: Space): (norm: number) => Float64Array[] {
  const { features } = flow;
  const withNorm = flow.size > features;
  const points = [...directions(flow, numberOf(features, withNorm))];
  return (norm) =>
    points.map((direction) => {
      const Q = direction.map((x) => x * Math.sqrt(norm));
      return Float64Array.from(withNorm ? [...Q, norm] : Q);
    });
}

/** How many points a ball gets: the free variant repeats them at several norms. */
function numberOf(features: number, withNorm: boolean): number {
  const onSphere = features === 1 ? 24 : features === 2 ? 48 : 200;
  return withNorm ? Math.ceil(onSphere / 4) : onSphere;
}

function* directions(flow: Space, count: number): Generator<number[]> {
  const d = flow.features;
  const signed = symmetriesOf(flow.model).flips.map((mayFlip) => !mayFlip);
  yield new Array<number>(d).fill(0);
  for (let l = 0; l < d; l++) {
    for (const x of signed[l] ? [0.9, 0.5, -0.5, -0.9] : [0.9, 0.5]) {
      yield Array.from({ length: d }, (_, m) => (m === l ? x : 0));
    }
  }
  // A Kronecker sequence on the generalized golden ratio spreads evenly in any dimension.
  let ratio = 2;
  for (let k = 0; k < 50; k++) ratio = (1 + ratio) ** (1 / (d + 1));
  for (let k = 1; k <= count; k++) {
    const point = Array.from({ length: d }, (_, l) => {
      const x = (0.5 + k * ratio ** -(l + 1)) % 1;
      return signed[l] ? 2 * x - 1 : x;
    });
    // The cube's corners are most of it: they are drawn back to the sphere's neighbourhood.
    const size = Math.hypot(...point);
    yield size > 1 ? point.map((x) => (0.97 * x) / size) : point;
  }
}
