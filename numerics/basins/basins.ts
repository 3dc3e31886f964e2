import { UnsupportedError } from "../../theory/errors.ts";
import type { FixedPoint } from "../fixed-points.ts";
import type { Flow } from "../flow/flow.ts";
import { checkStart } from "../simulate.ts";
import { type Attractor, landscapeOf, type Targets } from "./attractors.ts";
import { completeGrid, gridOf, isStart } from "./grid.ts";
import { type LabelGridOptions, labelGrid } from "./label-grid.ts";
import { none } from "./labeller.ts";
import { type Polyline, separatrix } from "./separatrix.ts";

/** The basins of attraction among the starts |Q|^2 <= s at one s. */
export interface Basins {
  readonly attractors: readonly Attractor[];
  /** The share of each attractor's basin in the disk (for one feature, the interval) of all starts. */
  readonly fractions: readonly number[];
  /** The starts from which no attractor is known to be reached: their number and their share. */
  readonly none: { readonly cells: number; readonly fraction: number };
  /** An attractor's index a cell, rows from the least Q2 up (a single row for one feature); -1: none, or no start. */
  readonly labels: readonly (readonly number[])[];
  /** On the sphere, the border curves; null in the free variant, where no curve in the plane is invariant. */
  readonly separatrix: readonly Polyline[] | null;
  /** All fixed points, images under the symmetries included. */
  readonly fixedPoints: readonly FixedPoint[];
  /** What decides where a path ends. */
  readonly targets: Targets;
}

interface BasinsOptions extends LabelGridOptions {
  /** Cells along each overlap. */
  readonly grid: number;
  /** |w|^2/N at the start; 1 on the sphere. */
  readonly s?: number;
}

/**
 * Follows the flow from the middle of every cell of a grid over the starts. A label is given only inside a
 * neighbourhood of a stable fixed point that is certain to be in its basin, so that no slow passage is taken for
 * an end; a path that is in none when the time is up, or follows a border too closely to be decided, has none.
 * @throws UnsupportedError for more than two features. @throws ModelError for a wrong s.
 */
export async function basins(flow: Flow, options: BasinsOptions): Promise<Basins> {
  requirePlane(flow);
  const { grid: cells, s = 1, ...rest } = options;
  const { model, features } = flow;
  checkStart({ kind: "random", s }, model);
  const { fixedPoints, attractors, targets } = landscapeOf(flow);
  const grid = gridOf(model, cells, s);
  const labels = completeGrid(grid, await labelGrid(flow, targets, grid, rest), attractors);
  const counts = attractors.map(() => 0);
  let [starts, unlabelled] = [0, 0];
  labels.forEach((row, j) => {
    row.forEach((label, i) => {
      if (!isStart(grid, j, i)) return;
      starts++;
      if (label === none) unlabelled++;
      else counts[label]!++;
    });
  });
  const curves = features === 2 ? separatrix : () => [];
  return {
    attractors,
    fractions: counts.map((count) => count / starts),
    none: { cells: unlabelled, fraction: unlabelled / starts },
    labels,
    separatrix: model.constraint === "sphere" ? curves(flow, fixedPoints) : null,
    fixedPoints,
    targets,
  };
}

/** @throws UnsupportedError when the starts do not fill a disk or an interval. */
function requirePlane({ features }: Flow): void {
  if (features > 2) {
    throw new UnsupportedError(
      `features: basins are drawn for one or two features, and the model has ${features}`,
    );
  }
}
