import type { Flow } from "../flow/flow.ts";
import { symmetriesOf } from "../symmetries.ts";

type Space = Pick<Flow, "size" | "features" | "model">;

/** Norms of the free variant's starts. */
const norms = [0.1, 0.5, 1, 2, 4, 10] as const;

/**
 * Starting states in the part of the domain that the sign flips leave: at each norm the centre, the axes, and points
 * that fill the ball evenly.
 */
export function* starts(flow: Space): Generator<Float64Array> {
  const { features } = flow;
  const withNorm = flow.size > features;
  const points = [...directions(flow, numberOf(features, withNorm))];
  for (const s of withNorm ? norms : [1]) {
    for (const direction of points) {
      const Q = direction.map((x) => x * Math.sqrt(s));
      yield Float64Array.from(withNorm ? [...Q, s] : Q);
    }
  }
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
