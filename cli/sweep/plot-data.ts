import type { SweepFigureInput, SweepFigurePoint } from "../../report/figures/sweep.ts";
import { Rational } from "../../theory/rational.ts";
import { UsageError } from "../usage-error.ts";
import { resultLines } from "./merge-results.ts";
import type { Point } from "./point.ts";

/** The field's own names of a model file's fields. */
const symbols: Readonly<Record<string, string>> = {
  nu: "background.variance",
  eta: "augmentation.variance",
  rho: "augmentation.correlation",
  B: "batch",
  tau: "learningRate",
  kappa: "regularizer.strength",
};

export interface PlotRequest {
  /** A path of the sweep, its last name, or a symbol. */
  readonly x: string;
  readonly y?: string;
  /** `Q` or `s`, or a path in the results. */
  readonly color: string;
  /** Only points with these values. */
  readonly where: readonly { readonly name: string; readonly value: string }[];
}

/**
 * What a results file shows: values of its points over one or two of the sweep's paths.
 * @throws UsageError for a name that the results do not have, and for several values in one place.
 */
export function plotData(path: string, { x, y, color, where }: PlotRequest): Omit<SweepFigureInput, "title"> {
  const rows = [...resultLines([path])].map(({ line }) => ({
    point: line.point,
    value: "result" in line ? measured(line.result, color) : undefined,
  }));
  const paths = [...new Set(rows.flatMap(({ point }) => Object.keys(point)))];
  const xPath = pathOf(x, paths);
  const yPath = y === undefined ? undefined : pathOf(y, paths);
  const filters = where.map(({ name, value }) => ({ path: pathOf(name, paths), value }));
  const shown = rows.filter(({ point }) =>
    filters.every(({ path: place, value }) => String(coordinate(point[place])) === String(coordinate(value))),
  );
  if (shown.length === 0) throw new UsageError(`"${path}" has no point to draw`);
  const others = paths.filter((place) => place !== xPath && place !== yPath && isVaried(shown, place));
  const points = shown.flatMap(({ point, value }): SweepFigurePoint[] => {
    if (value === undefined || !(xPath in point) || (yPath !== undefined && !(yPath in point))) return [];
    const series = others.map((place) => `${nameOf(place)} = ${coordinate(point[place])}`).join(", ");
    const height = yPath === undefined ? {} : { y: coordinate(point[yPath]) };
    return [{ x: coordinate(point[xPath]), ...height, series, value }];
  });
  if (points.length === 0) throw new UsageError(`--color ${color}: no result in "${path}" has it`);
  const places = new Set(points.map((point) => `${point.x} ${point.y}`));
  if (yPath !== undefined && places.size < points.length) {
    const which = others.map(nameOf).join(", ");
    throw new UsageError(
      `several points of "${path}" are in one place: choose ${which || "some"} by --where`,
    );
  }
  return {
    x: nameOf(xPath),
    ...(yPath !== undefined && { y: nameOf(yPath) }),
    value: color === "Q" ? "|Q|" : color,
    points,
    missing: shown.length - points.length,
  };
}

/** @throws UsageError when no path of the sweep has the name, or several have it. */
function pathOf(name: string, paths: readonly string[]): string {
  const exact = [name, symbols[name]].find((path) => path !== undefined && paths.includes(path));
  if (exact !== undefined) return exact;
  const ending = paths.filter((path) => path.endsWith(`.${name}`));
  if (ending.length === 1) return ending[0]!;
  const found = ending.length === 0 ? "is not one of" : "is the last name of several of";
  throw new UsageError(`"${name}" ${found} what the sweep varies: ${paths.map(nameOf).join(", ")}`);
}

/** How a path is called in a figure. */
function nameOf(path: string): string {
  return Object.keys(symbols).find((symbol) => symbols[symbol] === path) ?? path;
}

function isVaried(rows: readonly { readonly point: Point }[], path: string): boolean {
  return new Set(rows.map(({ point }) => String(coordinate(point[path])))).size > 1;
}

/** Numbers that a model file has as text, "3/2", are numbers; anything else is the name of itself. */
function coordinate(value: unknown): number | string {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return value === undefined ? "as in the model" : JSON.stringify(value);
  try {
    return Rational.parse(value, "").toNumber();
  } catch {
    return value;
  }
}

/** |Q| or s of the first stable fixed point, or at the last time; else what a path in the result leads to. */
function measured(result: unknown, name: string): number | string | undefined {
  if (name === "Q" || name === "s") {
    const state = lastState(result as Results);
    if (state === undefined) return undefined;
    return name === "Q" ? Math.hypot(...state.Q) : state.s;
  }
  const found = name
    .split(".")
    .reduce<unknown>(
      (part, key) =>
        typeof part === "object" && part !== null && Object.hasOwn(part, key)
          ? (part as Record<string, unknown>)[key]
          : undefined,
      result,
    );
  return typeof found === "number" || typeof found === "string" ? found : undefined;
}

interface State {
  readonly Q: readonly number[];
  readonly s: number;
}

/** The results of the commands that have states: fixed points, a trajectory, means over runs. */
interface Results {
  readonly points?: readonly (State & { readonly stability: string })[];
  readonly Q?: readonly (readonly number[])[] | { readonly mean: readonly (readonly number[])[] };
  readonly s?: readonly number[] | { readonly mean: readonly number[] };
}

function lastState({ points, Q, s }: Results): State | undefined {
  if (points) return points.find(({ stability }) => stability === "stable");
  if (!Q || !s) return undefined;
  const [rows, norms] = ["mean" in Q ? Q.mean : Q, "mean" in s ? s.mean : s];
  return { Q: rows.at(-1)!, s: norms.at(-1)! };
}
