import { ConvergenceError, DivergenceError } from "../../theory/errors.ts";
import { embed, type Grid, makeGrid } from "./grid.ts";
import { type Masses, marginal, totalVariation } from "./masses.ts";
import type { MeanField } from "./mean-field.ts";

/** Mass in the outer cells above which the grid is widened. */
const boundaryMass = 1e-12;

/** A solution on its way: the discrete PDE on the grid as it is now, and the masses at time t. */
export interface Evolution {
  readonly field: MeanField;
  readonly masses: Masses;
  readonly t: number;
  readonly steps: number;
  /** The estimated errors of all steps together, as a total variation. */
  readonly error: number;
  /** The size to try next. */
  readonly size: number;
}

interface EvolutionOptions {
  /** The largest error of a step, as a total variation. */
  readonly tolerance: number;
  /** More cells than this mean that the weights diverge. */
  readonly largestCells: number;
  /** The discrete PDE on a wider grid, for weights that come near the ends. */
  fieldOn(grid: Grid): MeanField;
  /** Called with the time after each step. */
  onProgress?(t: number): void;
}

/**
 * Takes steps to the time `end`. Each is taken once whole and once in halves; the halves are kept, and their error is
 * a third of the difference, as for any method of order 2.
 * @throws DivergenceError when the weights leave every grid, or change faster than any step can follow.
 * @throws ConvergenceError when a few of them leave it.
 */
export function evolve(
  start: Evolution,
  end: number,
  { tolerance, largestCells, fieldOn, onProgress }: EvolutionOptions,
): Evolution {
  let { field, masses, t, steps, error, size } = start;
  const { weights } = field.rows;
  while (t < end) {
    const last = size >= end - t;
    const step = last ? end - t : size;
    if (!(t + 0.1 * step > t))
      throw new DivergenceError(t, "the weights change faster than any time step can follow");
    const whole = field.step(masses, step);
    const halves = field.step(field.step(masses, step / 2), step / 2);
    const estimate = totalVariation(whole, halves, weights) / 3;
    // Averages that ran away within the step leave no number.
    const best = Number.isFinite(estimate) ? 0.9 * Math.cbrt(tolerance / estimate) : 0;
    const next = step * Math.min(4, Math.max(0.2, best));
    if (!(estimate <= tolerance)) {
      size = next;
    } else if (touchesEnds(marginal(halves, weights))) {
      const cells = field.grid.cells + 2 * Math.ceil(field.grid.cells / 8);
      if (cells > largestCells) {
        throw endOfGrid(t, (field.grid.cells * field.grid.width) / 2, field.averages(masses).s);
      }
      field = fieldOn(makeGrid(cells, field.grid.width));
      masses = masses.map((row) => embed(row, cells));
    } else {
      masses = halves;
      t = last ? end : t + step;
      steps++;
      error += estimate;
      onProgress?.(t);
      // A step cut short by the end says nothing against the size before it.
      size = last ? Math.max(size, next) : next;
    }
  }
  return { field, masses, t, steps, error, size };
}

/** Weights that spread as a whole diverge; a few far ones beside the others need a grid that is out of reach. */
function endOfGrid(t: number, bound: number, s: number): Error {
  if (bound ** 2 < 400 * s)
    return new DivergenceError(t, `weights spread beyond |w| = ${bound.toPrecision(3)}`);
  return new ConvergenceError(
    `at t = ${t.toPrecision(7)} a few weights pass |w| = ${bound.toPrecision(3)}, where the largest grid ends, while s is ${s.toPrecision(4)}; fewer cells are wider, and reach farther`,
  );
}

function touchesEnds(masses: Float64Array): boolean {
  const outer = Math.max(2, Math.round(masses.length / 100));
  const sum = (part: Float64Array): number => part.reduce((total, mass) => total + mass, 0);
  return sum(masses.subarray(0, outer)) + sum(masses.subarray(-outer)) > boundaryMass;
}
