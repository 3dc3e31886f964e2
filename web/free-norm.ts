import type { Flow } from "../numerics/flow/flow.ts";
import { rodas4 } from "../numerics/integrators/rodas4.ts";
import { ConvergenceError, DivergenceError } from "../theory/errors.ts";
import { cosinesOf, overlapsOf } from "./cosines.ts";
import type { Path } from "./messages.ts";

/**
 * The velocities of the cosine similarities q_l = Q_l / sqrt(s) at one squared norm s: d(q_l)/dt =
 * (dQ_l/dt) / sqrt(s) - q_l (ds/dt) / (2 s). On the sphere the flow itself.
 */
export function sliceFlow(flow: Flow, norm: number): Pick<Flow, "rhs" | "features"> {
  const { features, size } = flow;
  if (size === features) return flow;
  const [state, rates] = [new Float64Array(size), new Float64Array(size)];
  const root = Math.sqrt(norm);
  return {
    features,
    rhs(q, out) {
      for (let l = 0; l < features; l++) state[l] = root * q[l]!;
      state[features] = norm;
      flow.rhs(state, rates);
      for (let l = 0; l < features; l++) {
        out[l] = rates[l]! / root - (q[l]! * rates[features]!) / (2 * norm);
      }
    },
  };
}

const directions = 16;
const startRadius = 0.35;
const pieces = 80;
/** Units of time; where the solution blows up before, a quarter of that, and so on. */
const until = 80;
const attempts = 8;

/** Paths of the whole flow, the norm included, from a ring of states of one squared norm; each takes a while. */
export function* pathsFrom(flow: Flow, norm: number): Generator<Path> {
  if (flow.features === 1) return;
  for (let k = 0; k < directions; k++) {
    const angle = (2 * Math.PI * (k + 0.5)) / directions;
    yield pathFrom(flow, [startRadius * Math.cos(angle), startRadius * Math.sin(angle)], norm);
  }
}

function pathFrom(flow: Flow, cosines: readonly number[], norm: number): Path {
  const { size } = flow;
  const field = {
    size,
    rhs: (_t: number, y: Float64Array, out: Float64Array) => flow.rhs(y, out),
    jacobian: (_t: number, y: Float64Array, out: Float64Array) => flow.jacobian(y, out),
  };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const end = until / 4 ** attempt;
    // Most of the way is early.
    const times = Array.from({ length: pieces + 1 }, (_, k) => end * (k / pieces) ** 2);
    try {
      const { states } = rodas4.solve(field, Float64Array.of(...overlapsOf(cosines, norm), norm), times, {
        tolerance: 1e-5,
      });
      return states.map((state) => cosinesOf(state.subarray(0, flow.features), state[flow.features]!));
    } catch (error) {
      if (!(error instanceof DivergenceError || error instanceof ConvergenceError)) throw error;
    }
  }
  return [];
}
