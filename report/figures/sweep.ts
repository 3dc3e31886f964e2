import { type Figure, type FigureSpec, ink, palette, renderFigure } from "./figure.ts";

/** A number, or the name of a kind. */
export type Coordinate = number | string;

/** What `sweepFigure` draws. */
export interface SweepFigureInput {
  readonly title: string;
  readonly x: string;
  /** Left out: the values are drawn against x alone, as lines. */
  readonly y?: string;
  /** What the values are. */
  readonly value: string;
  readonly points: readonly SweepFigurePoint[];
  /** How many points had no value. */
  readonly missing: number;
}

export interface SweepFigurePoint {
  readonly x: Coordinate;
  readonly y?: Coordinate;
  /** Points of one name are on one line; "" where there is one line only. */
  readonly series: string;
  readonly value: Coordinate;
}

const size = 460;

/** A sweep's values as a heat map over two of the model's fields, or as lines over one. */
export async function sweepFigure(input: SweepFigureInput): Promise<Figure> {
  const { title, x, y, value, missing } = input;
  const left = missing === 0 ? "" : ` ${missing} of the points have no value and are left out.`;
  const shape = y === undefined ? lines(input) : isGrid(input.points) ? cells(input) : dots(input);
  const spec = { title, width: size, height: y === undefined ? 300 : size, ...shape };
  return {
    title,
    caption: `${value} against ${x}${y === undefined ? "" : ` and ${y}`}.${left}`,
    svg: await renderFigure(spec as unknown as FigureSpec),
  };
}

function isNumeric(values: readonly (Coordinate | undefined)[]): boolean {
  return values.every((value) => typeof value === "number");
}

function axisOf(
  field: "x" | "y" | "value",
  title: string,
  values: readonly (Coordinate | undefined)[],
): object {
  return isNumeric(values)
    ? { field, type: "quantitative", title, scale: { zero: false, nice: false } }
    : { field, type: "nominal", title, sort: null };
}

function colorOf({ value, points }: SweepFigureInput): object {
  const isNumber = isNumeric(points.map((point) => point.value));
  return {
    field: "value",
    type: isNumber ? "quantitative" : "nominal",
    title: value,
    scale: isNumber ? { scheme: "viridis" } : { range: palette },
    // Below the picture a gradient has the width of it.
    legend: isNumber ? { gradientLength: size } : {},
  };
}

function lines({ x, value, points }: SweepFigureInput): object {
  const series = [...new Set(points.map((point) => point.series))];
  const axes = {
    x: axisOf(
      "x",
      x,
      points.map((point) => point.x),
    ),
    y: axisOf(
      "value",
      value,
      points.map((point) => point.value),
    ),
    detail: { field: "series", type: "nominal" },
    color: {
      field: "series",
      type: "nominal",
      sort: null,
      title: null,
      scale: { domain: series, range: series.map((_, i) => palette[i % palette.length]!) },
      legend: series.length === 1 ? null : { columns: 3, symbolType: "stroke" },
    },
  };
  return {
    data: { values: points },
    encoding: axes,
    layer: [
      { mark: { type: "line", strokeWidth: 2 } },
      { mark: { type: "point", filled: true, size: 24, opacity: 1 } },
    ],
  };
}

/** Whether a good part of all combinations of the two axes' values is there. */
function isGrid(points: readonly SweepFigurePoint[]): boolean {
  const [xs, ys] = [new Set(points.map(({ x }) => x)), new Set(points.map(({ y }) => y))];
  return points.length >= (xs.size * ys.size) / 2;
}

function dots(input: SweepFigureInput): object {
  const { x, y, points } = input;
  return {
    data: { values: points },
    mark: { type: "circle", opacity: 1, size: 60, stroke: ink.muted, strokeWidth: 0.3 },
    encoding: {
      x: axisOf(
        "x",
        x,
        points.map((point) => point.x),
      ),
      y: axisOf(
        "y",
        y!,
        points.map((point) => point.y),
      ),
      color: colorOf(input),
    },
  };
}

/** Numbers have cells that reach half way to their neighbours; names have bands. */
function cells(input: SweepFigureInput): object {
  const { x, y, points } = input;
  const [cellX, cellY] = [cellsOf(points.map((point) => point.x)), cellsOf(points.map((point) => point.y!))];
  // From left to right and upwards: each cell lies on the edges of those before it, and no hairline is left.
  const sorted = [...points].sort((a, b) => order(a.x, b.x) || order(a.y!, b.y!));
  const values = sorted.map((point) => ({
    value: point.value,
    ...(cellX ? spanOf("x", cellX.spans.get(point.x)!) : { x: point.x }),
    ...(cellY ? spanOf("y", cellY.spans.get(point.y!)!) : { y: point.y }),
  }));
  return {
    data: { values },
    mark: { type: "rect", opacity: 1, clip: true },
    encoding: {
      ...bandOf("x", x, cellX),
      ...bandOf("y", y!, cellY),
      color: colorOf(input),
    },
  };
}

function order(a: Coordinate, b: Coordinate): number {
  return isNumeric([a, b]) ? Number(a) - Number(b) : 0;
}

interface Cells {
  /** From the first cell's lower to the last one's upper end. */
  readonly domain: readonly [number, number];
  readonly spans: ReadonlyMap<Coordinate, readonly [low: number, high: number]>;
}

/** Undefined where the values are names, or there is one number only. */
function cellsOf(coordinates: readonly Coordinate[]): Cells | undefined {
  const values = [...new Set(coordinates)].sort(order) as number[];
  if (!isNumeric(values) || values.length < 2) return undefined;
  const middles = values.slice(1).map((value, i) => (values[i]! + value) / 2);
  const [first, last] = [values[0]!, values.at(-1)!];
  const bounds = [2 * first - middles[0]!, ...middles, 2 * last - middles.at(-1)!];
  const domain = [bounds[0]!, bounds.at(-1)!] as const;
  const overlap = (domain[1] - domain[0]) / size;
  return {
    domain,
    spans: new Map(values.map((value, i) => [value, [bounds[i]!, bounds[i + 1]! + overlap]])),
  };
}

function spanOf(field: "x" | "y", [low, high]: readonly [number, number]): object {
  return { [field]: low, [`${field}2`]: high };
}

function bandOf(field: "x" | "y", title: string, cells: Cells | undefined): object {
  if (!cells) return { [field]: { field, type: "nominal", title, sort: null } };
  const scale = { domain: cells.domain, nice: false, zero: false };
  return {
    [field]: { field, type: "quantitative", title, scale, axis: { grid: false } },
    [`${field}2`]: { field: `${field}2` },
  };
}
