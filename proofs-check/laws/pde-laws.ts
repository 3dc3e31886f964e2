import type { Constraint } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { kinetics, reduce, termSymbol } from "../../theory/reduction.ts";
import type { Regularizer } from "../../theory/regularizers/regularizer.ts";
import { symbol } from "../../theory/symbols.ts";
import { requireNear } from "./law.ts";
import { euler, mean, type TermNumbers, WeightPde } from "./weight-pde.ts";

/** Any numbers of order one, for the penalty's part to weigh as much as the rest. */
const numbers: TermNumbers = new Map([
  [termSymbol.g(0), 0.7],
  [termSymbol.f, -0.4],
  [termSymbol.lambda, 1.1],
  [symbol.learningRate, 0.9],
  [symbol.strength, 0.8],
]);
/** The rates are linear in the density: one step of any length has their difference quotients. */
const dt = 1e-3;
/** The start's bumps have less than 1e-17 of their mass beyond. */
const reach = 5;

/** @throws Error when steps of the PDE change the total mass. */
export function conservesMass(regularizer: Regularizer, constraint: Constraint): void {
  const pde = pdeOf(regularizer, constraint);
  let density = WeightPde.start(80, reach);
  const before = mean(density.masses, () => 1);
  density = pde.evolve(density, 40);
  requireNear(
    "the mass after 40 steps",
    mean(density.masses, () => 1),
    before,
    1e-12,
  );
}

/**
 * Compares the rates of <u w> and <w^2> along a step of the PDE with those of the moment equations, whose open averages
 * are summed over the PDE's density. On the sphere <w^2> must stay.
 * @throws Error
 */
export function momentsFollow(regularizer: Regularizer, constraint: Constraint): void {
  const pde = pdeOf(regularizer, constraint);
  const { equations } = reduce(pde.kinetics, 1, constraint);
  const norm = equations[1] ?? Polynomial.zero;
  const rows = grids.map((cells) => {
    const density = WeightPde.start(cells, reach);
    const { w } = density;
    const later = euler(density, pde.rates(density), dt);
    const rate = (moment: (i: number, side: 0 | 1) => number): number =>
      (mean(later.masses, moment) - mean(density.masses, moment)) / dt;
    return [
      {
        of: "<u w>",
        found: rate((i, side) => (side === 0 ? w[i]! : -w[i]!)),
        expected: pde.valueAt(density, equations[0]!),
      },
      { of: "<w^2>", found: rate((i) => w[i]! ** 2), expected: pde.valueAt(density, norm) },
    ];
  });
  for (const [i, { of, found, expected }] of rows.at(-1)!.entries()) {
    const tolerance =
      3 * (spread(rows.map((row) => row[i]!.found)) + spread(rows.map((row) => row[i]!.expected))) + 1e-9;
    if (!(tolerance < coarsest)) throw new Error(`the grids differ by ${tolerance} on d${of}/dt`);
    requireNear(`d${of}/dt by the PDE`, found, expected, tolerance);
  }
}

/**
 * The error of a grid is a multiple of its spacing squared, or of its spacing where the slope jumps inside a cell, by
 * where in the cell it does. No two of these numbers are multiples, so that some pair differs by about the error.
 */
const grids = [700, 990, 1400];
/** Less than a wrong factor of 1.1 in the penalty would make, for slopes of order one. */
const coarsest = 0.05;

function pdeOf({ slope, functions }: Regularizer, constraint: Constraint): WeightPde {
  return new WeightPde(kinetics(1, slope, constraint), functions, numbers);
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
