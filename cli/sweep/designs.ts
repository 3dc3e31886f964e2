import { Random } from "../../numerics/random/random.ts";
import { UsageError } from "../usage-error.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Point } from "./point.ts";

/** A sweep's points, by number; they are never all held at once. */
export interface Design {
  readonly paths: readonly string[];
  readonly count: number;
  at(index: number): Point;
  /** Points enough to have each value once, for a look at them before the work. */
  samples(): Iterable<{ readonly place: string; readonly point: Point }>;
}

/** Values in a row: written out, or so many from one number to another, both included. */
export type Axis =
  | readonly unknown[]
  | { readonly from: number; readonly to: number; readonly points: number };

/** Which of them are done is kept in memory, a byte each; nobody would see the end of more. */
const mostPoints = 1e9;

/** So many points of a list or a Latin hypercube are looked at before the work; each costs the check of a model. */
const mostSamples = 1000;

/** Every combination, the last path's values fastest. @throws UsageError for a value that is there twice. */
export function gridDesign(grid: Readonly<Record<string, Axis>>): Design {
  // Before the values are: a million of them take seconds.
  const count = Object.values(grid).reduce((product, axis) => product * lengthOf(axis), 1);
  if (count > mostPoints) throw new UsageError(`grid: has ${count} points, at most ${mostPoints} are done`);
  const axes = Object.entries(grid).map(([path, axis]) => ({ path, values: valuesOf(axis) }));
  for (const { path, values } of axes) refuseRepeated(values, (i) => `grid.${path}[${i}]`);
  return {
    paths: axes.map(({ path }) => path),
    count,
    at(index) {
      let rest = index;
      const entries = [...axes].reverse().map(({ path, values }): [string, unknown] => {
        const value = values[rest % values.length];
        rest = Math.floor(rest / values.length);
        return [path, value];
      });
      return Object.fromEntries(entries.reverse());
    },
    *samples() {
      for (const { path, values } of axes) {
        for (const value of values) yield { place: `grid.${path}`, point: { [path]: value } };
      }
    },
  };
}

function lengthOf(axis: Axis): number {
  return "from" in axis ? axis.points : axis.length;
}

function valuesOf(axis: Axis): readonly unknown[] {
  if (!("from" in axis)) return axis;
  const { from, to, points } = axis;
  // Rounded to 15 digits: 0.1 (1 - 0.3) + 0.8 (0.3) and its like are then the decimals that were meant.
  return Array.from({ length: points }, (_, i) =>
    Number((from + ((to - from) * i) / (points - 1)).toPrecision(15)),
  );
}

/** Points one by one. @throws UsageError for one that is there twice. */
export function listDesign(points: readonly Point[]): Design {
  refuseRepeated(points, (i) => `points[${i}]`);
  return {
    paths: [...new Set(points.flatMap((point) => Object.keys(point)))],
    count: points.length,
    at: (index) => points[index]!,
    *samples() {
      for (const [i, point] of points.slice(0, mostSamples).entries()) yield { place: `points[${i}]`, point };
    },
  };
}

export interface LatinHypercube {
  readonly points: number;
  readonly seed: number;
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
}

/**
 * Points of which each range's equal parts, as many as points, have one each, at a place drawn uniformly from the
 * part (McKay, Beckman and Conover 1979).
 */
export function latinHypercubeDesign({ points, seed, ranges }: LatinHypercube): Design {
  const columns = Object.entries(ranges).map(([path, [low, high]], stream) => {
    const random = Random.stream(seed, stream);
    const parts = Array.from({ length: points }, (_, i) => i);
    // Fisher and Yates.
    for (let i = points - 1; i > 0; i--) {
      const j = Math.floor(random.uniform() * (i + 1));
      [parts[i], parts[j]] = [parts[j]!, parts[i]!];
    }
    return {
      path,
      values: parts.map((part) => low + ((high - low) * (part + random.uniform())) / points),
    };
  });
  const at = (index: number): Point =>
    Object.fromEntries(columns.map(({ path, values }) => [path, values[index]]));
  return {
    paths: Object.keys(ranges),
    count: points,
    at,
    *samples() {
      for (let i = 0; i < Math.min(points, mostSamples); i++) yield { place: "latinHypercube", point: at(i) };
    },
  };
}

function refuseRepeated(values: readonly unknown[], placeOf: (index: number) => string): void {
  const seen = new Map<string, number>();
  for (const [i, value] of values.entries()) {
    const text = canonicalJson(value);
    const before = seen.get(text);
    if (before !== undefined) throw new UsageError(`${placeOf(i)}: is the same as ${placeOf(before)}`);
    seen.set(text, i);
  }
}
