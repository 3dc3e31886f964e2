import type { FixedPoint } from "../fixed-points.ts";
import type { Flow } from "../flow/flow.ts";
import { Path } from "./path.ts";

/** A curve in the plane of two overlaps. */
export type Polyline = readonly (readonly [Q1: number, Q2: number])[];

/** The longest piece of a polyline, and how near the curves begin and end at fixed points. */
const pieceLength = 0.01;
const nearby = 1e-4;
const mostSteps = 5000;

/**
 * The stable manifolds of the saddles of a flow of two overlaps on the sphere, two curves each: solutions backwards
 * in time, from the saddle to the edge of the disk or to another fixed point. Between basins they are the border.
 */
export function separatrix(flow: Flow, fixedPoints: readonly FixedPoint[]): Polyline[] {
  const saddles = fixedPoints.filter(({ stability }) => stability === "saddle");
  return saddles.flatMap((saddle) => {
    const [v1, v2] = stableDirection(flow, saddle);
    return [1, -1].map((side) => backwards(flow, fixedPoints, saddle, [side * v1, side * v2]));
  });
}

/** The unit eigenvector of the negative eigenvalue of a 2 x 2 Jacobian. */
function stableDirection(flow: Flow, { Q, eigenvalues }: FixedPoint): [number, number] {
  const J = new Float64Array(4);
  flow.jacobian(Float64Array.from(Q), J);
  const [a, b, c, d] = J as unknown as [number, number, number, number];
  const lambda = eigenvalues[1]![0];
  // Either row of J - lambda gives it; the longer one does not vanish.
  const [x, y] = Math.hypot(a - lambda, b) > Math.hypot(c, d - lambda) ? [-b, a - lambda] : [lambda - d, c];
  const norm = Math.hypot(x, y);
  return [x / norm, y / norm];
}

function backwards(
  flow: Flow,
  fixedPoints: readonly FixedPoint[],
  saddle: FixedPoint,
  direction: readonly [number, number],
): Polyline {
  const path = new Path(
    (state, out) => {
      flow.rhs(state, out);
      out[0] = -out[0]!;
      out[1] = -out[1]!;
    },
    2,
    1e-9,
  );
  const others = fixedPoints.filter((point) => point !== saddle);
  let last: readonly [number, number] = [saddle.Q[0]!, saddle.Q[1]!];
  const curve = [last];
  path.start([last[0] + nearby * direction[0], last[1] + nearby * direction[1]]);
  for (let steps = 0; steps < mostSteps; steps++) {
    if (!path.step(pieceLength / Math.hypot(...path.velocity))) break;
    const here: readonly [number, number] = [path.state[0]!, path.state[1]!];
    if (Math.hypot(...here) >= 1) {
      curve.push(onCircle(last, here));
      break;
    }
    const end = others.find(({ Q }) => Math.hypot(here[0] - Q[0]!, here[1] - Q[1]!) < nearby);
    if (end) {
      curve.push([end.Q[0]!, end.Q[1]!]);
      break;
    }
    // Near fixed points steps are short in space: such points add nothing to the curve.
    if (Math.hypot(here[0] - curve.at(-1)![0], here[1] - curve.at(-1)![1]) > pieceLength / 2)
      curve.push(here);
    last = here;
  }
  return curve;
}

/** Where the segment from inside to outside crosses the unit circle. */
function onCircle(
  [x, y]: readonly [number, number],
  [u, v]: readonly [number, number],
): readonly [number, number] {
  const [dx, dy] = [u - x, v - y];
  const along = x * dx + y * dy;
  const square = dx * dx + dy * dy;
  const t = (-along + Math.sqrt(along * along + square * (1 - x * x - y * y))) / square;
  return [x + t * dx, y + t * dy];
}
