import { type Simulation, type Statistics, statisticsOf } from "../../numerics/simulate.ts";

/** Statistics of some order parameters over runs, a row a time; a single run has a mean only. */
export interface Columns {
  readonly mean: readonly (readonly number[])[];
  readonly standardError: readonly (readonly number[])[] | null;
  readonly covariance: readonly (readonly (readonly number[])[])[] | null;
}

/** The statistics of the order parameters number `from` to `to` - 1. */
export function columnsOf({ samples }: Simulation, from: number, to: number): Columns {
  const statistics: Statistics[] = samples.map((runs) => statisticsOf(runs, from, to));
  const single = statistics.some(({ standardError }) => standardError === null);
  return {
    mean: statistics.map(({ mean }) => mean),
    standardError: single ? null : statistics.map(({ standardError }) => standardError!),
    covariance: single ? null : statistics.map(({ covariance }) => covariance!),
  };
}

/** s is one number a time, as in `integrate`, and so are its error and variance. */
export function scalars({ mean, standardError, covariance }: Columns) {
  return {
    mean: mean.map(([s]) => s!),
    standardError: standardError?.map(([error]) => error!) ?? null,
    covariance: covariance?.map((matrix) => matrix[0]![0]!) ?? null,
  };
}
