import type { Model } from "../../theory/model.ts";
import { symmetriesOf } from "../symmetries.ts";
import type { Attractor } from "./attractors.ts";
import { type Labeller, none } from "./labeller.ts";

/** Cells over the starts |Q|^2 <= s at one s: `cells` along each overlap, and a single row for one feature. */
export interface Grid {
  readonly cells: number;
  readonly s: number;
  /** Which overlaps may change sign: of those only the cells of one sign are followed. */
  readonly flips: readonly boolean[];
  /** Whether s is a component of the state. */
  readonly free: boolean;
}

export function gridOf(model: Model, cells: number, s: number): Grid {
  return { cells, s, flips: symmetriesOf(model).flips, free: model.constraint === "free" };
}

/** The overlap at the middle of a cell; of mirror images exactly opposite. */
function cellMiddle({ cells, s }: Grid, index: number): number {
  return ((2 * index + 1 - cells) / cells) * Math.sqrt(s);
}

/** Whether the middle of a cell is a possible start. */
export function isStart(grid: Grid, row: number, column: number): boolean {
  const Q2 = grid.flips.length > 1 ? cellMiddle(grid, row) : 0;
  return cellMiddle(grid, column) ** 2 + Q2 ** 2 <= grid.s;
}

/** The rows that are followed, from the bottom up. */
export function ownRows({ cells, flips }: Grid): number {
  if (flips.length === 1) return 1;
  return flips[1] ? Math.ceil(cells / 2) : cells;
}

/** Labels a row's cells, as far as no mirror image of them is labelled too. */
export function labelRow(labeller: Labeller, grid: Grid, row: number): number[] {
  const columns = grid.flips[0] ? Math.ceil(grid.cells / 2) : grid.cells;
  const across = grid.flips.length > 1 ? [cellMiddle(grid, row)] : [];
  const norm = grid.free ? [grid.s] : [];
  return Array.from({ length: columns }, (_, column) =>
    isStart(grid, row, column) ? labeller.label([cellMiddle(grid, column), ...across, ...norm]) : none,
  );
}

/** All rows, from those that were followed and their mirror images. */
export function completeGrid(
  grid: Grid,
  rows: readonly (readonly number[])[],
  attractors: readonly Attractor[],
): number[][] {
  const { cells, flips } = grid;
  const mirrored = (line: readonly number[], label: readonly number[]): number[] =>
    line.slice(0, Math.floor(cells / 2)).map((own) => (own === none ? none : label[own]!));
  const across = flips[0] ? flippedLabels(attractors, 0) : [];
  const whole = rows.map((row) => (flips[0] ? [...row, ...mirrored(row, across).reverse()] : [...row]));
  if (!flips[1]) return whole;
  const upward = flippedLabels(attractors, 1);
  const below = whole.slice(0, Math.floor(cells / 2));
  return [...whole, ...below.map((row) => row.map((own) => (own === none ? none : upward[own]!))).reverse()];
}

/** The label of each attractor's image when overlap l changes sign. */
function flippedLabels(attractors: readonly Attractor[], l: number): number[] {
  return attractors.map(({ Q, s }) =>
    attractors.findIndex(
      (other) =>
        Math.abs(other.s - s) < 1e-6 &&
        other.Q.every((q, m) => Math.abs(q - (m === l ? -Q[m]! : Q[m]!)) < 1e-6),
    ),
  );
}
