import { type Derivation, derive } from "../../theory/derive.ts";
import { ModelError } from "../../theory/errors.ts";
import type { Model } from "../../theory/model.ts";
import { checkStart } from "../simulate.ts";
import { defaultNodes, type FeatureRows, featureRows } from "./feature-rows.ts";
import { embed, type Grid, makeGrid } from "./grid.ts";
import { kineticCoefficients } from "./kinetic-coefficients.ts";
import { gaussianRow, type Masses, marginal } from "./masses.ts";
import { MeanField } from "./mean-field.ts";
import { type Evolution, evolve } from "./time-steps.ts";
import { densityDistance, type GridDensity } from "./wasserstein.ts";

export interface PdeOptions {
  /** Cells in w at the start, a multiple of 4; more of the same width are added where the weights spread. */
  readonly cells?: number;
  /** Gauss nodes for each entry of a row u; an entry on fewer atoms has these. */
  readonly nodes?: number;
  /** The largest error of one time step, as a total variation of P. */
  readonly tolerance?: number;
  /** A derivation to solve in place of the model's own. */
  readonly derivation?: Derivation;
  /** Called with the fraction of the time that is done. */
  readonly progress?: (fraction: number) => void;
}

/** A solution of the PDE: a row a time. */
export interface PdeSolution {
  readonly t: readonly number[];
  readonly Q: readonly (readonly number[])[];
  /** Near 1 at all times on the sphere: what it is off is an error of the grid and of the time steps. */
  readonly s: readonly number[];
  /** The marginal density of the weights: the cells' centres, and the density there at each time. */
  readonly density: { readonly w: readonly number[]; readonly p: readonly (readonly number[])[] };
  /** P at the last time: its cells' masses for each node of u. */
  readonly rows: FeatureRows;
  readonly masses: Masses;
  /** Accepted time steps. */
  readonly steps: number;
  readonly error: {
    /** The largest error of an order parameter that is due to the grid, from half as many cells. */
    readonly grid: number;
    /** The largest Wasserstein-1 error of the density that is due to the grid, from half as many cells. */
    readonly density: number;
    /** A bound on the error of an order parameter that is due to the nodes of u: that of half as many, on half the cells. */
    readonly nodes: number;
    /** The errors of all time steps together, as a total variation of P. */
    readonly time: number;
  };
}

/** Deviations that the first grid reaches beyond each row's mean. */
const reach = 8;

/** The grid may grow to this multiple of its first size before the weights count as divergent. */
const largestGrowth = 16;

/** A first guess; the error of each step decides. */
const firstStep = 0.05;

/**
 * Solves the limit's PDE from w_0 = sum_l Q_l u_l + sqrt(s - |Q|^2) z with the entries' law for u and a standard normal z: finite volumes in w for
 * each node of a quadrature in u, of order 2, and in time the exponential midpoint rule with step doubling.
 * @param times increasing, the first is the start.
 * @throws ModelError for a start that is no state, or that the grid cannot resolve.
 * @throws UnsupportedError when the features need too many nodes.
 * @throws DivergenceError when the weights blow up.
 */
