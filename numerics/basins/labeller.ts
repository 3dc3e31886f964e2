import type { Flow } from "../flow/flow.ts";
import type { Targets } from "./attractors.ts";
import { Path } from "./path.ts";
import { inTrap } from "./trap.ts";

/** The label of a start from which no attractor is known to be reached. */
export const none = -1;

/**
 * A path that comes this close to a saddle follows a basin's border to within the error of the integration, which
 * then decides on which side it leaves.
 */
const undecided = 1e-6;
const mostSteps = 20_000;

/** Follows paths of a flow to their attractors. */
export class Labeller {
  private readonly path: Path;
  private readonly targets: Targets;

  constructor(flow: Pick<Flow, "rhs" | "size">, targets: Targets) {
    this.path = new Path(flow.rhs, flow.size);
    this.targets = targets;
  }

  /** The index of the trap that the path from a state enters, or `none`. */
  label(start: ArrayLike<number>): number {
    const { path } = this;
    const { traps, saddles, sources, timeLimit } = this.targets;
    path.start(start);
    if (sources.some((point) => isNear(point, path.state))) return none;
    for (let steps = 0; steps < mostSteps; steps++) {
      for (let i = 0; i < traps.length; i++) if (inTrap(traps[i]!, path.state)) return i;
      for (let i = 0; i < saddles.length; i++) if (isNear(saddles[i]!, path.state)) return none;
      if (path.time >= timeLimit || !path.step(timeLimit - path.time)) return none;
    }
    return none;
  }
}

function isNear(point: readonly number[], state: Float64Array): boolean {
  let squared = 0;
  for (let i = 0; i < state.length; i++) squared += (state[i]! - point[i]!) ** 2;
  return squared < undecided ** 2;
}