export function solvePde(
  model: Model,
  start: { readonly Q: readonly number[]; readonly s: number },
  times: readonly number[],
  options: PdeOptions = {},
): PdeSolution {
  const { cells = 400, nodes = defaultNodes(model.features.length), tolerance = 1e-6 } = options;
  checkStart({ kind: "overlaps", ...start }, model);
  if (times.length < 2) throw new ModelError("points", "at least two times are needed");
  if (!(cells >= 8 && cells % 4 === 0)) {
    throw new ModelError("cells", `must be a multiple of 4 and at least 8, found ${cells}`);
  }
  const rows = featureRows(model.features.length, nodes, model.entries);
  checkVariance(rows, nodes);
  const otherRows = featureRows(
    model.features.length,
    nodes < 4 ? 2 * nodes : Math.ceil(nodes / 2),
    model.entries,
  );
  const meansOf = ({ values }: FeatureRows): number[] =>
    values.map((u) => u.reduce((sum, value, l) => sum + value * start.Q[l]!, 0));
  const deviation = Math.sqrt(Math.max(0, start.s - start.Q.reduce((sum, q) => sum + q * q, 0)));
  const halfWidth = Math.max(...[rows, otherRows].flatMap(meansOf).map(Math.abs)) + reach * deviation;
  checkResolution(deviation, halfWidth, cells);

  const derivation = options.derivation ?? derive(model);
  const coefficientsAt = kineticCoefficients(derivation);
  const run = (cells: number, rows: FeatureRows, progress?: PdeOptions["progress"]): Evolution[] => {
    const fieldOn = (grid: Grid): MeanField => new MeanField(derivation, rows, grid, coefficientsAt);
    const grid = makeGrid(cells, (2 * halfWidth) / cells);
    const masses = meansOf(rows).map((mean) => gaussianRow(grid, mean, deviation));
    let now: Evolution = { field: fieldOn(grid), masses, t: times[0]!, steps: 0, error: 0, size: firstStep };
    const span = times.at(-1)! - now.t;
    const onProgress = (t: number): void => progress?.((t - times[0]!) / span);
    return times.map((t) => {
      now = evolve(now, t, { tolerance, largestCells: largestGrowth * cells, fieldOn, onProgress });
      return now;
    });
  };
  const coarser = run(cells / 2, rows);
  const otherNodes = otherRows.values.length === rows.values.length ? coarser : run(cells / 2, otherRows);
  const evolutions = run(cells, rows, options.progress);
  const coarse = coarser.map(orderParameters);
  const fine = evolutions.map(orderParameters);
  const densities = evolutions.map(densityOf);
  const last = evolutions.at(-1)!;
  const w = [...last.field.grid.centers];
  return {
    t: times,
    Q: fine.map((values) => values.slice(0, -1)),
    s: fine.map((values) => values.at(-1)!),
    density: { w, p: densities.map(({ p }) => [...embed(Float64Array.from(p), w.length)]) },
    rows,
    masses: last.masses,
    steps: last.steps,
    // Half the width, a quarter of the error.
    error: {
      grid: largestDifference(coarse, fine) / 3,
      density: Math.max(...densities.map((p, i) => densityDistance(p, densityOf(coarser[i]!)))) / 3,
      nodes: largestDifference(otherNodes.map(orderParameters), coarse),
      time: last.error,
    },
  };
}

function largestDifference(a: readonly number[][], b: readonly number[][]): number {
  return Math.max(...a.flatMap((values, i) => values.map((x, l) => Math.abs(x - b[i]![l]!))));
}

/** Q1..Qd, s */
function orderParameters({ field, masses }: Evolution): number[] {
  const { Q, s } = field.averages(masses);
  return [...Q, s];
}

/** The marginal density of the weights on the grid of its time. */
function densityOf({ field: { grid, rows }, masses }: Evolution): GridDensity {
  return { w: [...grid.centers], p: Array.from(marginal(masses, rows.weights), (mass) => mass / grid.width) };
}

/** A single node, at 0, would be a model without features. */
function checkVariance({ values, weights }: FeatureRows, nodes: number): void {
  const variance = values.reduce((sum, u, k) => sum + weights[k]! * u[0]! ** 2, 0);
  if (Math.abs(variance - 1) > 1e-9)
    throw new ModelError("nodes", `${nodes} cannot stand for the features' entries, which have variance 1`);
}

/** The coarse run needs one cell to a deviation, the fine one has two. */
function checkResolution(deviation: number, halfWidth: number, cells: number): void {
  if (deviation === 0) {
    throw new ModelError(
      "from",
      "|Q|^2 = s puts every weight where its features say: the PDE has no density then",
    );
  }
  const needed = 4 * Math.ceil(halfWidth / deviation);
  if (cells < needed) {
    throw new ModelError(
      "cells",
      `${cells} do not resolve the start, whose spread about the features is ${deviation.toPrecision(3)}; at least ${needed} are needed`,
    );
  }
}
